package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.H2;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.rowset.serial.SerialBlob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every boundary of every reading method of {@link Blob}, on a stored blob of ten bytes and on an
 * empty one. H2 is asked too where it does what JDBC says.
 */
class BlobBoundariesTest {
  private static final byte[] TEN = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19};

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();
  private static Connection connection;
  private static Connection h2;
  private static Blob ten;
  private static Blob empty;
  private static Blob h2Ten;

  @BeforeAll
  static void store() throws SQLException {
    connection = DATABASE.connect();
    h2 = H2.connect();
    for (Connection each : new Connection[] {connection, h2}) {
      EmbeddedDatabase.run(each, "create table blobs (id bigint, data blob)");
      try (PreparedStatement insert = each.prepareStatement("insert into blobs values (?, ?)")) {
        for (byte[] content : new byte[][] {new byte[0], TEN}) {
          insert.setInt(1, content.length);
          insert.setBytes(2, content);
          insert.executeUpdate();
        }
      }
    }
    empty = blob(connection, 0);
    ten = blob(connection, 10);
    h2Ten = blob(h2, 10);
  }

  private static Blob blob(Connection from, int id) throws SQLException {
    try (Statement statement = from.createStatement();
        ResultSet result = statement.executeQuery("select data from blobs where id = " + id)) {
      assertThat(result.next()).isTrue();
      return result.getBlob(1);
    }
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
    h2.close();
  }

  @Test
  void lengthIsTheNumberOfBytes() throws SQLException {
    assertThat(ten.length()).isEqualTo(10).isEqualTo(h2Ten.length());
    assertThat(empty.length()).isZero();
  }

  /** What lies within the blob is given; a count that goes beyond the end is cut. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 0",
    "1, 1, 0, 1",
    "1, 10, 0, 10",
    "1, 11, 0, 10",
    "1, 2147483647, 0, 10",
    "2, 9, 1, 10",
    "2, 10, 1, 10",
    "10, 0, 9, 9",
    "10, 1, 9, 10",
    "10, 2, 9, 10",
    "10, 2147483647, 9, 10"
  })
  void getBytesGivesUpToTheEnd(long pos, int length, int from, int to) throws SQLException {
    byte[] expected = Arrays.copyOfRange(TEN, from, to);
    assertThat(ten.getBytes(pos, length)).isEqualTo(expected);
    assertThat(h2Ten.getBytes(pos, length)).isEqualTo(expected);
  }

  /** Behind the end there are no bytes. */
  @ParameterizedTest
  @CsvSource({"11, 0", "11, 1", "12, 5", "9223372036854775807, 2147483647"})
  void getBytesBehindTheEndGivesNone(long pos, int length) throws SQLException {
    assertThat(ten.getBytes(pos, length)).isEmpty();
    assertThat(empty.getBytes(pos - 10, length)).isEmpty();
  }

  /** H2 takes a position below 1 for the first byte. */
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "-1, 1",
    "-9223372036854775808, 1",
    "1, -1",
    "1, -2147483648",
    "0, -1",
    "11, -1"
  })
  void getBytesRefuses(long pos, int length) {
    refused("22023", () -> ten.getBytes(pos, length), String.valueOf(pos), String.valueOf(length));
    refused("22023", () -> empty.getBytes(pos, length), String.valueOf(pos));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 0",
    "1, 1, 0, 1",
    "1, 10, 0, 10",
    "2, 9, 1, 10",
    "2, 8, 1, 9",
    "10, 0, 9, 9",
    "10, 1, 9, 10"
  })
  void getBinaryStreamGivesThePart(long pos, long length, int from, int to) throws Exception {
    byte[] expected = Arrays.copyOfRange(TEN, from, to);
    assertThat(ten.getBinaryStream(pos, length)).hasBinaryContent(expected);
    assertThat(h2Ten.getBinaryStream(pos, length)).hasBinaryContent(expected);
  }

  /** JDBC: pos below 1 or behind the last byte, or a part that ends behind it. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0, 1",
    "-1, 1",
    "-9223372036854775808, 10",
    "1, -1",
    "1, -9223372036854775808",
    "1, 11",
    "2, 10",
    "10, 2",
    "11, 1",
    "12, 0",
    "1, 9223372036854775807",
    "10, 9223372036854775807",
    "9223372036854775807, 9223372036854775807"
  })
  void getBinaryStreamRefuses(long pos, long length) {
    refused("22023", () -> ten.getBinaryStream(pos, length), String.valueOf(pos), "10 bytes");
    assertThat(catchThrowable(() -> h2Ten.getBinaryStream(pos, length)))
        .isInstanceOf(SQLException.class);
  }

  /** H2 gives an empty stream here, against the text of JDBC. */
  @Test
  void getBinaryStreamRefusesThePositionBehindTheLastByte() {
    refused("22023", () -> ten.getBinaryStream(11, 0), "11", "10 bytes");
    refused("22023", () -> empty.getBinaryStream(1, 0), "1", "0 bytes");
  }

  @Test
  void getBinaryStreamGivesEverything() throws SQLException {
    assertThat(ten.getBinaryStream()).hasBinaryContent(TEN);
    assertThat(empty.getBinaryStream()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10, 1, 1",
    "10, 2, -1",
    "12, 1, 3",
    "12, 3, 3",
    "12, 4, -1",
    "19, 1, 10",
    "19, 10, 10",
    "19, 11, -1",
    "19, 9223372036854775807, -1",
    "20, 1, -1"
  })
  void positionFindsAByteFromTheStartOn(byte pattern, long start, long found) throws Exception {
    assertThat(ten.position(new byte[] {pattern}, start)).isEqualTo(found);
    assertThat(ten.position(new SerialBlob(new byte[] {pattern}), start)).isEqualTo(found);
    assertThat(empty.position(new byte[] {pattern}, start)).isEqualTo(-1);
  }

  @Test
  void positionOfLongPatterns() throws SQLException {
    assertThat(ten.position(TEN, 1)).isEqualTo(1);
    assertThat(ten.position(TEN, 2)).isEqualTo(-1);
    assertThat(ten.position(ten, 1)).isEqualTo(1);
    assertThat(ten.position(Arrays.copyOf(TEN, 11), 1)).isEqualTo(-1);
  }

  /** Every byte begins with the empty pattern; behind the last one there is none. */
  @ParameterizedTest
  @CsvSource({"1, 1", "10, 10", "11, -1"})
  void positionOfTheEmptyPattern(long start, long found) throws SQLException {
    assertThat(ten.position(new byte[0], start)).isEqualTo(found);
    assertThat(ten.position(empty, start)).isEqualTo(found);
    assertThat(empty.position(new byte[0], start)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void positionRefusesAStartBelow1(long start) {
    refused("22023", () -> ten.position(new byte[] {1}, start), String.valueOf(start));
    refused("22023", () -> ten.position(ten, start), String.valueOf(start));
  }

  @Test
  void patternLargerThanMaxBlobBytesIsRefused() throws SQLException {
    try (Connection small = DATABASE.connect("maxBlobBytes=9")) {
      Blob blob = blob(small, 10);
      refused("22001", () -> blob.position(blob, 1), "10 bytes", "maxBlobBytes");
    }
  }

  @Test
  void storedBlobRefusesToBeWritten() {
    refused("0AM00", () -> ten.setBytes(1, TEN));
    refused("0AM00", () -> ten.setBytes(1, TEN, 0, 1));
    refused("0AM00", () -> ten.setBinaryStream(1));
    refused("0AM00", () -> ten.truncate(0));
    refused("0AM00", () -> ((MaxStorageBlob) ten).setMimeType("a/b"));
    refused("0AM00", () -> ((MaxStorageBlob) ten).setFileName("a"));
  }

  @Test
  void freedBlobRefusesEverythingButFree() throws SQLException {
    Blob blob = blob(connection, 10);
    blob.free();
    blob.free();
    refused("55000", blob::length, "closed");
    refused("55000", blob::getBinaryStream, "closed");
    refused("55000", () -> blob.getBinaryStream(1, 1), "closed");
    refused("55000", () -> blob.getBytes(1, 1), "closed");
    refused("55000", () -> blob.position(new byte[1], 1), "closed");
    refused("55000", () -> blob.position(ten, 1), "closed");
    refused("55000", ((MaxStorageBlob) blob)::mimeType, "closed");
    refused("55000", ((MaxStorageBlob) blob)::fileName, "closed");
  }

  @Test
  void blobIsAWrapperOfItself() throws SQLException {
    java.sql.Wrapper wrapper = (java.sql.Wrapper) ten;
    assertThat(wrapper.isWrapperFor(MaxStorageBlob.class)).isTrue();
    assertThat(wrapper.isWrapperFor(String.class)).isFalse();
    assertThat(wrapper.unwrap(MaxStorageBlob.class).mimeType()).isNull();
    refused("22023", () -> wrapper.unwrap(String.class), "String");
  }
}
