package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every boundary of the writing methods of a blob that the connection made, in memory and in a
 * file.
 */
class CreatedBlobTest {

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static ClientBlob filled(int length) throws SQLException {
    ClientBlob blob = new ClientBlob();
    assertThat(blob.setBytes(1, bytes(length))).isEqualTo(length);
    return blob;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 1 << 20, (1 << 20) + 1, 3_000_000})
  void whatWasWrittenIsRead(int length) throws Exception {
    ClientBlob blob = filled(length);
    assertThat(blob.length()).isEqualTo(length);
    assertThat(blob.getBinaryStream()).hasBinaryContent(bytes(length));
    assertThat(blob.getBytes(1, length)).isEqualTo(bytes(length));
    assertThat(blob.getBytes(1, Integer.MAX_VALUE)).isEqualTo(bytes(length));
    assertThat(blob.getBytes(length + 1L, 5)).isEmpty();
    blob.free();
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "10, 10", "10, 11", "2000000, 1", "2000000, 1048570", "2000000, 2000001"})
  void setBytesWritesOverAndBehind(int length, long pos) throws Exception {
    ClientBlob blob = filled(length);
    byte[] more = bytes(100);
    assertThat(blob.setBytes(pos, more, 20, 50)).isEqualTo(50);
    byte[] expected = Arrays.copyOf(bytes(length), (int) Math.max(length, pos - 1 + 50));
    System.arraycopy(more, 20, expected, (int) pos - 1, 50);
    assertThat(blob.length()).isEqualTo(expected.length);
    assertThat(blob.getBinaryStream()).hasBinaryContent(expected);
    blob.free();
  }

  @Test
  void setBytesRefuses() throws SQLException {
    ClientBlob blob = filled(10);
    refused("22023", () -> blob.setBytes(0, new byte[1]), "0", "1 to 11");
    refused("22023", () -> blob.setBytes(-1, new byte[1]), "-1");
    refused("22023", () -> blob.setBytes(Long.MIN_VALUE, new byte[1]));
    refused("22023", () -> blob.setBytes(12, new byte[1]), "12", "1 to 11");
    refused("22023", () -> blob.setBytes(Long.MAX_VALUE, new byte[1]));
    refused("22023", () -> blob.setBytes(1, new byte[3], -1, 1), "-1", "3 bytes");
    refused("22023", () -> blob.setBytes(1, new byte[3], 0, -1), "-1", "3 bytes");
    refused("22023", () -> blob.setBytes(1, new byte[3], 0, 4), "4", "3 bytes");
    refused("22023", () -> blob.setBytes(1, new byte[3], 3, 1), "3 bytes");
    refused("22023", () -> blob.setBytes(1, new byte[3], 1, Integer.MAX_VALUE), "3 bytes");
    assertThat(blob.setBytes(1, new byte[3], 3, 0)).isZero();
    assertThat(blob.setBytes(11, new byte[0])).isZero();
    assertThat(blob.getBinaryStream()).hasBinaryContent(bytes(10));
  }

  @Test
  void setBinaryStreamWritesFromAPositionOn() throws Exception {
    ClientBlob blob = filled(10);
    try (OutputStream out = blob.setBinaryStream(6)) {
      out.write(1);
      out.write(new byte[] {2, 3, 4, 5, 6, 7}, 1, 5);
    }
    byte[] expected = Arrays.copyOf(bytes(10), 11);
    System.arraycopy(new byte[] {1, 3, 4, 5, 6, 7}, 0, expected, 5, 6);
    assertThat(blob.getBinaryStream()).hasBinaryContent(expected);
    try (OutputStream out = blob.setBinaryStream(12)) {
      out.write(9);
    }
    assertThat(blob.length()).isEqualTo(12);
    refused("22023", () -> blob.setBinaryStream(0), "0", "1 to 13");
    refused("22023", () -> blob.setBinaryStream(14), "14", "1 to 13");
    OutputStream late = blob.setBinaryStream(13);
    blob.truncate(3);
    assertThatThrownBy(() -> late.write(1)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 3_000_000})
  void truncateCuts(int length) throws Exception {
    ClientBlob blob = filled(length);
    refused("22023", () -> blob.truncate(-1), "-1");
    refused("22023", () -> blob.truncate(length + 1L), String.valueOf(length + 1));
    blob.truncate(length);
    assertThat(blob.length()).isEqualTo(length);
    blob.truncate(5);
    assertThat(blob.getBinaryStream()).hasBinaryContent(Arrays.copyOf(bytes(length), 5));
    blob.setBytes(6, new byte[] {1});
    assertThat(blob.getBytes(5, 9)).isEqualTo(new byte[] {bytes(length)[4], 1});
    blob.truncate(0);
    assertThat(blob.length()).isZero();
    blob.free();
  }

  @Test
  void partsAndPatternsHaveTheBoundariesOfStoredBlobs() throws Exception {
    ClientBlob blob = new ClientBlob();
    blob.setBytes(1, new byte[] {1, 2, 3, 1, 2, 4});
    assertThat(blob.getBinaryStream(2, 3)).hasBinaryContent(new byte[] {2, 3, 1});
    assertThat(blob.getBinaryStream(6, 1)).hasBinaryContent(new byte[] {4});
    refused("22023", () -> blob.getBinaryStream(7, 0), "7", "6 bytes");
    refused("22023", () -> blob.getBinaryStream(0, 1), "0");
    refused("22023", () -> blob.getBinaryStream(6, 2), "6 bytes");
    refused("22023", () -> blob.getBytes(0, 1), "0");
    refused("22023", () -> blob.getBytes(1, -1), "-1");
    assertThat(blob.position(new byte[] {1, 2}, 1)).isEqualTo(1);
    assertThat(blob.position(new byte[] {1, 2}, 2)).isEqualTo(4);
    assertThat(blob.position(new byte[] {1, 2}, 5)).isEqualTo(-1);
    assertThat(blob.position(blob, 1)).isEqualTo(1);
    assertThat(blob.position(filled(7), 1)).isEqualTo(-1);
    refused("22023", () -> blob.position(new byte[1], 0), "0");
    refused("22023", () -> blob.position(blob, 0), "0");
  }

  @Test
  void freedBlobRefusesEverythingButFree() throws SQLException {
    ClientBlob blob = filled(10);
    InputStream in = blob.getBinaryStream();
    OutputStream out = blob.setBinaryStream(1);
    blob.free();
    blob.free();
    refused("55000", blob::length);
    refused("55000", blob::getBinaryStream);
    refused("55000", () -> blob.getBinaryStream(1, 1));
    refused("55000", () -> blob.getBytes(1, 1));
    refused("55000", () -> blob.position(new byte[1], 1));
    refused("55000", () -> blob.position(blob, 1));
    refused("55000", () -> blob.setBytes(1, new byte[1]));
    refused("55000", () -> blob.setBinaryStream(1));
    refused("55000", () -> blob.truncate(0));
    refused("55000", blob::mimeType);
    refused("55000", () -> blob.setMimeType("a/b"));
    refused("55000", blob::fileName);
    refused("55000", () -> blob.setFileName("a"));
    assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> out.write(1)).isInstanceOf(IOException.class);
  }

  @Test
  void endOfTheConnectionFreesItsBlobs() throws SQLException {
    try (EmbeddedDatabase database = EmbeddedDatabase.open()) {
      Connection connection = database.connect();
      Blob blob = connection.createBlob();
      blob.setBytes(1, bytes(3_000_000));
      connection.close();
      refused("55000", blob::length, "closed");
      assertThatThrownBy(connection::createBlob).isInstanceOf(SQLException.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void manyBytesAreInAFile() throws IOException {
    try (SpooledBytes spooled = new SpooledBytes(100)) {
      spooled.write(0, new byte[100], 0, 100);
      assertThat(spooled.isSpooled()).isFalse();
      spooled.write(100, new byte[1], 0, 1);
      assertThat(spooled.isSpooled()).isTrue();
      assertThat(spooled.length()).isEqualTo(101);
    }
  }
}
