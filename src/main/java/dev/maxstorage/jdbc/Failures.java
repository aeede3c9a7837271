package dev.maxstorage.jdbc;

import dev.maxstorage.control.SqlJobException;
import dev.maxstorage.predicate.UnknownColumnException;
import dev.maxstorage.sql.SqlSyntaxException;
import dev.maxstorage.storage.CommitOutcomeUnknownException;
import dev.maxstorage.storage.RowsInDoubtException;
import dev.maxstorage.transport.CancelledException;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.TransportException;
import dev.maxstorage.types.ConversionException;
import dev.maxstorage.wire.ChecksumMismatchException;
import dev.maxstorage.wire.CorruptStreamException;
import dev.maxstorage.wire.MalformedMessageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The table from what the other rooms throw to SQLExceptions. Source of the codes: control-plane
 * document, 5.2.
 */
final class Failures {
  private static final Pattern ODPS_CODE = Pattern.compile("ODPS-(\\d{7})");

  private static final Map<String, SqlState> STATES_BY_CODE =
      Map.ofEntries(
          Map.entry("NoSuchObject", SqlState.NO_SUCH_TABLE),
          Map.entry("NoSuchTable", SqlState.NO_SUCH_TABLE),
          Map.entry("NoSuchPartition", SqlState.NO_SUCH_TABLE),
          Map.entry("ODPS-0130131", SqlState.NO_SUCH_TABLE),
          Map.entry("NoSuchProject", SqlState.NO_SUCH_CATALOG),
          Map.entry("NoSuchSchema", SqlState.NO_SUCH_SCHEMA),
          Map.entry("NoPermission", SqlState.NO_PERMISSION),
          Map.entry("ODPS-0130013", SqlState.NO_PERMISSION),
          Map.entry("Unauthorized", SqlState.UNAUTHORIZED),
          Map.entry("AuthorizationRequired", SqlState.UNAUTHORIZED),
          Map.entry("SignatureNotMatch", SqlState.UNAUTHORIZED),
          Map.entry("InvalidAccessKeyId", SqlState.UNAUTHORIZED),
          Map.entry("AuthenticationRequestExpired", SqlState.UNAUTHORIZED),
          Map.entry("RequestTimeTooSkewd", SqlState.UNAUTHORIZED),
          Map.entry("RequestTimeTooSkewed", SqlState.UNAUTHORIZED),
          Map.entry("ODPS-0410031", SqlState.UNAUTHORIZED),
          Map.entry("InvalidParameter", SqlState.INVALID_ARGUMENT),
          Map.entry("InvalidArgument", SqlState.INVALID_ARGUMENT),
          Map.entry("ODPS-0420411", SqlState.INVALID_ARGUMENT),
          Map.entry("ParseError", SqlState.SYNTAX_ERROR),
          Map.entry("ODPS-0130161", SqlState.SYNTAX_ERROR),
          Map.entry("ODPS-0130071", SqlState.SQL_REFUSED),
          Map.entry("ScriptError", SqlState.JOB_FAILED),
          Map.entry("ODPS-0123055", SqlState.JOB_FAILED),
          Map.entry("SchemaModified", SqlState.CONFLICT),
          Map.entry("DataVersionError", SqlState.CONFLICT),
          Map.entry("ODPS-0110141", SqlState.CONFLICT),
          Map.entry("MethodNotAllowed", SqlState.NOT_SUPPORTED),
          Map.entry("UnsupportedOperation", SqlState.NOT_SUPPORTED),
          Map.entry("RequestQuotaExceeded", SqlState.THROTTLED),
          Map.entry("SlotExceeded", SqlState.THROTTLED),
          Map.entry("QPSExceeded", SqlState.THROTTLED),
          Map.entry("FlowExceeded", SqlState.THROTTLED),
          Map.entry("ResourceLimit", SqlState.THROTTLED),
          Map.entry("ServiceUnavailable", SqlState.CONNECTION_FAILURE),
          Map.entry("InternalServerError", SqlState.CONNECTION_FAILURE),
          Map.entry("InternalConnectionError", SqlState.CONNECTION_FAILURE),
          Map.entry("ODPS-0010000", SqlState.CONNECTION_FAILURE),
          Map.entry("ODPS-0420153", SqlState.CONNECTION_FAILURE),
          Map.entry("ODPS-0430055", SqlState.CONNECTION_FAILURE));

  /** What a job's message tells beyond its code. */
  private record Wording(Pattern pattern, SqlState state) {}

  private static final List<Wording> JOB_WORDINGS =
      List.of(
          new Wording(Pattern.compile("column \\S+ cannot be resolved"), SqlState.NO_SUCH_COLUMN),
          new Wording(Pattern.compile("Schema not found"), SqlState.NO_SUCH_SCHEMA),
          new Wording(
              Pattern.compile("Table \\S+ already exists|AlreadyExistsException\\(message:Table"),
              SqlState.TABLE_EXISTS));

  private Failures() {}

  /** The SQLException for anything that a lower room threw; an SQLException stays itself. */
  static SQLException translate(Exception e) {
    if (e instanceof SQLException sql) {
      return sql;
    } else if (e instanceof CommitOutcomeUnknownException || e instanceof RowsInDoubtException) {
      return SqlErrors.of(SqlState.COMMIT_OUTCOME_UNKNOWN, e.getMessage(), e);
    } else if (e instanceof ServiceException service) {
      return ofService(service);
    } else if (e instanceof SqlJobException job) {
      return ofJob(job);
    } else if (e instanceof CancelledException) {
      return SqlErrors.of(SqlState.CANCELLED, "The request was cancelled", e);
    } else if (e instanceof InterruptedIOException) {
      return SqlErrors.of(SqlState.CANCELLED, "The thread was interrupted", e);
    } else if (e instanceof TransportException) {
      return SqlErrors.of(SqlState.CONNECTION_FAILURE, e.getMessage(), e);
    } else if (e instanceof CorruptStreamException
        || e instanceof ChecksumMismatchException
        || e instanceof MalformedMessageException) {
      return SqlErrors.of(SqlState.CORRUPT_DATA, e.getMessage(), e);
    } else if (e instanceof IOException) {
      return SqlErrors.of(SqlState.STREAM_BROKEN, "The stream broke: " + e.getMessage(), e);
    } else if (e instanceof SqlSyntaxException) {
      return SqlErrors.of(SqlState.SYNTAX_ERROR, e.getMessage(), e);
    } else if (e instanceof UnknownColumnException) {
      return SqlErrors.of(SqlState.NO_SUCH_COLUMN, e.getMessage(), e);
    } else if (e instanceof ConversionException conversion) {
      return conversion("A value", conversion);
    } else if (e instanceof IllegalArgumentException) {
      return SqlErrors.of(SqlState.INVALID_ARGUMENT, e.getMessage(), e);
    }
    return SqlErrors.of(SqlState.INTERNAL_ERROR, "The driver failed: " + e, e);
  }

  /**
   * A failure while rows or bytes were read, so that the connection itself is not to blame: a pool
   * must not drop it, as it does for class 08.
   */
  static Exception whileReading(Exception e) {
    return e instanceof TransportException && !(e instanceof CancelledException)
        ? SqlErrors.of(SqlState.STREAM_BROKEN, e.getMessage(), e)
        : e;
  }

  /** A value that cannot be converted; {@code where} names column and row. */
  static SQLException conversion(String where, ConversionException e) {
    SqlState state =
        switch (e.kind()) {
          case OUT_OF_RANGE -> SqlState.OUT_OF_RANGE;
          case TOO_LONG -> SqlState.STRING_TOO_LONG;
          case NOT_CONVERTIBLE -> SqlState.WRONG_TYPE;
          case MALFORMED_TEXT -> SqlState.MALFORMED_TEXT;
        };
    return SqlErrors.of(state, where + ": " + e.getMessage(), e);
  }

  /** A failure in streaming mode after which some rows of the statement are visible. */
  static SQLException partlyVisible(SQLException e, long rowsStored) {
    return SqlErrors.of(
        SqlState.PARTLY_COMMITTED,
        "The first "
            + rowsStored
            + " rows of the statement are visible, since writeMode is a streaming one; then: "
            + e.getMessage(),
        e);
  }

  /**
   * A commit of one table after the other that failed.
   *
   * @param committed the tables before the failure
   * @param tables all of them
   */
  static SQLException ofCommit(Exception e, List<String> committed, List<String> tables) {
    SQLException translated = translate(e);
    if (committed.isEmpty()) {
      return translated;
    }
    SqlState state =
        e instanceof CommitOutcomeUnknownException
            ? SqlState.COMMIT_OUTCOME_UNKNOWN
            : SqlState.PARTLY_COMMITTED;
    List<String> others = new ArrayList<>(tables);
    others.removeAll(committed);
    return SqlErrors.of(
        state,
        "Of the transaction, "
            + String.join(", ", committed)
            + " is committed; the commit failed at "
            + others.get(0)
            + (others.size() == 1
                ? ""
                : ", and " + String.join(", ", others.subList(1, others.size())) + " is given up")
            + ": "
            + translated.getMessage(),
        e);
  }

  /** A batch of which no row was written. */
  static BatchUpdateException ofBatch(SQLException e) {
    return new BatchUpdateException(
        e.getMessage(), e.getSQLState(), e.getErrorCode(), new int[0], e);
  }

  private static SQLException ofService(ServiceException e) {
    String odps = odpsCode(e.code(), e.reason());
    String key = e.codeKey();
    SqlState state = odps == null ? null : STATES_BY_CODE.get(odps);
    if (state == null && key != null) {
      state = STATES_BY_CODE.get(key);
    }
    return SqlErrors.of(state == null ? ofStatus(e.status()) : state, message(e), number(odps), e);
  }

  private static String message(ServiceException e) {
    return String.valueOf(e.getMessage());
  }

  private static SqlState ofStatus(int status) {
    return switch (status) {
      case 401 -> SqlState.UNAUTHORIZED;
      case 403 -> SqlState.NO_PERMISSION;
      case 404 -> SqlState.NO_SUCH_TABLE;
      case 409, 412 -> SqlState.CONFLICT;
      case 429 -> SqlState.THROTTLED;
      default -> status >= 500 ? SqlState.CONNECTION_FAILURE : SqlState.INVALID_ARGUMENT;
    };
  }

  private static SQLException ofJob(SqlJobException e) {
    String message = String.valueOf(e.getMessage());
    String odps = odpsCode(null, message);
    return SqlErrors.of(ofJob(message, odps), message, number(odps), e);
  }

  private static SqlState ofJob(String message, @Nullable String odps) {
    for (Wording wording : JOB_WORDINGS) {
      if (wording.pattern().matcher(message).find()) {
        return wording.state();
      }
    }
    SqlState state = odps == null ? null : STATES_BY_CODE.get(odps);
    return state == null ? SqlState.JOB_FAILED : state;
  }

  private static @Nullable String odpsCode(@Nullable String code, String message) {
    Matcher matcher = ODPS_CODE.matcher(code == null ? message : code + " " + message);
    return matcher.find() ? matcher.group() : null;
  }

  private static int number(@Nullable String odps) {
    return odps == null ? 0 : Integer.parseInt(odps.substring("ODPS-".length()));
  }
}
