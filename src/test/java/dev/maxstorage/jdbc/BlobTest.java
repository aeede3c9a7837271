package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.sql.rowset.serial.SerialBlob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** BLOB columns: in by every setter, out by every getter. */
class BlobTest {
  private static final Path PICTURES = Path.of("../shared/data");

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private Connection connection;

  @BeforeEach
  void createTable() throws SQLException {
    connection = DATABASE.connect();
    EmbeddedDatabase.run(
        connection, "drop table if exists pic", "create table pic (id bigint, data blob)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  /** The ways to bind a blob. */
  private enum Way {
    STREAM_OF_INT_LENGTH {
      @Override
      void bind(PreparedStatement insert, byte[] bytes) throws SQLException {
        insert.setBinaryStream(2, new ByteArrayInputStream(bytes), bytes.length);
      }
    },
    STREAM_OF_LONG_LENGTH {
      @Override
      void bind(PreparedStatement insert, byte[] bytes) throws SQLException {
        insert.setBinaryStream(2, new ByteArrayInputStream(bytes), (long) bytes.length);
      }
    },
    STREAM {
      @Override
      void bind(PreparedStatement insert, byte[] bytes) throws SQLException {
        insert.setBinaryStream(2, new ByteArrayInputStream(bytes));
      }
    },
    BLOB_OF_STREAM {
      @Override
      void bind(PreparedStatement insert, byte[] bytes) throws SQLException {
        insert.setBlob(2, new ByteArrayInputStream(bytes));
      }
    },
    BLOB_OF_STREAM_AND_LENGTH {
      @Override
      void bind(PreparedStatement insert, byte[] bytes) throws SQLException {
        insert.setBlob(2, new ByteArrayInputStream(bytes), bytes.length);
      }
    },
    BLOB {
      @Override
      void bind(PreparedStatement insert, byte[] bytes) throws SQLException {
        insert.setBlob(2, new SerialBlob(bytes));
      }
    },
    BYTES {
      @Override
      void bind(PreparedStatement insert, byte[] bytes) throws SQLException {
        insert.setBytes(2, bytes);
      }
    },
    OBJECT {
      @Override
      void bind(PreparedStatement insert, byte[] bytes) throws SQLException {
        insert.setObject(2, bytes, Types.BLOB);
      }
    };

    abstract void bind(PreparedStatement insert, byte[] bytes) throws SQLException;
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void picturesComeBackAsTheyWere(Way way) throws Exception {
    List<byte[]> pictures = new ArrayList<>();
    for (String name : List.of("7zip.png", "ffox.png", "gimp.png")) {
      Path file = PICTURES.resolve(name);
      assumeTrue(Files.exists(file), "No " + file + ": the pictures are not part of the project");
      pictures.add(Files.readAllBytes(file));
    }
    insertAndCompare(way, pictures);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void generatedBytesComeBackAsTheyWere(Way way) throws Exception {
    insertAndCompare(
        way, List.of(bytes(0), bytes(1), bytes(4095), bytes(4096), bytes(4097), bytes(300_001)));
  }

  private void insertAndCompare(Way way, List<byte[]> blobs) throws Exception {
    try (PreparedStatement insert = connection.prepareStatement("insert into pic values (?, ?)")) {
      for (int i = 0; i < blobs.size(); i++) {
        insert.setInt(1, i);
        way.bind(insert, blobs.get(i));
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).hasSize(blobs.size());
    }
    int rows = 0;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, data from pic")) {
      while (result.next()) {
        rows++;
        byte[] sent = blobs.get(result.getInt("id"));
        assertThat(sha256(result.getBlob("data").getBinaryStream())).isEqualTo(sha256(sent));
        assertThat(sha256(result.getBinaryStream(2))).isEqualTo(sha256(sent));
        assertThat(sha256(result.getBytes(2))).isEqualTo(sha256(sent));
        assertThat(sha256(result.getObject(2, byte[].class))).isEqualTo(sha256(sent));
        assertThat(sha256(((Blob) result.getObject(2)).getBinaryStream())).isEqualTo(sha256(sent));
        assertThat(result.getBlob(2).length()).isEqualTo(sent.length);
      }
    }
    assertThat(rows).isEqualTo(blobs.size());
  }

  @Test
  void blobOfAnotherTableIsInsertedByItsBytes() throws Exception {
    byte[] bytes = bytes(70_000);
    insert(1, bytes);
    EmbeddedDatabase.run(connection, "create table if not exists copy (data blob)");
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select data from pic");
        PreparedStatement insert = connection.prepareStatement("insert into copy values (?)")) {
      assertThat(result.next()).isTrue();
      insert.setBlob(1, result.getBlob(1));
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
    assertThat(blob("select data from copy").getBytes(1, 70_000)).isEqualTo(bytes);
  }

  @Test
  void emptyBlobIsNotNull() throws SQLException {
    insert(1, new byte[0]);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select data from pic")) {
      assertThat(result.next()).isTrue();
      Blob blob = result.getBlob(1);
      assertThat(result.wasNull()).isFalse();
      assertThat(blob.length()).isZero();
      assertThat(blob.getBinaryStream()).isEmpty();
      assertThat(blob.getBytes(1, 10)).isEmpty();
      assertThat(result.getBytes(1)).isEmpty();
    }
  }

  @Test
  void nullBlobIsNullForEveryGetter() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into pic values (?, ?)")) {
      insert.setInt(1, 1);
      insert.setNull(2, Types.BLOB);
      insert.addBatch();
      insert.setBlob(2, (Blob) null);
      insert.addBatch();
      insert.setBlob(2, (InputStream) null);
      insert.addBatch();
      insert.setBinaryStream(2, null);
      insert.addBatch();
      insert.setBinaryStream(2, null, 0);
      insert.addBatch();
      insert.setBytes(2, null);
      insert.addBatch();
      insert.setObject(2, null);
      insert.addBatch();
      assertThat(insert.executeBatch()).hasSize(7);
    }
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select data from pic")) {
      for (int row = 0; row < 7; row++) {
        assertThat(result.next()).isTrue();
        assertThat(result.getBlob(1)).isNull();
        assertThat(result.wasNull()).isTrue();
        assertThat(result.getBytes(1)).isNull();
        assertThat(result.getBinaryStream(1)).isNull();
        assertThat(result.getObject(1)).isNull();
        assertThat(result.getObject(1, byte[].class)).isNull();
      }
      assertThat(result.next()).isFalse();
    }
  }

  @Test
  void partsWithinTheBlobAreRead() throws Exception {
    byte[] bytes = bytes(10_000);
    insert(1, bytes);
    Blob blob = blob("select data from pic");
    assertThat(blob.getBytes(1, 3)).isEqualTo(Arrays.copyOfRange(bytes, 0, 3));
    assertThat(blob.getBytes(2, 0)).isEmpty();
    assertThat(blob.getBytes(2, 1)).isEqualTo(Arrays.copyOfRange(bytes, 1, 2));
    assertThat(blob.getBytes(4096, 2)).isEqualTo(Arrays.copyOfRange(bytes, 4095, 4097));
    assertThat(blob.getBytes(10_000, 1)).isEqualTo(Arrays.copyOfRange(bytes, 9_999, 10_000));
    assertThat(blob.getBytes(9_999, 100)).isEqualTo(Arrays.copyOfRange(bytes, 9_998, 10_000));
    assertThat(blob.getBytes(10_001, 1)).isEmpty();
    assertThat(blob.getBinaryStream(1, 10_000)).hasBinaryContent(bytes);
    assertThat(blob.getBinaryStream(5_001, 100))
        .hasBinaryContent(Arrays.copyOfRange(bytes, 5_000, 5_100));
    assertThat(blob.getBinaryStream(10_000, 1))
        .hasBinaryContent(Arrays.copyOfRange(bytes, 9_999, 10_000));
    assertThat(blob.getBinaryStream(10_000, 0)).isEmpty();
  }

  @Test
  void partsOutsideTheBlobAreRefused() throws SQLException {
    insert(1, bytes(10));
    Blob blob = blob("select data from pic");
    refused("22023", () -> blob.getBytes(0, 1), "0");
    refused("22023", () -> blob.getBytes(1, -1), "-1");
    refused("22023", () -> blob.getBinaryStream(0, 1), "0");
    refused("22023", () -> blob.getBinaryStream(1, 11), "11", "10 bytes");
    refused("22023", () -> blob.getBinaryStream(11, 0), "11", "10 bytes");
    refused("22023", () -> blob.getBinaryStream(1, -1), "-1");
    refused("22023", () -> blob.getBinaryStream(2, Long.MAX_VALUE), "10 bytes");
    refused("22023", () -> blob.position(new byte[] {1}, 0), "0");
  }

  @Test
  void positionFindsBytesAndBlobs() throws Exception {
    insert(1, "abcabcabd".getBytes("US-ASCII"));
    insert(2, "abd".getBytes("US-ASCII"));
    Blob blob = blob("select data from pic where id = 1");
    Blob pattern = blob("select data from pic where id = 2");
    assertThat(blob.position("abc".getBytes("US-ASCII"), 1)).isEqualTo(1);
    assertThat(blob.position("abc".getBytes("US-ASCII"), 2)).isEqualTo(4);
    assertThat(blob.position("abc".getBytes("US-ASCII"), 5)).isEqualTo(-1);
    assertThat(blob.position("d".getBytes("US-ASCII"), 9)).isEqualTo(9);
    assertThat(blob.position("d".getBytes("US-ASCII"), 10)).isEqualTo(-1);
    assertThat(blob.position(pattern, 1)).isEqualTo(7);
  }

  @Test
  void blobIsReadAfterItsResultSetAndStatementAreClosed() throws SQLException {
    byte[] bytes = bytes(100_000);
    insert(1, bytes);
    Blob blob = blob("select data from pic");
    assertThat(blob.length()).isEqualTo(100_000);
    assertThat(blob.getBinaryStream()).hasBinaryContent(bytes);
  }

  @Test
  void freedBlobRefusesEverythingButFree() throws Exception {
    insert(1, bytes(100_000));
    Blob blob = blob("select data from pic");
    InputStream open = blob.getBinaryStream();
    assertThat(open.read()).isNotNegative();
    blob.free();
    blob.free();
    refused("55000", blob::length, "closed");
    refused("55000", blob::getBinaryStream, "closed");
    refused("55000", () -> blob.getBinaryStream(1, 1), "closed");
    refused("55000", () -> blob.getBytes(1, 1), "closed");
    refused("55000", () -> blob.position(new byte[1], 1), "closed");
    assertThatThrownBy(open::readAllBytes).isInstanceOf(IOException.class);
  }

  @Test
  void blobOfAClosedConnectionIsRefused() throws SQLException {
    insert(1, bytes(10));
    Blob blob;
    try (Connection other = DATABASE.connect();
        Statement statement = other.createStatement();
        ResultSet result = statement.executeQuery("select data from pic")) {
      assertThat(result.next()).isTrue();
      blob = result.getBlob(1);
    }
    assertThatThrownBy(blob::length).isInstanceOf(SQLException.class);
    assertThatThrownBy(blob::getBinaryStream).isInstanceOf(SQLException.class);
  }

  @Test
  void storedBlobIsNotWritten() throws SQLException {
    insert(1, bytes(10));
    Blob blob = blob("select data from pic");
    assertThatThrownBy(() -> blob.setBytes(1, new byte[1]))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThatThrownBy(() -> blob.setBytes(1, new byte[1], 0, 1))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThatThrownBy(() -> blob.setBinaryStream(1))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThatThrownBy(() -> blob.truncate(1)).isInstanceOf(SQLFeatureNotSupportedException.class);
  }

  @Test
  void blobLargerThanMaxBlobBytesIsStreamedOnly() throws SQLException {
    byte[] bytes = bytes(1001);
    insert(1, bytes);
    insert(2, Arrays.copyOf(bytes, 1000));
    try (Connection small = DATABASE.connect("maxBlobBytes=1000");
        Statement statement = small.createStatement();
        ResultSet result = statement.executeQuery("select id, data from pic")) {
      while (result.next()) {
        if (result.getInt(1) == 2) {
          assertThat(result.getBytes(2)).hasSize(1000);
          continue;
        }
        refused("22001", () -> result.getBytes(2), "1000", "maxBlobBytes");
        refused("22001", () -> result.getObject(2, byte[].class), "1000", "maxBlobBytes");
        assertThat(result.getBinaryStream(2)).hasBinaryContent(bytes);
        assertThat(result.getBlob(2).getBinaryStream()).hasBinaryContent(bytes);
      }
    }
  }

  @Test
  void streamShorterThanPromisedIsRefusedAndNothingIsInserted() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into pic values (?, ?)")) {
      insert.setInt(1, 1);
      refused(
          "22023",
          () -> insert.setBinaryStream(2, new ByteArrayInputStream(new byte[99]), 100),
          "data",
          "99",
          "100");
      refused("07001", insert::executeUpdate, "Parameter 2");
    }
    assertThat(DATABASE.rows("select count(*) from pic")).containsExactly(List.of(0L));
  }

  @Test
  void streamLongerThanPromisedIsRefusedWithoutReadingItToItsEnd() throws SQLException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 7;
          }
        };
    try (PreparedStatement insert = connection.prepareStatement("insert into pic values (?, ?)")) {
      insert.setInt(1, 1);
      refused("22023", () -> insert.setBinaryStream(2, endless, 70_000), "data", "70000");
      refused("07001", insert::executeUpdate, "Parameter 2");
    }
    assertThat(DATABASE.rows("select count(*) from pic")).containsExactly(List.of(0L));
  }

  @Test
  void failingStreamIsRefusedWithItsOwnMessage() throws SQLException {
    InputStream broken =
        new InputStream() {
          private int left = 100_000;

          @Override
          public int read() throws IOException {
            if (left-- <= 0) {
              throw new IOException("the disk is on fire");
            }
            return 1;
          }
        };
    try (PreparedStatement insert = connection.prepareStatement("insert into pic values (?, ?)")) {
      insert.setInt(1, 1);
      refused("22023", () -> insert.setBinaryStream(2, broken), "the disk is on fire");
      insert.setBytes(2, bytes(3));
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
  }

  @Test
  void otherValuesThanBytesAreRefusedForABlobColumn() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into pic values (?, ?)")) {
      refused("07006", () -> insert.setString(2, "text"), "data", "BLOB");
      refused("07006", () -> insert.setInt(2, 1), "data", "BLOB");
      refused("07006", () -> insert.setObject(2, List.of()), "data", "BLOB");
    }
  }

  @Test
  void blobColumnRefusesScalarGetters() throws SQLException {
    insert(1, bytes(3));
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, data from pic")) {
      assertThat(result.next()).isTrue();
      refused("07006", () -> result.getString(2), "data", "blob");
      refused("07006", () -> result.getInt(2), "data", "blob");
      refused("07006", () -> result.getObject(2, String.class), "data", "blob");
      refused("07006", () -> result.getBlob(1), "id", "bigint");
    }
  }

  @Test
  void blobsOfOneTransactionAreAllThereAfterTheCommit() throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement("insert into pic values (?, ?)")) {
      for (int batch = 0; batch < 3; batch++) {
        for (int i = 0; i < 5; i++) {
          insert.setInt(1, batch * 5 + i);
          insert.setBytes(2, bytes(batch * 5 + i));
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
    connection.commit();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select * from pic")) {
      int rows = 0;
      while (result.next()) {
        assertThat(result.getBytes(2)).hasSize(result.getInt(1));
        rows++;
      }
      assertThat(rows).isEqualTo(15);
    }
  }

  private void insert(int id, byte[] bytes) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into pic values (?, ?)")) {
      insert.setInt(1, id);
      insert.setBytes(2, bytes);
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
  }

  /** The blob of a query's only row; result set and statement are closed. */
  private Blob blob(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getBlob("data");
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(InputStream stream) throws IOException {
    try (stream) {
      return sha256(stream.readAllBytes());
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
