package dev.maxstorage.jdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A text in memory as a CLOB: the value of a STRING cell, or one that is filled for a parameter.
 * Changes stay here until it is bound. Positions are 1-based, in UTF-16 characters.
 */
final class TextClob implements NClob {
  private @Nullable StringBuilder text;

  TextClob(String text) {
    this.text = new StringBuilder(text);
  }

  private StringBuilder text() throws SQLException {
    if (text == null) {
      throw SqlErrors.of(SqlState.NOT_USABLE, "The CLOB was freed");
    }
    return text;
  }

  /** The 0-based offset of a position, at most {@code most}. */
  private static int offset(long position, int most) throws SQLException {
    if (position < 1 || position - 1 > most) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT,
          "CLOB position " + position + " is not in 1 to " + (most + 1L));
    }
    return (int) (position - 1);
  }

  private static void checkLength(long length) throws SQLException {
    if (length < 0) {
      throw SqlErrors.of(SqlState.INVALID_ARGUMENT, "CLOB length " + length + " is negative");
    }
  }

  @Override
  public long length() throws SQLException {
    return text().length();
  }

  @Override
  public String getSubString(long position, int length) throws SQLException {
    checkLength(length);
    int from = offset(position, text().length());
    return text().substring(from, (int) Math.min(text().length(), (long) from + length));
  }

  @Override
  public Reader getCharacterStream() throws SQLException {
    return new StringReader(text().toString());
  }

  @Override
  public Reader getCharacterStream(long position, long length) throws SQLException {
    checkLength(length);
    int from = offset(position, text().length());
    if (length > text().length() - from) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT,
          "The CLOB has fewer than " + length + " characters from position " + position);
    }
    return new StringReader(text().substring(from, from + (int) length));
  }

  @Override
  public InputStream getAsciiStream() throws SQLException {
    return new ByteArrayInputStream(text().toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public long position(String wanted, long start) throws SQLException {
    int found = text().indexOf(wanted, offset(start, text().length()));
    return found < 0 ? -1 : found + 1L;
  }

  @Override
  public long position(Clob wanted, long start) throws SQLException {
    return position(wanted.getSubString(1, (int) wanted.length()), start);
  }

  @Override
  public int setString(long position, String value) throws SQLException {
    return setString(position, value, 0, value.length());
  }

  @Override
  public int setString(long position, String value, int offset, int length) throws SQLException {
    int from = offset(position, text().length());
    if (offset < 0 || length < 0 || length > value.length() - offset) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT,
          "Offset " + offset + " and length " + length + " are not within the text");
    }
    int to = (int) Math.min(text().length(), (long) from + length);
    text().replace(from, to, value.substring(offset, offset + length));
    return length;
  }

  /** What is written arrives in the CLOB when the stream is closed. */
  @Override
  public OutputStream setAsciiStream(long position) throws SQLException {
    int from = offset(position, text().length());
    return new ByteArrayOutputStream() {
      @Override
      public void close() {
        overwrite(from, toString(StandardCharsets.US_ASCII));
      }
    };
  }

  /** What is written arrives in the CLOB when the writer is closed. */
  @Override
  public Writer setCharacterStream(long position) throws SQLException {
    int from = offset(position, text().length());
    return new StringWriter() {
      @Override
      public void close() {
        overwrite(from, toString());
      }
    };
  }

  private void overwrite(int from, String value) {
    if (text != null) {
      text.replace(from, Math.min(text.length(), from + value.length()), value);
    }
  }

  @Override
  public void truncate(long length) throws SQLException {
    checkLength(length);
    text().setLength(offset(length + 1, text().length()));
  }

  @Override
  public void free() {
    text = null;
  }
}
