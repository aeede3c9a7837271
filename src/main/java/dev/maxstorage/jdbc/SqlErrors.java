package dev.maxstorage.jdbc;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** The one place that makes SQLExceptions: a state, a message, and the class that fits both. */
final class SqlErrors {
  private SqlErrors() {}

  /** An exception of a state. */
  static SQLException of(SqlState state, String message) {
    return of(state, message, 0, null);
  }

  /** An exception of a state, with its cause. */
  static SQLException of(SqlState state, @Nullable String message, @Nullable Throwable cause) {
    return of(state, message, 0, cause);
  }

  /**
   * An exception of a state.
   *
   * @param vendorCode the number of the service's own error code, 0 if there is none
   */
  static SQLException of(
      SqlState state, @Nullable String message, int vendorCode, @Nullable Throwable cause) {
    String code = state.code();
    return switch (state) {
      case NOT_SUPPORTED -> new SQLFeatureNotSupportedException(message, code, vendorCode, cause);
      case CANNOT_CONNECT, CONNECTION_CLOSED ->
          new SQLNonTransientConnectionException(message, code, vendorCode, cause);
      case CONNECTION_FAILURE ->
          new SQLTransientConnectionException(message, code, vendorCode, cause);
      case WRONG_TYPE, STRING_TOO_LONG, OUT_OF_RANGE, MALFORMED_TEXT, INVALID_ARGUMENT ->
          new SQLDataException(message, code, vendorCode, cause);
      case UNAUTHORIZED ->
          new SQLInvalidAuthorizationSpecException(message, code, vendorCode, cause);
      case NO_SUCH_CATALOG,
          NO_SUCH_SCHEMA,
          SQL_REFUSED,
          SYNTAX_ERROR,
          NO_SUCH_TABLE,
          TABLE_EXISTS,
          NO_SUCH_COLUMN ->
          new SQLSyntaxErrorException(message, code, vendorCode, cause);
      case NULL_NOT_ALLOWED ->
          new SQLIntegrityConstraintViolationException(message, code, vendorCode, cause);
      case CONFLICT -> new SQLTransactionRollbackException(message, code, vendorCode, cause);
      case COMMIT_OUTCOME_UNKNOWN, PARTLY_COMMITTED ->
          new SQLRecoverableException(message, code, vendorCode, cause);
      case THROTTLED, STREAM_BROKEN -> new SQLTransientException(message, code, vendorCode, cause);
      case TIMEOUT -> new SQLTimeoutException(message, code, vendorCode, cause);
      case WARNING,
          WRONG_PARAMETER_COUNT,
          INVALID_INDEX,
          INVALID_CURSOR,
          INVALID_TRANSACTION_STATE,
          NO_PERMISSION,
          NOT_USABLE,
          CANCELLED,
          JOB_FAILED,
          CORRUPT_DATA,
          INTERNAL_ERROR ->
          new SQLNonTransientException(message, code, vendorCode, cause);
    };
  }

  /** A feature that this driver does not have. */
  static SQLException notSupported(String what) {
    return of(SqlState.NOT_SUPPORTED, what + " is not supported");
  }

  /** Something that was used after it was closed. */
  static SQLException closed(String what) {
    return of(SqlState.NOT_USABLE, what + " is closed");
  }
}
