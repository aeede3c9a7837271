package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.rowset.serial.SerialBlob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How blobs go up: together or alone, with names, inside nested values, and not at all. */
@Timeout(60)
class BlobWriteTest {
  private static final int LARGE = 1_000_000;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private Connection connection;

  @BeforeEach
  void createTables() throws SQLException {
    connection = DATABASE.connect();
    EmbeddedDatabase.run(
        connection,
        "drop table if exists pic",
        "create table pic (id bigint, data blob)",
        "drop table if exists parts",
        "create table parts (id bigint, part string, data blob) partitioned by (pt string)");
  }

  @AfterEach
  void close() throws SQLException {
    DATABASE.faults().clear();
    connection.close();
  }

  private static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private PreparedStatement insert() throws SQLException {
    return connection.prepareStatement("insert into pic values (?, ?)");
  }

  private void check(int rows, int length) throws SQLException {
    int found = 0;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, data from pic")) {
      while (result.next()) {
        assertThat(result.getBytes(2)).isEqualTo(bytes(result.getInt(1), length));
        found++;
      }
    }
    assertThat(found).isEqualTo(rows);
  }

  @Test
  void smallBlobsOfABatchAreOneRequestAThousand() throws SQLException {
    RequestCount uploads = RequestCount.of(DATABASE, "TableWriteBlob");
    try (PreparedStatement insert = insert()) {
      for (int i = 0; i < 1500; i++) {
        insert.setInt(1, i);
        insert.setBytes(2, bytes(i, 100));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    assertThat(uploads.requests()).isEqualTo(2);
    check(1500, 100);
  }

  @Test
  void bytesThatWaitAreBounded() throws SQLException {
    RequestCount uploads = RequestCount.of(DATABASE, "TableWriteBlob");
    try (PreparedStatement insert = insert()) {
      for (int i = 0; i < 100; i++) {
        insert.setInt(1, i);
        insert.setBytes(2, bytes(i, 200_000));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    assertThat(uploads.requests()).isEqualTo(3); // 8 MiB are 42 of them
    check(100, 200_000);
  }

  @Test
  void case160_largeStreamsWithoutLengthGoUpAloneBeforeTheBatchIsSent() throws SQLException {
    RequestCount uploads = RequestCount.of(DATABASE, "TableWriteBlob");
    try (PreparedStatement insert = insert()) {
      for (int i = 0; i < 3; i++) {
        insert.setInt(1, i);
        insert.setBinaryStream(2, new ByteArrayInputStream(bytes(i, LARGE)));
        insert.addBatch();
      }
      assertThat(uploads.requests()).isEqualTo(3);
      insert.executeBatch();
    }
    assertThat(uploads.requests()).isEqualTo(3);
    check(3, LARGE);
  }

  @Test
  void blobThatIsNotSetAgainIsThatOfTheRowBefore() throws SQLException {
    try (PreparedStatement insert = insert()) {
      insert.setInt(1, 1);
      insert.setBytes(2, bytes(5, 50));
      insert.addBatch();
      insert.setInt(1, 2);
      insert.addBatch();
      insert.executeBatch();
      insert.setInt(1, 3);
      refused("07001", insert::executeUpdate, "Parameter 2");
    }
    assertThat(content("select data from pic where id = 2")).isEqualTo(bytes(5, 50));
  }

  @Test
  void entryOfSeveralRowsHasSeveralBlobs() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into pic values (?, ?), (?, ?), (9, null)")) {
      for (int entry = 0; entry < 4; entry += 2) {
        insert.setInt(1, entry);
        insert.setBytes(2, bytes(entry, 70));
        insert.setInt(3, entry + 1);
        insert.setBytes(4, bytes(entry + 1, entry == 2 ? LARGE : 70));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    for (int id = 0; id < 3; id++) {
      assertThat(content("select data from pic where id = " + id)).isEqualTo(bytes(id, 70));
    }
    assertThat(content("select data from pic where id = 3")).isEqualTo(bytes(3, LARGE));
  }

  @Test
  void blobsOfPartitionsAreWritten() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into parts partition (pt = 'a') values (?, 'x', ?)")) {
      for (int i = 0; i < 3; i++) {
        insert.setInt(1, i);
        insert.setBytes(2, bytes(i, 10));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    assertThat(content("select data from parts where pt = 'a' and id = 2")).isEqualTo(bytes(2, 10));
  }

  // MIME types and file names.

  @Test
  void mimeTypeAndFileNameComeBack() throws Exception {
    for (int size : new int[] {0, 10, 300_000, 3_000_000}) {
      EmbeddedDatabase.run(connection, "truncate table pic");
      MaxStorageBlob made = created();
      made.setMimeType("image/png");
      made.setFileName("größe " + size + ".png");
      made.setBytes(1, bytes(1, size));
      try (PreparedStatement insert = insert()) {
        insert.setInt(1, 1);
        insert.setBlob(2, made);
        insert.executeUpdate();
      }
      MaxStorageBlob stored = (MaxStorageBlob) blob("select data from pic");
      assertThat(stored.mimeType()).isEqualTo("image/png");
      assertThat(stored.fileName()).isEqualTo("größe " + size + ".png");
      assertThat(stored.length()).isEqualTo(size);
      assertThat(stored.getBinaryStream()).hasBinaryContent(bytes(1, size));
    }
  }

  private MaxStorageBlob created() throws SQLException {
    return ((java.sql.Wrapper) connection.createBlob()).unwrap(MaxStorageBlob.class);
  }

  @Test
  void storedBlobThatIsInsertedAgainKeepsItsMimeType() throws Exception {
    for (int size : new int[] {10, 3_000_000}) {
      EmbeddedDatabase.run(connection, "truncate table pic");
      MaxStorageBlob made = created();
      made.setMimeType("text/plain");
      made.setBytes(1, bytes(1, size));
      try (PreparedStatement insert = insert()) {
        insert.setInt(1, 1);
        insert.setObject(2, made);
        insert.executeUpdate();
        insert.setInt(1, 2);
        insert.setBlob(2, blob("select data from pic where id = 1"));
        insert.executeUpdate();
      }
      MaxStorageBlob copy = (MaxStorageBlob) blob("select data from pic where id = 2");
      assertThat(copy.mimeType()).isEqualTo("text/plain");
      assertThat(copy.fileName()).isNull();
      assertThat(copy.getBinaryStream()).hasBinaryContent(bytes(1, size));
    }
  }

  @Test
  void getObjectGivesTheBlobOfThisDriver() throws SQLException {
    try (PreparedStatement insert = insert()) {
      insert.setInt(1, 1);
      insert.setBytes(2, new byte[3]);
      insert.executeUpdate();
    }
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select data from pic")) {
      assertThat(result.next()).isTrue();
      MaxStorageBlob blob = result.getObject(1, MaxStorageBlob.class);
      assertThat(blob.mimeType()).isNull();
      assertThat(blob.fileName()).isNull();
    }
  }

  // Nested blobs.

  @Test
  void case228_blobsInsideListsOfLists() throws SQLException {
    EmbeddedDatabase.run(
        connection,
        "drop table if exists lists",
        "create table lists (id bigint, pics array<blob>)");
    byte[] a = bytes(1, 10);
    byte[] b = bytes(2, LARGE);
    byte[] c = bytes(3, 20);
    try (PreparedStatement insert =
        connection.prepareStatement("insert into lists values (?, ?)")) {
      int id = 0;
      for (List<byte[]> row :
          Arrays.asList(List.of(a, b), List.<byte[]>of(), null, Arrays.asList(c, null))) {
        insert.setInt(1, id++);
        insert.setObject(2, row);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, pics from lists")) {
      assertThat(result.next()).isTrue();
      Array first = result.getArray(2);
      Blob[] blobs = (Blob[]) first.getArray();
      assertThat(blobs).hasSize(2);
      assertThat(blobs[0].getBinaryStream()).hasBinaryContent(a);
      assertThat(blobs[1].getBinaryStream()).hasBinaryContent(b);
      assertThat(((Blob) result.getObject(2, List.class).get(1)).length()).isEqualTo(LARGE);
      assertThat(result.getObject(2, Object[].class)).hasOnlyElementsOfType(Blob.class);
      assertThat(result.getObject(2, Blob[].class)).hasSize(2);
      refused("07006", () -> result.getObject(2, byte[][].class), "pics");
      assertThat(result.next()).isTrue();
      assertThat((Blob[]) result.getArray(2).getArray()).isEmpty();
      assertThat(result.next()).isTrue();
      assertThat(result.getArray(2)).isNull();
      assertThat(result.next()).isTrue();
      Blob[] last = (Blob[]) result.getArray(2).getArray();
      assertThat(last[0].getBinaryStream()).hasBinaryContent(c);
      assertThat(last[1]).isNull();
      assertThat(result.next()).isFalse();
    }
  }

  /** In version 3 the item carries the id of the element: the warehouse refuses any other. */
  @Test
  void case161_nestedBlobsNeedVersion3() throws SQLException {
    EmbeddedDatabase.run(
        connection,
        "drop table if exists lists",
        "create table lists (id bigint, pics array<blob>)");
    for (String version : List.of("2", "3")) {
      try (Connection other = DATABASE.connect("apiVersion=" + version);
          PreparedStatement insert = other.prepareStatement("insert into lists values (1, ?)")) {
        if (version.equals("2")) {
          refused("0AM00", () -> insert.setObject(1, List.of(bytes(1, 5))), "pics", "version 3");
        } else {
          insert.setObject(1, List.of(bytes(1, 5)));
          assertThat(insert.executeUpdate()).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void blobsInsideMapsAndStructs() throws Exception {
    EmbeddedDatabase.run(
        connection,
        "drop table if exists deep",
        "create table deep (id bigint, named map<string, blob>,"
            + " page struct<title: string, images: array<struct<alt: string, image: blob>>>)");
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("bytes", bytes(1, 10));
    named.put("blob", new SerialBlob(bytes(2, 20)));
    named.put("stream", new ByteArrayInputStream(bytes(3, LARGE)));
    named.put("none", null);
    MaxStorageBlob typed = created();
    typed.setMimeType("image/gif");
    typed.setBytes(1, bytes(4, 30));
    Struct page =
        connection.createStruct(
            "struct<title: string, images: array<struct<alt: string, image: blob>>>",
            new Object[] {
              "t", List.of(Map.of("alt", "one", "image", typed), Map.of("alt", "two"))
            });
    try (PreparedStatement insert =
        connection.prepareStatement("insert into deep values (1, ?, ?)")) {
      insert.setObject(1, named);
      insert.setObject(2, page);
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select named, page from deep")) {
      assertThat(result.next()).isTrue();
      Map<?, ?> read = (Map<?, ?>) result.getObject(1);
      assertThat(read.keySet().stream().map(Object::toString))
          .containsExactlyInAnyOrder("bytes", "blob", "stream", "none");
      assertThat(((Blob) read.get("bytes")).getBinaryStream()).hasBinaryContent(bytes(1, 10));
      assertThat(((Blob) read.get("blob")).getBinaryStream()).hasBinaryContent(bytes(2, 20));
      assertThat(((Blob) read.get("stream")).getBinaryStream()).hasBinaryContent(bytes(3, LARGE));
      assertThat(read.get("none")).isNull();
      Object[] attributes = ((Struct) result.getObject(2)).getAttributes();
      assertThat(attributes[0]).isEqualTo("t");
      Object[] images = (Object[]) ((Array) attributes[1]).getArray();
      MaxStorageBlob image = (MaxStorageBlob) ((Struct) images[0]).getAttributes()[1];
      assertThat(image.mimeType()).isEqualTo("image/gif");
      assertThat(image.getBinaryStream()).hasBinaryContent(bytes(4, 30));
      assertThat(((Struct) images[1]).getAttributes()).containsExactly("two", null);
      Map<?, ?> asMap = result.getObject(2, Map.class);
      assertThat(asMap.get("title")).isEqualTo("t");
      assertThat(((List<?>) asMap.get("images")).get(0))
          .extracting(each -> ((Map<?, ?>) each).get("image"))
          .isInstanceOf(Blob.class);
    }
  }

  @Test
  void otherValuesAtABlobPlaceAreRefused() throws SQLException {
    EmbeddedDatabase.run(
        connection,
        "drop table if exists lists",
        "create table lists (id bigint, pics array<blob>)");
    try (PreparedStatement insert =
        connection.prepareStatement("insert into lists values (1, ?)")) {
      refused("07006", () -> insert.setObject(1, List.of(17)), "pics");
      refused("07006", () -> insert.setObject(1, "text"), "pics");
    }
  }

  // What is not committed.

  @Test
  void blobsThatAreRolledBackAreGone(@TempDir Path directory) throws Exception {
    String url = "jdbc:maxstorage:file:" + directory + "?project=demo";
    try (Connection file = DriverManager.getConnection(url)) {
      EmbeddedDatabase.run(file, "create table pic (id bigint, data blob)");
      file.setAutoCommit(false);
      for (String end : List.of("rollback", "clearBatch", "commit")) {
        try (PreparedStatement insert = file.prepareStatement("insert into pic values (?, ?)")) {
          for (int i = 0; i < 10; i++) {
            insert.setInt(1, i);
            insert.setBytes(2, bytes(i, i == 0 ? LARGE : 100));
            insert.addBatch();
          }
          if (end.equals("clearBatch")) {
            insert.clearBatch();
            file.rollback();
          } else {
            insert.executeBatch();
          }
        }
        if (end.equals("commit")) {
          file.commit();
        } else {
          file.rollback();
        }
        assertThat(blobFiles(directory)).as(end).isEqualTo(end.equals("commit") ? 10 : 0);
      }
    }
  }

  private static long blobFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().startsWith("blob-"))
          .count();
    }
  }

  @Test
  void refusedUploadFailsTheBatchAndLeavesNoRow() throws SQLException {
    DATABASE.faults().on("TableWriteBlob").everyRequest().answer(400);
    try (PreparedStatement insert = insert()) {
      insert.setInt(1, 1);
      insert.setBytes(2, bytes(1, 10));
      insert.addBatch();
      insert.setInt(1, 2);
      insert.setBytes(2, bytes(2, 10));
      insert.addBatch();
      refused("22023", insert::executeBatch);
      DATABASE.faults().clear();
      insert.setInt(1, 3);
      insert.setBytes(2, bytes(3, 10));
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
    check(1, 10);
  }

  @Test
  void failingStreamOfALargeBlobBreaksItsUpload() throws SQLException {
    InputStream broken =
        new InputStream() {
          private int left = LARGE;

          @Override
          public int read() throws IOException {
            if (left-- <= 0) {
              throw new IOException("the disk is on fire");
            }
            return 1;
          }
        };
    try (PreparedStatement insert = insert()) {
      insert.setInt(1, 1);
      refused("22023", () -> insert.setBlob(2, broken), "the disk is on fire");
    }
    check(0, 0);
  }

  @Test
  void blobIsBoundToABinaryColumnAsItsBytes() throws SQLException {
    EmbeddedDatabase.run(connection, "drop table if exists bin", "create table bin (data binary)");
    try (PreparedStatement insert = connection.prepareStatement("insert into bin values (?)")) {
      MaxStorageBlob blob = created();
      blob.setBytes(1, new byte[] {1, 2, 3});
      insert.setBlob(1, blob);
      insert.executeUpdate();
    }
    assertThat(DATABASE.rows("select data from bin").get(0).get(0)).isEqualTo(new byte[] {1, 2, 3});
  }

  private Blob blob(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getBlob(1);
    }
  }

  private byte[] content(String sql) throws SQLException {
    Blob blob = blob(sql);
    return blob.getBytes(1, (int) blob.length());
  }
}
