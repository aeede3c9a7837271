package dev.maxstorage.jdbc;

import dev.maxstorage.storage.ReadSession;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.types.Column;
import dev.maxstorage.wire.SplitMode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the read session of a scan that others read, and opens it for them. */
final class SplitOpener {
  private final Clients clients;

  SplitOpener(Clients clients) {
    this.clients = clients;
  }

  /**
   * Cuts a scan into ranges of rows. No filter is sent, since the ranges count the rows of the
   * session; partitions that cannot match are left out.
   *
   * @param count most splits, at least 1
   */
  List<TableSplit> cut(TableScan scan, int count, CancelScope scope) throws IOException {
    if (scan.isEmpty()) {
      return List.of(new TableSplit(scan.table().table(), "", 0, 0));
    }
    // Whoever reads asks for the columns it needs: perhaps none, so that one that costs little is
    // always there, or partition columns whose conditions chose the partitions here.
    Set<String> columns = new LinkedHashSet<>(scan.dataColumns());
    columns.add(ScanShape.narrowest(scan.table().columns()).name());
    List<String> partitionColumns =
        scan.table().partitionColumns().stream().map(Column::name).toList();
    ReadSession session =
        clients
            .storage(scope)
            .createReadSession(
                scan.table().table(),
                ScanOpener.wanted(scan)
                    .withColumns(List.copyOf(columns), partitionColumns)
                    .withSplits(SplitMode.ROW_OFFSET, ScanOpener.RANGE_ROWS));
    long rows = session.recordCount();
    if (!session.hasExactRows()) {
      throw new IOException("The service did not cut read session " + session.id() + " by rows");
    }
    List<TableSplit> splits = new ArrayList<>();
    long first = 0;
    for (int i = 1; i <= count; i++) {
      long end = rows / count * i + rows % count * i / count;
      if (end > first) {
        splits.add(new TableSplit(scan.table().table(), session.id(), first, end - first));
      }
      first = end;
    }
    return splits.isEmpty()
        ? List.of(new TableSplit(scan.table().table(), "", 0, 0))
        : List.copyOf(splits);
  }

  /** The session of a split, made by whomever. */
  ReadSession open(TableScan scan, TableSplit split, CancelScope scope)
      throws IOException, SQLException {
    ReadSession session;
    try {
      session = clients.storage(scope).openUnfilteredReadSession(split.table(), split.sessionId());
    } catch (ServiceException e) {
      if (e.status() != 404 && !e.hasCode("NoSuchSession")) {
        throw e;
      }
      throw SqlErrors.of(
          SqlState.NOT_USABLE,
          "The snapshot of the split has expired or is unknown here (read session "
              + split.sessionId()
              + " of "
              + TableNames.text(split.table())
              + "); ask SplitScans.splits for new ones: "
              + e.getMessage(),
          e);
    }
    if (!session.hasExactRows() || session.recordCount() < split.firstRow() + split.rows()) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT,
          "Read session " + session.id() + " does not have the " + split);
    }
    checkColumns(scan, session);
    return session;
  }

  private static void checkColumns(TableScan scan, ReadSession session) throws SQLException {
    List<String> names = session.columns().stream().map(Column::name).toList();
    Set<String> lower = new LinkedHashSet<>();
    names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    for (String name : scan.vectorNames()) {
      if (!lower.contains(name.toLowerCase(Locale.ROOT))) {
        throw SqlErrors.of(
            SqlState.NO_SUCH_COLUMN,
            "The split has no column '"
                + name
                + "', only "
                + String.join(", ", names)
                + "; ask for splits of a SELECT that has it");
      }
    }
  }
}
