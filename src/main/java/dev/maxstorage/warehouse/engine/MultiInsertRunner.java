package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.TranslatedStatement.Insert;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Runs several INSERT over the same rows. No table changes in between, so all see one state; each
 * table's rows become visible at once, one table after the other.
 */
record MultiInsertRunner(
    Catalog catalog,
    Staging staging,
    CatalogChanges changes,
    Sweeper sweeper,
    Ids ids,
    JobControl control,
    DuckConnection connection,
    Function<TableName, EngineException> noSuchTable) {

  /** Rows that wait for their commit. */
  private record Waiting(TableState table, InsertedRows inserted, StagedRows rows, boolean over) {}

  JobResult run(List<Insert> inserts) {
    List<Waiting> waiting = new ArrayList<>();
    try {
      changes.change(
          "The rows could not be inserted",
          () -> {
            for (Insert insert : inserts) {
              waiting.add(stage(insert));
            }
            control.check();
            waiting.forEach(this::commit);
          });
      return new JobResult.UpdatedTables(
          waiting.stream()
              .map(each -> new JobResult.Updated(each.rows.rows(), each.table.name()))
              .toList());
    } finally {
      for (Waiting each : waiting) {
        sweeper.forget(staging.release(each.rows.segments()));
      }
      sweeper.sweep();
    }
  }

  private Waiting stage(Insert insert) throws SQLException {
    TableState table = catalog.table(insert.table());
    if (table == null) {
      throw noSuchTable.apply(insert.table());
    }
    InsertedRows inserted = InsertedRows.of(connection, table, insert);
    StagedRows rows = staging.stage(connection, table, inserted.fixed(), inserted.select());
    return new Waiting(table, inserted, rows, insert.overwrite());
  }

  private void commit(Waiting each) {
    changes.commit(
        new CommitRequest(
            "sql-" + ids.next(),
            each.table.id(),
            each.rows.segments(),
            each.over ? OverwriteMode.OVERWRITE : OverwriteMode.APPEND,
            each.inserted.fixed()));
  }
}
