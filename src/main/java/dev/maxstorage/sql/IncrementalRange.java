package dev.maxstorage.sql;

import dev.maxstorage.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The hint of a SELECT that wants what was written in a range of versions or of times: {@code /*+
 * incremental(startVersion=3, endVersion=7) *}{@code /}. After the start, up to and including the
 * end. Source: Storage API document, 4.10.
 *
 * @param mode what of changed rows is wanted
 * @param startVersion null if not given
 * @param endVersion null if not given
 * @param startTime text as the service reads it, {@code YYYY-MM-DD HH:MM:SS} with a fraction or
 *     without; null if not given
 * @param endTime the same
 */
public record IncrementalRange(
    Mode mode,
    @Nullable Long startVersion,
    @Nullable Long endVersion,
    @Nullable String startTime,
    @Nullable String endTime) {

  /** What of changed rows is wanted. */
  public enum Mode {
    /** Rows as they were left; deleted rows are left out. */
    APPEND,
    /** Every change, with the images before and after. */
    CDC;

    /** The word in requests. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String NAME = "incremental";
  private static final String FORM =
      "it has the form /*+ incremental(startVersion=3, endVersion=7, mode=append) */, with"
          + " startTime='2026-01-31 12:00:00' and endTime for times";
  private static final String TIME =
      "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?";

  /** Whether a token is such a hint, right or wrong. */
  static boolean isHint(Token token) {
    return token.kind() == Kind.HINT
        && inside(token).strip().toLowerCase(Locale.ROOT).startsWith(NAME);
  }

  private static String inside(Token hint) {
    return hint.text().substring("/*+".length(), hint.text().length() - "*/".length());
  }

  /**
   * The range of a hint.
   *
   * @throws InvalidHintException if it does not have the form above
   */
  static IncrementalRange of(Token hint) throws InvalidHintException {
    TokenCursor cursor = new TokenCursor(Lexer.tokens(inside(hint)));
    Builder builder = new Builder();
    try {
      cursor.expectWord(NAME);
      cursor.expectSymbol("(");
      do {
        Token key = cursor.next();
        cursor.expectSymbol("=");
        builder.put(key.text(), cursor.next());
      } while (cursor.acceptSymbol(","));
      cursor.expectSymbol(")");
      cursor.expectEnd();
    } catch (NotRecognizedException e) {
      throw new InvalidHintException("The incremental hint cannot be read; " + FORM);
    }
    return builder.build();
  }

  /** The hint is there and wrong: running the statement without it would give other rows. */
  static final class InvalidHintException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidHintException(String message) {
      super(message);
    }
  }

  /** For people, in the order of the hint. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add("mode " + mode.word());
    if (startVersion != null) {
      parts.add("after version " + startVersion);
    }
    if (endVersion != null) {
      parts.add("up to version " + endVersion);
    }
    if (startTime != null) {
      parts.add("after " + startTime);
    }
    if (endTime != null) {
      parts.add("up to " + endTime);
    }
    return String.join(", ", parts);
  }

  private static final class Builder {
    private final Set<String> keys = new TreeSet<>();
    private Mode mode = Mode.APPEND;
    private @Nullable Long startVersion;
    private @Nullable Long endVersion;
    private @Nullable String startTime;
    private @Nullable String endTime;

    void put(String key, Token value) throws InvalidHintException, NotRecognizedException {
      String lower = key.toLowerCase(Locale.ROOT);
      if (!keys.add(lower)) {
        throw new InvalidHintException("The incremental hint has " + key + " twice");
      }
      switch (lower) {
        case "mode" -> mode = mode(value);
        case "startversion" -> startVersion = version(key, value);
        case "endversion" -> endVersion = version(key, value);
        case "starttime" -> startTime = time(key, value);
        case "endtime" -> endTime = time(key, value);
        default ->
            throw new InvalidHintException(
                "The incremental hint has the unknown key " + key + "; " + FORM);
      }
    }

    private static Mode mode(Token value) throws InvalidHintException {
      for (Mode mode : Mode.values()) {
        if (value.isWord(mode.word())) {
          return mode;
        }
      }
      throw new InvalidHintException(
          "The incremental hint has mode " + value.text() + "; it is append or cdc");
    }

    private static Long version(String key, Token value) throws InvalidHintException {
      if (value.kind() == Kind.NUMBER && value.text().matches("[0-9]{1,18}")) {
        return Long.valueOf(value.text());
      }
      throw new InvalidHintException(
          "The incremental hint has " + key + " " + value.text() + "; it is a number from 0 up");
    }

    private static String time(String key, Token value)
        throws InvalidHintException, NotRecognizedException {
      if (value.kind() == Kind.STRING && Strings.value(value.text()).matches(TIME)) {
        return Strings.value(value.text());
      }
      throw new InvalidHintException(
          "The incremental hint has "
              + key
              + " "
              + value.text()
              + "; it is a text such as '2026-01-31 12:00:00.500'");
    }

    IncrementalRange build() throws InvalidHintException {
      boolean versions = startVersion != null || endVersion != null;
      boolean times = startTime != null || endTime != null;
      if (versions == times) {
        throw new InvalidHintException(
            "The incremental hint names "
                + (versions ? "versions and times; give one of them" : "no version and no time"));
      }
      return new IncrementalRange(mode, startVersion, endVersion, startTime, endTime);
    }
  }
}
