package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs one SQL job: queries and inserts here, definitions in {@link TableDefinitions}. */
final class SqlRunner {
  private static final String TIME_ZONE = "odps.sql.timezone";

  private final Catalog catalog;
  private final Staging staging;
  private final CatalogChanges changes;
  private final QueryResults results;
  private final Sweeper sweeper;
  private final Ids ids;
  private final SqlJob job;
  private final JobControl control;
  private final DuckConnection connection;

  /** Uses the connection for this job alone; the caller closes it. */
  SqlRunner(
      Catalog catalog,
      Staging staging,
      CatalogChanges changes,
      QueryResults results,
      Sweeper sweeper,
      Ids ids,
      SqlJob job,
      JobControl control,
      DuckConnection connection) {
    this.catalog = catalog;
    this.staging = staging;
    this.changes = changes;
    this.results = results;
    this.sweeper = sweeper;
    this.ids = ids;
    this.job = job;
    this.control = control;
    this.connection = connection;
    connection.worksFor(control);
  }

  JobResult run() {
    if (!catalog.hasProject(job.project().toLowerCase(Locale.ROOT))) {
      throw new EngineException(
          Kind.NO_SUCH_PROJECT, "ODPS-0420111: Project not found - " + job.project());
    }
    TranslatedStatement statement =
        new SqlTranslator(job.project(), job.schema(), job.settings(), catalog::relation)
            .translate(job.text());
    try {
      setTimeZone();
      if (statement instanceof TranslatedStatement.Query query) {
        List<TableState> read = pinned(query.tables());
        try {
          return results.keep(connection, QueryColumns.stored(query));
        } finally {
          read.forEach(table -> catalog.unpin(table.segments()));
        }
      }
      if (statement instanceof TranslatedStatement.Insert insert) {
        return insert(insert);
      }
      if (statement instanceof TranslatedStatement.MultiInsert several) {
        return new MultiInsertRunner(
                catalog, staging, changes, sweeper, ids, control, connection, this::noSuchTable)
            .run(several.inserts());
      }
      if (statement instanceof TranslatedStatement.Explain explain) {
        return new JobResult.Text(ExplainText.of(connection, explain.statement()));
      }
      if (statement instanceof TranslatedStatement.Change change) {
        return change(change);
      }
      if (statement instanceof TranslatedStatement.CreateTable create
          && create.asSelect() != null) {
        return createAs(create, create.asSelect());
      }
      return new TableDefinitions(catalog, changes, connection, this::noSuchTable).run(statement);
    } catch (SQLException e) {
      throw Failures.job(new StatementText(job.text()), e);
    }
  }

  private void setTimeZone() throws SQLException {
    String zone = LeadingSettings.of(job.text()).settings().get(TIME_ZONE);
    zone = zone == null ? job.settings().get(TIME_ZONE) : zone;
    if (zone != null) {
      try {
        connection.execute("SET TimeZone = " + DuckSql.string(zone));
      } catch (SQLException e) {
        throw new EngineException(
            Kind.INVALID_ARGUMENT, "Setting " + TIME_ZONE + ": '" + zone + "' is no time zone", e);
      }
    }
  }

  /** The tables' newest versions, so that nothing they refer to goes away while the job runs. */
  private List<TableState> pinned(List<TableName> names) {
    List<TableState> tables = new ArrayList<>();
    for (TableName name : names) {
      TableState table = catalog.pinned(name);
      if (table == null) {
        tables.forEach(each -> catalog.unpin(each.segments()));
        throw noSuchTable(name);
      }
      tables.add(table);
    }
    return tables;
  }

  private JobResult insert(TranslatedStatement.Insert insert) throws SQLException {
    TableState table = catalog.table(insert.table());
    if (table == null) {
      throw noSuchTable(insert.table());
    }
    OverwriteMode mode = insert.overwrite() ? OverwriteMode.OVERWRITE : OverwriteMode.APPEND;
    List<TableState> read = pinned(insert.rows().tables());
    StagedRows rows = null;
    boolean committed = false;
    try {
      InsertedRows inserted = InsertedRows.of(connection, table, insert);
      rows = staging.stage(connection, table, inserted.fixed(), inserted.select());
      control.check();
      changes.commit(
          new CommitRequest(
              "sql-" + ids.next(), table.id(), rows.segments(), mode, inserted.fixed()));
      committed = true;
      return new JobResult.Updated(rows.rows(), table.name());
    } finally {
      read.forEach(each -> catalog.unpin(each.segments()));
      if (rows != null && !committed) {
        sweeper.forget(staging.release(rows.segments()));
      }
      sweeper.sweep();
    }
  }

  private JobResult change(TranslatedStatement.Change change) throws SQLException {
    TableState table = catalog.table(change.table());
    if (table == null) {
      throw noSuchTable(change.table());
    }
    List<TableState> read =
        pinned(
            change.edits().stream()
                .flatMap(edit -> edit.rows().tables().stream())
                .distinct()
                .toList());
    try {
      return new ChangeRunner(catalog, staging, changes, sweeper, ids, control, connection)
          .run(change, table);
    } finally {
      read.forEach(each -> catalog.unpin(each.segments()));
      sweeper.sweep();
    }
  }

  private JobResult createAs(
      TranslatedStatement.CreateTable create, TranslatedStatement.Query query) throws SQLException {
    NamedTables.checkSchema(catalog, create.name().project(), create.name().schema());
    if (catalog.isTaken(create.name())) {
      return existing(create);
    }
    List<TableState> read = pinned(query.tables());
    try {
      QueryColumns columns = QueryColumns.stored(query);
      CreatedColumns stored = CreatedColumns.of(columns, create.partitionColumns());
      TableState created =
          changes.createTable(
              create.name(),
              create.comment(),
              stored.columns(),
              stored.partitionColumns(),
              create.lifecycleDays(),
              create.properties(),
              create.delta(),
              table -> {
                StagedRows rows =
                    staging.stage(
                        connection, table, PartitionSpec.EMPTY, InsertedRows.all(table, columns));
                control.check();
                return rows;
              });
      return created == null
          ? existing(create)
          : new JobResult.Updated(
              created.segments().stream().mapToLong(SegmentState::rows).sum(), created.name());
    } finally {
      read.forEach(each -> catalog.unpin(each.segments()));
      sweeper.sweep();
    }
  }

  private static JobResult existing(TranslatedStatement.CreateTable create) {
    if (!create.ifNotExists()) {
      throw CatalogChanges.alreadyExists(create.name());
    }
    return new JobResult.Text("OK");
  }

  /** The error, with the place where the statement names the table. */
  private EngineException noSuchTable(TableName name) {
    if (catalog.view(name) != null) {
      return new EngineException(
          Kind.INVALID_ARGUMENT,
          "ODPS-0130071:"
              + new StatementText(job.text()).place(name.table())
              + " Semantic analysis exception - "
              + name.text()
              + " is a view, not a table");
    }
    return new EngineException(
        Kind.NO_SUCH_TABLE,
        "ODPS-0130131:"
            + new StatementText(job.text()).place(name.table())
            + " Table not found - table "
            + name.text()
            + " cannot be resolved");
  }
}
