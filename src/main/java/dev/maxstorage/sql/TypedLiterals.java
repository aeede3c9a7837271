package dev.maxstorage.sql;

import dev.maxstorage.sql.Token.Kind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.Locale;

/** Literals of a type word and a string: DATE'2026-01-31', X'0aff'. */
final class TypedLiterals {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter MILLIS = time(3);
  private static final DateTimeFormatter NANOS = time(9);

  private TypedLiterals() {}

  private static DateTimeFormatter time(int digits) {
    return new DateTimeFormatterBuilder()
        .appendPattern("uuuu-MM-dd HH:mm:ss")
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, digits, true)
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  static boolean startsAt(TokenCursor cursor) {
    Token word = cursor.peek();
    Token text = cursor.peek(1);
    if (word.kind() != Kind.WORD || text.kind() != Kind.STRING) {
      return false;
    }
    return switch (word.upper()) {
      case "DATE", "DATETIME", "TIMESTAMP", "TIMESTAMP_NTZ" -> true;
      case "X" -> word.end() == text.start();
      default -> false;
    };
  }

  /** The value of a literal whose beginning {@link #startsAt} has seen. */
  static Object value(Token word, Token text) throws NotRecognizedException {
    String value = Strings.value(text.text());
    try {
      return switch (word.upper()) {
        case "DATE" -> LocalDate.parse(value, DATE);
        case "DATETIME" ->
            new SessionTime(SessionTime.Kind.DATETIME, LocalDateTime.parse(value, MILLIS));
        case "TIMESTAMP" ->
            new SessionTime(SessionTime.Kind.TIMESTAMP, LocalDateTime.parse(value, NANOS));
        case "TIMESTAMP_NTZ" -> LocalDateTime.parse(value, NANOS);
        case "X" -> HexFormat.of().parseHex(value);
        default -> throw new IllegalStateException(word.text() + " begins no typed literal");
      };
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new NotRecognizedException(
          "the literal " + word.text() + text.text() + " is not of a known form");
    }
  }
}
