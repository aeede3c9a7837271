package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Change;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Edit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Carries out UPDATE, DELETE and MERGE: upserts and deletes by key, staged like arriving rows. */
final class ChangeRunner {
  /** Other writers may be faster so many times. */
  private static final int ATTEMPTS = 50;

  private final Catalog catalog;
  private final Staging staging;
  private final CatalogChanges changes;
  private final Sweeper sweeper;
  private final Ids ids;
  private final JobControl control;
  private final DuckConnection connection;

  ChangeRunner(
      Catalog catalog,
      Staging staging,
      CatalogChanges changes,
      Sweeper sweeper,
      Ids ids,
      JobControl control,
      DuckConnection connection) {
    this.catalog = catalog;
    this.staging = staging;
    this.changes = changes;
    this.sweeper = sweeper;
    this.ids = ids;
    this.control = control;
    this.connection = connection;
  }

  /** Runs the statement until no other commit has come between its reading and its writing. */
  JobResult run(Change change, TableState table) throws SQLException {
    DeltaState delta = table.delta();
    if (delta == null) {
      throw semantic(
          change.verb()
              + " needs a delta table; "
              + table.name().text()
              + " has no primary key (CREATE TABLE .. PRIMARY KEY .. TBLPROPERTIES"
              + " ('transactional'='true'))");
    }
    change.edits().forEach(edit -> checkAssigned(change, table, delta, edit));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      TableState newest = catalog.table(table.id());
      if (newest == null) {
        throw new EngineException(
            Kind.NO_SUCH_TABLE, "Table " + table.name().text() + " was dropped meanwhile");
      }
      JobResult result = attempt(change, newest, delta);
      if (result != null) {
        return result;
      }
      control.check();
    }
    throw new EngineException(
        Kind.CONFLICT,
        change.verb()
            + " of "
            + table.name().text()
            + " was given up: "
            + ATTEMPTS
            + " times another commit to the table came first");
  }

  private static void checkAssigned(Change change, TableState table, DeltaState delta, Edit edit) {
    for (String name : edit.assigned()) {
      boolean partition =
          table.partitionColumns().stream().anyMatch(column -> column.name().equals(name));
      if (partition || delta.primaryKey().contains(name)) {
        throw semantic(
            change.verb()
                + " cannot set column "
                + name
                + " of "
                + table.name().text()
                + ": it is a "
                + (partition ? "partition" : "primary key")
                + " column");
      }
    }
  }

  /** The result, or null if the table was changed meanwhile. */
  private @Nullable JobResult attempt(Change change, TableState table, DeltaState delta)
      throws SQLException {
    List<String> columns = table.allColumns().stream().map(Column::name).toList();
    if (change.matched().stream().anyMatch(edit -> !edit.columns().equals(columns))) {
      throw new EngineException(
          Kind.CONFLICT, "The columns of " + table.name().text() + " were changed meanwhile");
    }
    List<String> selects = new ArrayList<>();
    for (Edit edit : change.edits()) {
      selects.add(select(table, edit));
    }
    if (change.verb().equals("MERGE")) {
      checkMatchedOnce(table, delta, selects.subList(0, change.matched().size()));
    }
    StagedRows rows =
        staging.stage(connection, table, PartitionSpec.EMPTY, String.join(" UNION ALL ", selects));
    boolean committed = false;
    try {
      control.check();
      committed =
          rows.rows() == 0
              || changes.commitIfUnchanged(
                  new CommitRequest(
                      "sql-" + ids.next(),
                      table.id(),
                      rows.segments(),
                      OverwriteMode.APPEND,
                      PartitionSpec.EMPTY),
                  table.version());
      return committed ? new JobResult.Updated(rows.rows(), table.name()) : null;
    } finally {
      if (!committed) {
        sweeper.forget(staging.release(rows.segments()));
      }
      sweeper.sweep();
    }
  }

  private static String select(TableState table, Edit edit) {
    List<Column> given =
        edit.columns().stream().flatMap(name -> Stream.ofNullable(table.column(name))).toList();
    return "SELECT CAST("
        + edit.operation()
        + " AS TINYINT) AS "
        + DeltaState.OPERATION
        + ", "
        + InsertedRows.select(table.allColumns(), given, QueryColumns.of(edit.rows()));
  }

  /** MERGE may give a row of the target one row of the source only. */
  private void checkMatchedOnce(TableState table, DeltaState delta, List<String> selects)
      throws SQLException {
    if (selects.isEmpty()) {
      return;
    }
    String row =
        Stream.concat(
                delta.primaryKey().stream(), table.partitionColumns().stream().map(Column::name))
            .map(DuckSql::name)
            .collect(Collectors.joining(", "));
    connection.query(
        "SELECT 1 FROM ("
            + String.join(" UNION ALL ", selects)
            + ") GROUP BY "
            + row
            + " HAVING count(*) > 1 LIMIT 1",
        found -> {
          throw new EngineException(
              Kind.RUNTIME,
              "ODPS-0121095:Invalid arguments - MERGE INTO "
                  + table.name().text()
                  + ": several rows of the source match one row of the target");
        });
  }

  private static EngineException semantic(String reason) {
    return new EngineException(
        Kind.INVALID_ARGUMENT, "ODPS-0130071:[1,1] Semantic analysis exception - " + reason);
  }
}
