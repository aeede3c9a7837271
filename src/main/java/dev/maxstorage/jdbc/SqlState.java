package dev.maxstorage.jdbc;

/** Every SQLState that the driver uses, and when. */
enum SqlState {
  /** Data may have been left out; warnings only. */
  WARNING("01000"),
  /** Parameters are missing or too many. */
  WRONG_PARAMETER_COUNT("07001"),
  /** A getter or setter that makes no sense for the column's type. */
  WRONG_TYPE("07006"),
  /** A column or parameter index or name that does not exist in the result. */
  INVALID_INDEX("07009"),
  /** The endpoint cannot be reached when the connection opens. */
  CANNOT_CONNECT("08001"),
  /** The connection is closed. */
  CONNECTION_CLOSED("08003"),
  /** No usable answer to a request that may be sent again later. */
  CONNECTION_FAILURE("08006"),
  /**
   * Not supported. The implementer's subclass of 0A: a pool evicts a connection on exactly 0A000.
   */
  NOT_SUPPORTED("0AM00"),
  /** A text or binary value is longer than the column or a limit allows. */
  STRING_TOO_LONG("22001"),
  /** A number or time does not fit its target. */
  OUT_OF_RANGE("22003"),
  /** A text is no number, date or time. */
  MALFORMED_TEXT("22018"),
  /** An argument, property or URL that cannot be used. */
  INVALID_ARGUMENT("22023"),
  /** NULL for a column that is NOT NULL. */
  NULL_NOT_ALLOWED("23502"),
  /** Not on a row. */
  INVALID_CURSOR("24000"),
  /** Commit or rollback in auto-commit mode, or a transaction that cannot take the statement. */
  INVALID_TRANSACTION_STATE("25000"),
  /** Credentials or signature refused. */
  UNAUTHORIZED("28000"),
  /** No such project. */
  NO_SUCH_CATALOG("3D000"),
  /** No such schema. */
  NO_SUCH_SCHEMA("3F000"),
  /** The service saw a concurrent change. */
  CONFLICT("40001"),
  /** A commit was sent and the outcome is not known. */
  COMMIT_OUTCOME_UNKNOWN("40003"),
  /** Of a transaction over several tables, some are committed and others are not. */
  PARTLY_COMMITTED("40M00"),
  /** The service's SQL engine refuses the statement. */
  SQL_REFUSED("42000"),
  /** No permission. */
  NO_PERMISSION("42501"),
  /** A syntax error. */
  SYNTAX_ERROR("42601"),
  /** No such table or partition. */
  NO_SUCH_TABLE("42S02"),
  /** A table that exists already. */
  TABLE_EXISTS("42S01"),
  /** No such column. */
  NO_SUCH_COLUMN("42S22"),
  /** The service throttles. */
  THROTTLED("53000"),
  /** Closed, expired (the snapshot of a split), or a warehouse that another process owns. */
  NOT_USABLE("55000"),
  /** Cancelled. */
  CANCELLED("57014"),
  /** A SQL job failed while it ran. */
  JOB_FAILED("58000"),
  /** A stream broke and could not be taken up again. */
  STREAM_BROKEN("58030"),
  /** A query timeout. */
  TIMEOUT("HYT00"),
  /** Bytes that cannot be right: checksum, frame, length. */
  CORRUPT_DATA("XX001"),
  /** A defect of the driver or of its surroundings. */
  INTERNAL_ERROR("XX000");

  private final String code;

  SqlState(String code) {
    this.code = code;
  }

  /** The five characters. */
  String code() {
    return code;
  }
}
