package dev.maxstorage.jdbc;

import dev.maxstorage.transport.CancelScope;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Counts the rows of a scan: by the record count of a read session where that is exact, else by
 * going over the batches.
 */
final class RowCounter {
  /** With more rows than these, the SQL engine counts sooner than they can be fetched. */
  static final long MOST_ROWS_TO_SCAN = 10_000_000;

  /** Why {@link Way#JOB}, for people. */
  static final String TOO_MANY =
      "it counts under a condition on data columns and has more than "
          + MOST_ROWS_TO_SCAN
          + " rows to go over";

  private final ScanOpener scans;

  RowCounter(ScanOpener scans) {
    this.scans = scans;
  }

  /** How the rows of a scan are counted best. */
  enum Way {
    /** None can come. */
    NOTHING("none can come"),
    /** The session says how many there are. */
    RECORD_COUNT("the record count of the read session"),
    /** Go over the batches of the columns that the condition needs. */
    SCAN("by going over the rows"),
    /** There are too many to go over. */
    JOB("by going over the rows, since engine=storage");

    private final String explanation;

    Way(String explanation) {
      this.explanation = explanation;
    }

    /** For people, where the SQL engine is not asked. */
    String explanation() {
      return explanation;
    }
  }

  /** The way for a scan; may ask for the number of rows. */
  Way way(TableScan scan, CancelScope scope) throws IOException {
    if (scan.isEmpty()) {
      return Way.NOTHING;
    } else if (scan.hasExactRecordCount()) {
      return Way.RECORD_COUNT;
    }
    if (scan.incremental() != null || scan.split() != null) {
      return Way.SCAN;
    }
    long rows = scans.recordCount(scan, scope);
    return rows > MOST_ROWS_TO_SCAN ? Way.JOB : Way.SCAN;
  }

  /** Counts; a {@link Way#JOB} by a scan too. */
  long count(TableScan scan, RunOptions options, CancelScope scope)
      throws IOException, SQLException {
    if (scan.isEmpty()) {
      return 0;
    }
    long counted = scan.hasExactRecordCount() ? scans.recordCount(scan, scope) : -1;
    if (counted < 0) {
      counted = countBatches(scan, options, scope);
    }
    long behind = Math.max(0, counted - scan.offset());
    return scan.limit() < 0 ? behind : Math.min(behind, scan.limit());
  }

  private long countBatches(TableScan scan, RunOptions options, CancelScope scope)
      throws IOException, SQLException {
    long enough = scan.limit() < 0 ? Long.MAX_VALUE : scan.offset() + scan.limit();
    long rows = 0;
    try (ResultBatches batches = scans.open(scan.withoutWindow(), options.forAllRows(), scope)) {
      while (rows < (enough < 0 ? Long.MAX_VALUE : enough) && batches.next()) {
        rows += batches.rowCount();
      }
    }
    return rows;
  }
}
