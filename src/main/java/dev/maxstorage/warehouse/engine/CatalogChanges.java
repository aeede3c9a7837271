package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.io.Closeable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes a new version of a table. One change at a time: each is one transaction of
 * the database, after which the catalog in memory follows.
 */
final class CatalogChanges implements Closeable {
  private static final Logger LOG = System.getLogger(CatalogChanges.class.getName());

  private final ReentrantLock lock = new ReentrantLock();
  private final DuckConnection connection;
  private final CatalogStore store;
  private final Catalog catalog;
  private final Staging staging;
  private final Sweeper sweeper;
  private final Ids ids;
  private final InstantSource clock;
  private final SchemaChanges schemas;
  private final ViewChanges views;
  private final TableAlterations alterations;

  CatalogChanges(
      DuckConnection connection,
      Catalog catalog,
      Staging staging,
      Sweeper sweeper,
      Ids ids,
      InstantSource clock) {
    this.connection = connection;
    this.store = new CatalogStore(connection);
    this.catalog = catalog;
    this.staging = staging;
    this.sweeper = sweeper;
    this.ids = ids;
    this.clock = clock;
    this.schemas = new SchemaChanges(this, connection, catalog);
    this.views = new ViewChanges(this, connection, catalog, ids);
    this.alterations = new TableAlterations(this, connection, ids);
  }

  /** What makes and drops schemas. */
  SchemaChanges schemas() {
    return schemas;
  }

  /** What makes and drops views. */
  ViewChanges views() {
    return views;
  }

  /** What carries out ALTER TABLE. */
  TableAlterations alterations() {
    return alterations;
  }

  /** A change under the lock. */
  interface Change {
    void make() throws SQLException;
  }

  /** Makes a change while no other is under way. */
  void change(String what, Change change) {
    lock.lock();
    try {
      change.make();
    } catch (SQLException e) {
      throw Failures.internal(what, e);
    } finally {
      lock.unlock();
    }
    sweeper.sweep();
  }

  /** A table's newest version with its segments pinned, and which commits brought their rows. */
  record Arrived(@Nullable TableState table, List<Arrival> arrivals) {}

  /**
   * Pins a table, its log of changes too, without changes in between; the table is null if there is
   * none.
   */
  Arrived pinned(TableName name) {
    lock.lock();
    try {
      TableState table = catalog.table(name);
      List<Arrival> arrivals = table == null ? List.of() : store.arrivals(table.id());
      TableState pinned = catalog.pinned(name);
      if (pinned != null) {
        catalog.unpin(pinned.segments());
        catalog.pin(pinned.stored());
      }
      return new Arrived(pinned, arrivals);
    } catch (SQLException e) {
      throw Failures.internal("The versions of table " + name.text() + " could not be read", e);
    } finally {
      lock.unlock();
    }
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  void createProject(String project) {
    change(
        "Project " + project + " could not be created",
        () -> {
          if (!catalog.hasProject(project)) {
            connection.transaction(
                () -> {
                  store.insertProject(project);
                  SchemaChanges.createInDatabase(connection, project, TableName.DEFAULT_SCHEMA);
                });
            catalog.addProject(project);
          }
        });
  }

  /**
   * Makes a table, with the rows that {@code fill} stages for it. The rows' data is there before
   * the table is; a crash in between leaves data that the next start removes.
   *
   * @return the new table, null if there is one of that name already
   */
  @Nullable TableState createTable(
      TableName name,
      String comment,
      List<Column> columns,
      List<Column> partitionColumns,
      long lifecycleDays,
      Map<String, String> properties,
      @Nullable DeltaState delta,
      Fill fill) {
    if (catalog.isTaken(name)) {
      return null;
    }
    Instant now = now();
    long id = ids.next();
    TableState empty =
        new TableState(
            id,
            name,
            comment,
            columns,
            partitionColumns,
            TableOptions.of(id, lifecycleDays).withProperties(properties),
            0,
            now,
            now,
            List.of(),
            Map.of(),
            delta);
    TableState[] created = new TableState[1];
    change(
        "Table " + name.text() + " could not be created",
        () -> connection.execute(DataTable.create(empty)));
    try {
      StagedRows rows = fill.stage(empty);
      change(
          "Table " + name.text() + " could not be created",
          () -> {
            if (!catalog.isTaken(name)) {
              created[0] = publish(empty, rows);
            }
          });
    } finally {
      if (created[0] == null) {
        sweeper.forget(staging.releaseAll(empty.id()));
        sweeper.dropData(empty);
      }
    }
    return created[0];
  }

  /** No rows. */
  static final Fill EMPTY = table -> new StagedRows(List.of(), 0, Set.of());

  /** Stages the rows of a table that is being made. */
  interface Fill {
    StagedRows stage(TableState table);
  }

  private TableState publish(TableState empty, StagedRows rows) throws SQLException {
    if (catalog.schema(empty.name().project(), empty.name().schema()) == null) {
      throw SchemaChanges.noSuchSchema(empty.name().project(), empty.name().schema());
    }
    List<SegmentState> added = segments(empty, rows.segments());
    TableState filled =
        added.isEmpty() ? empty : empty.with(List.of(), added, partitions(added), empty.created());
    connection.transaction(
        () -> {
          store.insertTable(filled);
          store.update(empty, filled);
          connection.execute(filled.viewSql());
        });
    catalog.replace(filled);
    staging.release(rows.segments());
    return filled;
  }

  /** Makes staged segments visible; does nothing for a session that was committed before. */
  void commit(CommitRequest request) {
    commit(request, UNCHECKED);
  }

  /** No table has this version. */
  private static final long UNCHECKED = -1;

  /** Commits if the table still has this version; gives whether it had. */
  boolean commitIfUnchanged(CommitRequest request, long version) {
    return commit(request, version);
  }

  private boolean commit(CommitRequest request, long version) {
    boolean[] unchanged = {true};
    change(
        "Session " + request.sessionId() + " could not be committed",
        () -> {
          if (store.committed(request.sessionId())) {
            return;
          }
          TableState before = existing(request.tableId());
          unchanged[0] = version == UNCHECKED || version == before.version();
          if (!unchanged[0]) {
            return;
          }
          PartitionSpec fixed = PartitionValues.canonical(connection, before, request.fixed());
          List<SegmentState> added = segments(before, request.segments());
          Set<PartitionSpec> touched = partitions(added);
          if (before.partitioned() && before.notFixed(fixed).isEmpty()) {
            touched.add(fixed);
          }
          List<Long> removed =
              request.overwrite() == OverwriteMode.APPEND ? List.of() : replaced(before, touched);
          if (before.delta() == null) {
            Instant now = now();
            TableState after = before.with(removed, added, touched, now);
            publish(before, after, () -> store.insertCommit(request.sessionId(), now));
            staging.release(request.segments());
          } else {
            merge(request, before, removed, added, touched);
          }
          compact(existing(request.tableId()));
        });
    return unchanged[0];
  }

  /** Applies staged upserts and deletes to the rows of a delta table. */
  private void merge(
      CommitRequest request,
      TableState before,
      List<Long> removed,
      List<SegmentState> staged,
      Set<PartitionSpec> touched)
      throws SQLException {
    Instant now = now();
    TableState[] after = new TableState[1];
    connection.transaction(
        () -> {
          after[0] = new DeltaMerge(connection, before, ids, now).merged(staged, removed, touched);
          store.insertCommit(request.sessionId(), now);
          store.update(before, after[0]);
          connection.execute(after[0].viewSql());
        });
    catalog.replace(after[0]);
    sweeper.forget(staging.release(request.segments()));
  }

  private static List<Long> replaced(TableState table, Set<PartitionSpec> touched) {
    return table.segments().stream()
        .filter(segment -> !table.partitioned() || touched.contains(segment.partition()))
        .map(SegmentState::id)
        .toList();
  }

  private static Set<PartitionSpec> partitions(List<SegmentState> segments) {
    return segments.stream()
        .map(SegmentState::partition)
        .filter(partition -> !partition.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private List<SegmentState> segments(TableState table, Collection<Long> ids) {
    List<SegmentState> segments = new ArrayList<>();
    for (long id : new LinkedHashSet<>(ids)) {
      Staging.Staged waiting = staging.waiting(id);
      if (waiting != null
          && waiting.tableId() == table.id()
          && waiting.dataId() != table.options().dataId()) {
        throw new EngineException(
            Kind.SCHEMA_MODIFIED,
            "The columns of table "
                + table.name().text()
                + " have changed since the rows were written");
      }
      if (waiting == null || waiting.tableId() != table.id()) {
        throw new EngineException(
            Kind.CONFLICT,
            "Segment " + id + " does not wait for a commit to table " + table.name().text());
      }
      segments.add(waiting.segment());
    }
    return segments;
  }

  /** The newest version; a table that is gone is an error. */
  TableState existing(long tableId) {
    TableState table = catalog.table(tableId);
    if (table == null) {
      throw new EngineException(Kind.NO_SUCH_TABLE, "Table " + tableId + " was dropped");
    }
    return table;
  }

  /** Puts a next version in place, in one transaction with more work. */
  void publish(TableState before, TableState after, DuckConnection.Work more) throws SQLException {
    connection.transaction(
        () -> {
          more.run();
          store.update(before, after);
          if (!before.name().equals(after.name())) {
            connection.execute("DROP VIEW " + DuckSql.table(before.name()));
          }
          connection.execute(after.viewSql());
        });
    catalog.replace(after);
  }

  /** Merges small segments once a partition has many: every read lists them all. */
  private void compact(TableState table) {
    try {
      for (List<SegmentState> small : Compaction.candidates(table)) {
        long merged = ids.next();
        TableState before = existing(table.id());
        TableState after = Compaction.merged(before, small, merged);
        publish(
            before,
            after,
            () -> Compaction.copy(connection, before, small, merged, PartitionSpec.EMPTY));
      }
    } catch (SQLException e) {
      // The commit before it stands; the next one tries again.
      LOG.log(Level.WARNING, "Segments of " + table.name().text() + " could not be merged", e);
    }
  }

  void dropTable(TableState table) {
    change(
        "Table " + table.name().text() + " could not be dropped",
        () -> {
          TableState last = existing(table.id());
          connection.transaction(
              () -> {
                store.deleteTable(last);
                connection.execute("DROP VIEW " + DuckSql.table(last.name()));
              });
          catalog.remove(last);
          sweeper.dropData(last);
        });
  }

  void renameTable(TableState table, TableName newName) {
    change(
        "Table " + table.name().text() + " could not be renamed",
        () -> {
          if (catalog.isTaken(newName)) {
            throw alreadyExists(newName);
          }
          TableState before = existing(table.id());
          publish(before, before.renamed(newName, now()), () -> {});
        });
  }

  /** Removes the rows of these partitions, all rows if there are none; partitions stay. */
  void truncateTable(TableState table, Set<PartitionSpec> partitions) {
    change(
        "Table " + table.name().text() + " could not be truncated",
        () -> {
          TableState before = existing(table.id());
          List<Long> all =
              before.segments().stream()
                  .filter(each -> partitions.isEmpty() || partitions.contains(each.partition()))
                  .map(SegmentState::id)
                  .toList();
          TableState after = before.with(all, List.of(), partitions, now());
          publish(before, after.loggingDeleted(before), () -> {});
        });
  }

  void addPartitions(TableState table, Collection<PartitionSpec> partitions) {
    change(
        "Partitions of " + table.name().text() + " could not be added",
        () -> {
          TableState before = existing(table.id());
          publish(before, before.with(List.of(), List.of(), partitions, now()), () -> {});
        });
  }

  void dropPartitions(TableState table, Collection<PartitionSpec> partitions) {
    change(
        "Partitions of " + table.name().text() + " could not be dropped",
        () -> {
          TableState before = existing(table.id());
          TableState after = before.without(partitions, now());
          publish(before, after.loggingDeleted(before), () -> {});
        });
  }

  static EngineException partitionExists(PartitionSpec spec) {
    return new EngineException(
        Kind.ALREADY_EXISTS, "ODPS-0110061: Partition " + spec.text() + " already exists");
  }

  static EngineException alreadyExists(TableName name) {
    return new EngineException(
        Kind.ALREADY_EXISTS, "ODPS-0130201: Table " + name.text() + " already exists");
  }

  /** Waits for the change that is under way. */
  @Override
  public void close() {
    change("The catalog could not be closed", connection::close);
  }
}
