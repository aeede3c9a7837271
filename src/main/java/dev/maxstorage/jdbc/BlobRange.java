package dev.maxstorage.jdbc;

import java.sql.SQLException;

/** Which positions and lengths JDBC allows for parts of a blob. Positions are 1-based. */
final class BlobRange {
  private BlobRange() {}

  /** A part that must lie within the blob, and begin at one of its bytes. */
  static void check(long pos, long count, long total) throws SQLException {
    if (pos < 1 || pos > total || count < 0 || pos - 1 > total - count) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT,
          "Position "
              + pos
              + " and length "
              + count
              + " are not within the blob's "
              + total
              + " bytes; positions begin at 1");
    }
  }

  /** A part that may end, or lie, behind the blob. */
  static void checkStart(long pos, int count) throws SQLException {
    if (pos < 1 || count < 0) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT,
          "Position " + pos + ", length " + count + "; positions begin at 1, lengths at 0");
    }
  }

  /** Where a search begins. */
  static void checkSearch(long start) throws SQLException {
    if (start < 1) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT, "Start " + start + " is less than 1; positions begin at 1");
    }
  }
}
