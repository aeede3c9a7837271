package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The warehouse behind the wire: tables, snapshots, commits, blobs and SQL jobs. Thread-safe. Every
 * method throws {@link EngineException}.
 *
 * <p>A table is a list of immutable segments in one DuckDB table. Writing adds a segment that
 * nobody sees; a commit changes the list; a snapshot is a list that was.
 */
public final class Engine implements Closeable {
  private final OpenWarehouse warehouse;
  private final Database database;
  private final Catalog catalog;
  private final BufferAllocator allocator;
  private final Ids ids;
  private final BlobStore blobs;
  private final Sweeper sweeper;
  private final Staging staging;
  private final CatalogChanges changes;
  private final QueryResults results;

  private Engine(OpenWarehouse warehouse) throws SQLException {
    this.warehouse = warehouse;
    database = warehouse.database();
    catalog = warehouse.catalog();
    allocator = warehouse.allocator();
    ids = warehouse.ids();
    blobs = warehouse.blobs();
    sweeper = new Sweeper(database, catalog, blobs::remove);
    staging = new Staging(database, catalog, ids, allocator, blobs::exists);
    changes =
        new CatalogChanges(
            database.connection(), catalog, staging, sweeper, ids, warehouse.clock());
    results = new QueryResults(database, ids, allocator);
  }

  /** Opens or makes the warehouse; throws {@link WarehouseInUseException} if it is open already. */
  public static Engine open(EngineOptions options) {
    OpenWarehouse warehouse = OpenWarehouse.open(options);
    try {
      return new Engine(warehouse);
    } catch (SQLException e) {
      Database.closeAfter(e, warehouse);
      throw Failures.internal("The warehouse could not be opened", e);
    }
  }

  /** Makes a project with the schema "default"; does nothing if it exists. */
  public void createProject(String project) {
    String name = project.toLowerCase(Locale.ROOT);
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new EngineException(
          Kind.INVALID_ARGUMENT,
          "Project name '" + project + "' is not a letter followed by letters, digits and _");
    }
    changes.createProject(name);
  }

  /** Whether the project exists. */
  public boolean hasProject(String project) {
    return catalog.hasProject(project.toLowerCase(Locale.ROOT));
  }

  /** All projects, sorted. */
  public List<String> projects() {
    return catalog.projects();
  }

  /** Schemas of a project, sorted by name; "default" is always there. */
  public List<SchemaDescription> schemas(String project) {
    checkProject(project);
    return catalog.schemas(project.toLowerCase(Locale.ROOT));
  }

  /** The schema, or null if there is none of this name. */
  public @Nullable SchemaDescription schema(String project, String schema) {
    return catalog.schema(project.toLowerCase(Locale.ROOT), schema.toLowerCase(Locale.ROOT));
  }

  /** Makes a schema; {@link Kind#ALREADY_EXISTS} if there is one of that name. */
  public void createSchema(String project, String schema, String comment) {
    String name = schema.toLowerCase(Locale.ROOT);
    if (!changes.schemas().create(project.toLowerCase(Locale.ROOT), name, comment)) {
      throw SchemaChanges.alreadyExists(project, name);
    }
  }

  /** Drops a schema; {@link Kind#CONFLICT} if it is not empty. */
  public void dropSchema(String project, String schema) {
    SchemaDescription found = schema(project, schema);
    if (found == null) {
      throw SchemaChanges.noSuchSchema(project, schema);
    }
    changes.schemas().drop(found);
  }

  /** Tables of a schema, sorted by name. */
  public List<TableDescription> tables(String project, String schema) {
    checkProject(project);
    String schemaName = schema.toLowerCase(Locale.ROOT);
    if (schema(project, schemaName) == null) {
      throw SchemaChanges.noSuchSchema(project, schema);
    }
    return catalog.tables(project.toLowerCase(Locale.ROOT), schemaName).stream()
        .map(TableState::description)
        .toList();
  }

  private void checkProject(String project) {
    if (!hasProject(project)) {
      throw new EngineException(Kind.NO_SUCH_PROJECT, "There is no project " + project);
    }
  }

  /** The table, or null if there is none of this name. */
  public @Nullable TableDescription table(TableName name) {
    TableState table = catalog.table(name);
    return table == null ? null : table.description();
  }

  /** The table of this id, or null if it was dropped. */
  public @Nullable TableDescription table(long id) {
    TableState table = catalog.table(id);
    return table == null ? null : table.description();
  }

  /** Views of a schema, sorted by name. */
  public List<ViewDescription> views(String project, String schema) {
    checkProject(project);
    return catalog.views(project.toLowerCase(Locale.ROOT), schema.toLowerCase(Locale.ROOT)).stream()
        .map(ViewState::description)
        .toList();
  }

  /** The view, or null if there is none of this name. */
  public @Nullable ViewDescription view(TableName name) {
    ViewState view = catalog.view(name);
    return view == null ? null : view.description();
  }

  /** Partitions of a table in the order of their values; empty if it is not partitioned. */
  public List<PartitionDescription> partitions(TableName name) {
    TableState table = catalog.table(name);
    if (table == null) {
      throw noSuchTable(name);
    }
    return table.partitionDescriptions();
  }

  private static EngineException noSuchTable(TableName name) {
    return new EngineException(Kind.NO_SUCH_TABLE, "There is no table " + name.text());
  }

  /** The table's rows as of now; to be closed. */
  public Snapshot snapshot(TableName name, SnapshotRequest request) {
    VersionRange versions = request.versions();
    CatalogChanges.Arrived arrived = versions == null ? null : changes.pinned(name);
    TableState table = arrived == null ? catalog.pinned(name) : arrived.table();
    if (table == null) {
      throw noSuchTable(name);
    }
    List<SegmentState> pinned = versions == null ? table.segments() : table.stored();
    boolean kept = false;
    try (DuckConnection connection = database.connection()) {
      List<Column> columns = Snapshot.chosen(readable(table, versions), request.columns());
      if (columns.isEmpty()) {
        throw new EngineException(Kind.INVALID_ARGUMENT, "No columns of " + name.text() + " asked");
      }
      List<SegmentRows> rows =
          selected(connection, table, request.partitions(), rows(table, arrived, versions));
      String filter = filter(connection, table, request.filter());
      Snapshot snapshot =
          new Snapshot(
              table.dataTable(),
              columns,
              table.version(),
              request.order() == SnapshotRequest.Order.WRITTEN
                  ? rows
                  : SegmentRows.byPartition(rows),
              filter,
              () -> unpin(pinned));
      kept = true;
      return snapshot;
    } catch (SQLException e) {
      throw Failures.internal("Table " + name.text() + " could not be read", e);
    } finally {
      if (!kept) {
        unpin(pinned);
      }
    }
  }

  private void unpin(List<SegmentState> segments) {
    catalog.unpin(segments);
    sweeper.sweep();
  }

  /** The table's columns, and that of its changes if these are read. */
  private static List<Column> readable(TableState table, @Nullable VersionRange versions) {
    return versions == null || table.delta() == null
        ? table.allColumns()
        : Stream.concat(table.allColumns().stream(), Stream.of(SnapshotRequest.CHANGE)).toList();
  }

  private static List<SegmentRows> rows(
      TableState table, CatalogChanges.@Nullable Arrived arrived, @Nullable VersionRange versions) {
    if (arrived == null || versions == null) {
      return table.segments().stream().map(SegmentRows::all).toList();
    }
    DeltaState delta = table.delta();
    if (delta != null) {
      return SegmentRows.changed(delta.changes(), versions);
    }
    if (versions.images() != VersionRange.Images.NEWEST) {
      throw new EngineException(
          Kind.UNSUPPORTED,
          "Table " + table.name().text() + " has no primary key, so no images before a change");
    }
    return SegmentRows.arrived(table.segments(), arrived.arrivals(), versions);
  }

  private static List<SegmentRows> selected(
      DuckConnection connection,
      TableState table,
      List<PartitionSpec> partitions,
      List<SegmentRows> rows) {
    if (partitions.isEmpty()) {
      return rows;
    }
    List<PartitionSpec> wanted = new ArrayList<>();
    for (PartitionSpec partition : partitions) {
      wanted.add(PartitionValues.canonical(connection, table, partition));
    }
    return rows.stream()
        .filter(
            piece -> wanted.stream().anyMatch(spec -> spec.selects(piece.segment().partition())))
        .toList();
  }

  /** The filter in DuckDB's SQL, null for none; binds it, so that its errors come now. */
  private static @Nullable String filter(
      DuckConnection connection, TableState table, @Nullable String text) throws SQLException {
    if (text == null || text.isBlank()) {
      return null;
    }
    String filter = SqlTranslator.filter(text);
    try {
      connection.prepare("SELECT 1 FROM " + table.dataTable() + " WHERE (" + filter + ")").close();
    } catch (SQLException e) {
      throw Failures.filter(text, e);
    }
    return filter;
  }

  /**
   * Reads a range of a snapshot; to be closed. The filter, if any, is applied inside the range. Any
   * number of reads of one snapshot may run at once, and go on when it is closed.
   */
  public RowStream read(Snapshot snapshot, ReadRange range) {
    return read(snapshot, range, true);
  }

  /** Reads a range of a snapshot as if it had no filter; to be closed. */
  public RowStream readUnfiltered(Snapshot snapshot, ReadRange range) {
    return read(snapshot, range, false);
  }

  private RowStream read(Snapshot snapshot, ReadRange range, boolean filtered) {
    check(range);
    List<Column> columns = snapshot.columns(range);
    List<String> queries = snapshot.queries(range, filtered);
    if (!snapshot.pin(catalog)) {
      throw new EngineException(Kind.INVALID_ARGUMENT, "The snapshot is closed");
    }
    boolean opened = false;
    try {
      RowStream stream =
          new QueryStream(
              database.streamingConnection(),
              allocator,
              ArrowTypes.schema(columns, range.units()),
              queries,
              range.batchRows(),
              () -> unpin(snapshot.segments()));
      opened = true;
      return stream;
    } catch (SQLException e) {
      throw Failures.reading(e);
    } finally {
      if (!opened) {
        unpin(snapshot.segments());
      }
    }
  }

  private static void check(ReadRange range) {
    if (range.offset() < 0 || range.count() < 0 || range.batchRows() < 1) {
      throw new EngineException(
          Kind.INVALID_ARGUMENT,
          "Range of offset "
              + range.offset()
              + ", count "
              + range.count()
              + ", batches of "
              + range.batchRows()
              + " rows: none may be negative, batches have at least one row");
    }
  }

  /**
   * Stores rows durably and invisibly. Nothing is stored if any of them is refused; {@link
   * EngineException.Kind#INVALID_ARGUMENT} then says why. What the source throws comes through, an
   * IOException as {@link java.io.UncheckedIOException}.
   */
  public StagedRows stage(WriteTarget target, RowSource rows) {
    return staging.stage(target, rows);
  }

  /** Makes staged segments visible: atomic, durable, idempotent by session id. */
  public void commit(CommitRequest request) {
    changes.commit(request);
  }

  /** Drops staged segments; those that are committed or unknown are left alone. */
  public void discard(Collection<Long> segments) {
    try {
      sweeper.remove(staging.release(segments));
    } catch (SQLException e) {
      throw Failures.internal("Staged rows could not be dropped", e);
    }
  }

  /** The blobs of this warehouse. */
  public BlobStore blobs() {
    return blobs;
  }

  /** Runs a statement on the calling thread. */
  public JobResult run(SqlJob job, JobControl control) {
    try (DuckConnection connection = database.connection()) {
      return new SqlRunner(
              catalog, staging, changes, results, sweeper, ids, job, control, connection)
          .run();
    } catch (SQLException e) {
      throw Failures.internal("The job could not be run", e);
    }
  }

  /** Reads a range of a job's result; to be closed. */
  public RowStream readResult(long resultId, ReadRange range) {
    check(range);
    return results.read(resultId, range);
  }

  /** Drops a job's result; does nothing if there is none. Streams that read it go on. */
  public void dropResult(long resultId) {
    results.drop(resultId);
  }

  /** The allocator that staged rows must come from, or from a child of it; the engine closes it. */
  public BufferAllocator allocator() {
    return allocator;
  }

  /** Waits for the change that is under way and releases the warehouse. Close streams before. */
  @Override
  public void close() {
    try {
      changes.close();
    } finally {
      try {
        warehouse.close();
      } catch (IOException e) {
        throw new EngineException(Kind.INTERNAL, "The warehouse could not be closed", e);
      }
    }
  }
}
