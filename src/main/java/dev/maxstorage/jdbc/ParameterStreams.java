package dev.maxstorage.jdbc;

import dev.maxstorage.types.TypeMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * Streams that are bound to parameters. Those of scalar columns are read whole: at most {@link
 * TypeMapping#MAX_FIELD_BYTES}, the largest field that the service takes. A promised length is
 * exact: a stream that is shorter or longer is refused.
 */
final class ParameterStreams {
  private ParameterStreams() {}

  private static final int BLOCK_BYTES = 64 * 1024;

  /**
   * Copies a stream, never more than a block of it in memory.
   *
   * @param length exactly how many bytes the stream must have, or -1 for any number
   * @param column for messages
   * @throws IOException if the sink fails
   * @throws SQLException if the stream fails or its length is wrong
   */
  static void copy(InputStream stream, long length, OutputStream sink, String column)
      throws IOException, SQLException {
    byte[] block = new byte[BLOCK_BYTES];
    long copied = 0;
    for (int read = read(stream, block); read >= 0; read = read(stream, block)) {
      copied += read;
      if (length >= 0 && copied > length) {
        throw wrongLength("The stream for column '" + column + "'", "more than " + length, length);
      }
      sink.write(block, 0, read);
    }
    if (length >= 0 && copied < length) {
      throw wrongLength("The stream for column '" + column + "'", String.valueOf(copied), length);
    }
  }

  /** The first bytes of a stream, at most that many. */
  static byte[] start(InputStream stream, int most) throws SQLException {
    try {
      return stream.readNBytes(most);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Checks the length of a stream that was read to its end.
   *
   * @param promised how many bytes it must have had, or -1 for any number
   * @param column for the message
   */
  static void checkLength(long got, long promised, String column) throws SQLException {
    if (promised >= 0 && got > promised) {
      throw wrongLength(
          "The stream for column '" + column + "'", "more than " + promised, promised);
    } else if (got < promised) {
      throw wrongLength("The stream for column '" + column + "'", String.valueOf(got), promised);
    }
  }

  private static int read(InputStream stream, byte[] block) throws SQLException {
    try {
      return stream.read(block);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * The bytes of a stream.
   *
   * @param length exactly how many bytes the stream must have, or -1 for all
   */
  static byte[] bytes(InputStream stream, long length) throws SQLException {
    long limit = length < 0 ? TypeMapping.MAX_FIELD_BYTES : length;
    checkLimit(limit, "bytes");
    try {
      byte[] bytes = stream.readNBytes((int) limit);
      boolean more = stream.read() >= 0;
      if (length < 0 && more) {
        throw tooLong("bytes");
      }
      checkLength(length, bytes.length, more);
      return bytes;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * The text of a reader.
   *
   * @param length exactly how many characters the reader must have, or -1 for all
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
      boolean more = text.length() == limit && reader.read() >= 0;
      if (length < 0 && more) {
        throw tooLong("characters");
      }
      checkLength(length, text.length(), more);
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

  private static void checkLength(long promised, long got, boolean more) throws SQLException {
    if (promised >= 0 && (got != promised || more)) {
      throw wrongLength("The stream", (more ? "more than " : "") + got, promised);
    }
  }

  private static SQLException wrongLength(String what, String got, long promised) {
    return SqlErrors.of(
        SqlState.INVALID_ARGUMENT,
        what + " has " + got + " bytes or characters, not the promised " + promised);
  }

  private static SQLException unreadable(IOException e) {
    return SqlErrors.of(
        SqlState.INVALID_ARGUMENT, "The stream cannot be read: " + e.getMessage(), e);
  }
}
