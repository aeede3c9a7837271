package dev.maxstorage.jdbc;

import dev.maxstorage.types.TypeMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * Streams that become values of scalar columns, so that they are read whole: at most {@link
 * TypeMapping#MAX_FIELD_BYTES}, the largest field that the service takes.
 */
final class ParameterStreams {
  private ParameterStreams() {}

  /**
   * The bytes of a stream.
   *
   * @param length exactly how many bytes to read, or -1 for all
   */
  static byte[] bytes(InputStream stream, long length) throws SQLException {
    long limit = length < 0 ? TypeMapping.MAX_FIELD_BYTES : length;
    checkLimit(limit, "bytes");
    try {
      byte[] bytes = stream.readNBytes((int) limit);
      if (length < 0 && stream.read() >= 0) {
        throw tooLong("bytes");
      }
      checkLength(length, bytes.length);
      return bytes;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * The text of a reader.
   *
   * @param length exactly how many characters to read, or -1 for all
   */
  static String text(Reader reader, long length) throws SQLException {
    long limit = length < 0 ? TypeMapping.MAX_FIELD_BYTES : length;
    checkLimit(limit, "characters");
    char[] buffer = new char[8192];
    StringBuilder text = new StringBuilder();
    try {
      while (text.length() < limit) {
        int read = reader.read(buffer, 0, (int) Math.min(buffer.length, limit - text.length()));
        if (read < 0) {
          break;
        }
        text.append(buffer, 0, read);
      }
      if (length < 0 && text.length() == limit && reader.read() >= 0) {
        throw tooLong("characters");
      }
      checkLength(length, text.length());
      return text.toString();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The text of an ASCII stream. */
  static String ascii(InputStream stream, long length) throws SQLException {
    return new String(bytes(stream, length), StandardCharsets.US_ASCII);
  }

  private static void checkLimit(long limit, String unit) throws SQLException {
    if (limit > TypeMapping.MAX_FIELD_BYTES) {
      throw tooLong(unit);
    }
  }

  private static SQLException tooLong(String unit) {
    return SqlErrors.of(
        SqlState.STRING_TOO_LONG,
        "The stream has more than "
            + TypeMapping.MAX_FIELD_BYTES
            + " "
            + unit
            + ", the most that a column other than BLOB takes");
  }

  private static void checkLength(long promised, long got) throws SQLException {
    if (promised >= 0 && got != promised) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT, "The stream ended after " + got + " of " + promised);
    }
  }

  private static SQLException unreadable(IOException e) {
    return SqlErrors.of(
        SqlState.INVALID_ARGUMENT, "The stream cannot be read: " + e.getMessage(), e);
  }
}
