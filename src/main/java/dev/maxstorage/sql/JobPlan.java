package dev.maxstorage.sql;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement for the SQL engine.
 *
 * @param text the statement alone: JDBC escapes replaced, without {@code SET} prefixes and without
 *     a semicolon at the end; it ends with a token, never with a comment
 * @param reason what made it no scan and no insert, for people
 * @param kind what its result is
 * @param settings of the {@code SET} prefixes
 * @param parameterCount the number of {@code ?}
 */
public record JobPlan(
    String text, String reason, Kind kind, Map<String, String> settings, int parameterCount)
    implements Plan {

  /** What a statement gives back. */
  public enum Kind {
    /** Rows, by an instance read session. */
    QUERY,
    /** Rows of text, in the result of the instance itself: SHOW, DESC, EXPLAIN. */
    TEXT,
    /** No rows, but changed ones: INSERT, UPDATE, DELETE, MERGE. */
    UPDATE,
    /** Neither: definitions and commands. */
    OTHER
  }

  public JobPlan {
    settings = Settings.copy(settings);
  }

  /**
   * The text with each {@code ?} replaced by a MaxCompute literal.
   *
   * @param values one a parameter, in order; null is NULL. Numbers, String, Character, Boolean,
   *     byte[], UUID, java.sql.Date, Time and Timestamp, java.util.Date, and LocalDate, LocalTime,
   *     LocalDateTime, Instant, OffsetDateTime, ZonedDateTime
   * @param zone the time zone of the session, in which instants are written
   * @throws IllegalArgumentException if the number of values is wrong or a value has no literal
   */
  public String withParameters(List<? extends @Nullable Object> values, ZoneId zone) {
    return ParameterText.replace(text, parameterCount, values, zone);
  }
}
