package dev.maxstorage.types;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Calendar;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VariableWidthFieldVector;
import org.jspecify.annotations.Nullable;

/**
 * STRING, VARCHAR, CHAR and JSON: every scalar as the text that its own column would show.
 *
 * <p>VARCHAR and CHAR count code points; CHAR is not padded. JSON is not checked. Source: Storage
 * API document, 7.3.
 */
final class TextSetter extends ColumnSetter {
  private final VariableWidthFieldVector vector;
  private final ZoneId zone;
  private final int maxCharacters;
  private final int maxBytes;

  TextSetter(VariableWidthFieldVector vector, OdpsType type, ZoneId zone, int maxBytes) {
    super((FieldVector) vector, type);
    this.vector = vector;
    this.zone = zone;
    this.maxCharacters = type instanceof OdpsType.Text text ? text.length() : Integer.MAX_VALUE;
    this.maxBytes = maxBytes;
  }

  @Override
  public void setString(int row, String value) {
    if (value.length() > maxCharacters && value.codePointCount(0, value.length()) > maxCharacters) {
      throw ConversionException.tooLong(quoted(value), type().text());
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (hasReplacement(utf8) && hasLoneSurrogate(value)) {
      throw ConversionException.malformedText(value, "Unicode text (a lone surrogate)");
    }
    write(row, utf8);
  }

  /** Whether there is a question mark, which the encoder puts where a surrogate is alone. */
  private static boolean hasReplacement(byte[] utf8) {
    for (byte b : utf8) {
      if (b == '?') {
        return true;
      }
    }
    return false;
  }

  /** Bytes must be UTF-8. */
  @Override
  public void setBytes(int row, byte[] value) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw ConversionException.malformedText(
          new String(value, StandardCharsets.UTF_8), "UTF-8 text");
    }
    setString(row, text);
  }

  private void write(int row, byte[] utf8) {
    if (utf8.length > maxBytes) {
      throw ConversionException.tooLong(
          utf8.length + " bytes", type().text() + " of at most " + maxBytes + " bytes");
    }
    vector.setSafe(row, utf8);
  }

  private static String quoted(String value) {
    return "'" + (value.length() > 40 ? value.substring(0, 40) + "..." : value) + "'";
  }

  private static boolean hasLoneSurrogate(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1));
        if (!pair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  @Override
  public void setBoolean(int row, boolean value) {
    setString(row, Boolean.toString(value));
  }

  @Override
  public void setLong(int row, long value) {
    setString(row, Long.toString(value));
  }

  @Override
  public void setFloat(int row, float value) {
    setString(row, Float.toString(value));
  }

  @Override
  public void setDouble(int row, double value) {
    setString(row, Double.toString(value));
  }

  @Override
  public void setBigDecimal(int row, BigDecimal value) {
    if (Math.abs((long) value.scale()) > maxBytes) {
      throw ConversionException.outOfRange(value, type().text());
    }
    setString(row, value.toPlainString());
  }

  @Override
  public void setDate(int row, Date value, @Nullable Calendar calendar) {
    setLocalDate(row, LegacyDates.localDate(value, calendar));
  }

  @Override
  public void setTime(int row, Time value, @Nullable Calendar calendar) {
    setLocalTime(row, LegacyDates.localTime(value, calendar));
  }

  @Override
  public void setTimestamp(int row, Timestamp value, @Nullable Calendar calendar) {
    setLocalDateTime(row, LegacyDates.localDateTime(value, calendar));
  }

  @Override
  void setLocalDate(int row, LocalDate value) {
    setString(row, value.toString());
  }

  @Override
  void setLocalTime(int row, LocalTime value) {
    setString(row, TimeText.text(value));
  }

  @Override
  void setLocalDateTime(int row, LocalDateTime value) {
    setString(row, TimeText.text(value));
  }

  @Override
  void setInstant(int row, Instant value) {
    setLocalDateTime(row, LocalDateTime.ofInstant(value, zone));
  }

  @Override
  void setDuration(int row, Duration value) {
    setString(row, TimeText.text(value));
  }

  @Override
  void setPeriod(int row, Period value) {
    if (value.getDays() != 0) {
      throw ConversionException.outOfRange(value, "years and months");
    }
    setString(row, TimeText.text(value));
  }
}
