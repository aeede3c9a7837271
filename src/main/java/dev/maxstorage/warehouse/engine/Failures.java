package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sorts DuckDB's errors. They carry no SQLState, so the words before the first colon tell the kind.
 */
final class Failures {
  private static final Pattern NOT_NULL =
      Pattern.compile("NOT NULL constraint failed: [^.]+\\.(?<column>.*)");

  private static final Pattern UNKNOWN_COLUMN =
      Pattern.compile("(Referenced c|C)olumn \"?(?<column>[^\" ]+)\"? not found");
  private static final Pattern QUOTED = Pattern.compile("\"(?<name>[^\"]+)\"");

  private Failures() {}

  /** A failure of a statement that this room made by itself. */
  static EngineException internal(String what, SQLException e) {
    return new EngineException(
        cancelled(e) ? Kind.CANCELLED : Kind.INTERNAL, what + ": " + reason(e), e);
  }

  /** Rows that do not fit the table they are for, or an internal failure. */
  static EngineException rows(TableName table, SQLException e) {
    String reason = reason(e);
    Matcher notNull = NOT_NULL.matcher(reason);
    if (notNull.find()) {
      reason = "column " + notNull.group("column") + " is NOT NULL and a row has no value for it";
    }
    Kind kind =
        switch (word(e)) {
          case "conversion", "out of range", "invalid input", "constraint", "binder" ->
              Kind.INVALID_ARGUMENT;
          case "interrupt" -> Kind.CANCELLED;
          default -> Kind.INTERNAL;
        };
    return new EngineException(
        kind, "Rows for table " + table.text() + " are refused: " + reason, e);
  }

  /** A failure while stored rows are brought into the wire's form. */
  static EngineException reading(SQLException e) {
    Kind kind =
        switch (word(e)) {
          case "conversion", "out of range", "invalid input" -> Kind.RUNTIME;
          case "interrupt" -> Kind.CANCELLED;
          default -> Kind.INTERNAL;
        };
    return new EngineException(kind, "The rows could not be read: " + reason(e), e);
  }

  /** A file that DuckDB cannot read. */
  static EngineException file(Path file, SQLException e) {
    return new EngineException(
        Kind.INVALID_ARGUMENT, "File " + file + " could not be read: " + reason(e), e);
  }

  /** A filter that DuckDB does not understand for this table. */
  static EngineException filter(String text, SQLException e) {
    return new EngineException(
        Kind.INVALID_ARGUMENT, "Filter \"" + text + "\" does not fit the table: " + reason(e), e);
  }

  /** A failure of a user's statement, in MaxCompute's form. */
  static EngineException job(StatementText statement, SQLException e) {
    String reason = reason(e);
    Matcher unknown = UNKNOWN_COLUMN.matcher(reason);
    if (unknown.find()) {
      reason = "column " + unknown.group("column") + " cannot be resolved";
    }
    Matcher quoted = QUOTED.matcher(reason(e));
    String place = quoted.find() ? statement.place(quoted.group("name")) : "[1,1]";
    return switch (word(e)) {
      case "parser" ->
          new EngineException(
              Kind.SYNTAX, "ODPS-0130161:" + place + " Parse exception - " + reason, e);
      case "binder", "catalog", "not implemented" ->
          new EngineException(
              Kind.INVALID_ARGUMENT,
              "ODPS-0130071:" + place + " Semantic analysis exception - " + reason,
              e);
      case "interrupt" -> new EngineException(Kind.CANCELLED, "The job was cancelled", e);
      case "out of memory" ->
          new EngineException(
              Kind.RUNTIME,
              "ODPS-0010000:The job needs more memory and temporary space than this warehouse has: "
                  + reason,
              e);
      default -> new EngineException(Kind.RUNTIME, "ODPS-0121095:Invalid arguments - " + reason, e);
    };
  }

  static boolean cancelled(SQLException e) {
    return word(e).equals("interrupt");
  }

  /** Whether a table that the statement needs is gone, or was dropped while it ran. */
  static boolean missing(SQLException e) {
    return word(e).equals("catalog") || word(e).equals("transactioncontext");
  }

  /** DuckDB's first line without its kind; what follows quotes our own SQL. */
  static String reason(SQLException e) {
    String line = message(e).lines().findFirst().orElse("").strip();
    int colon = line.indexOf(" Error: ");
    return colon < 0 ? line : line.substring(colon + " Error: ".length()).strip();
  }

  private static String word(SQLException e) {
    String message = message(e);
    int end = message.indexOf(" Error");
    return end < 0 ? "" : message.substring(0, end).strip().toLowerCase(Locale.ROOT);
  }

  private static String message(SQLException e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }
}
