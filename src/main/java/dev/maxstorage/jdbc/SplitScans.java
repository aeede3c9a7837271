package dev.maxstorage.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * Cuts a scan into parts for other processes: {@code connection.unwrap(SplitScans.class)}.
 *
 * <p><b>Threads:</b> one at a time, as the connection.
 */
public interface SplitScans {

  /**
   * The conditions of the splits of a SELECT: together they give its rows once, all of them from
   * the snapshot that is taken now.
   *
   * <p>Each is a text {@code maxstorage_split('...')} to be put into the WHERE of the same SELECT,
   * joined by AND, or of a SELECT around it. Any connection to the same project may run it, also
   * from another process or machine, more than once, until the snapshot expires at the service,
   * usually 24 hours after its last use. The SELECT that runs must keep its conditions, since a
   * split leaves out partitions that they exclude; it may have further ones, and fewer columns.
   *
   * @param select a scan without LIMIT, OFFSET, parameters, count and hint
   * @param count most splits, at least 1; a small table has fewer, and an empty one a single split
   *     without rows
   * @throws SQLException if the statement is no such scan
   */
  List<String> splits(String select, int count) throws SQLException;
}
