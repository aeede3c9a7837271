package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows into a table's data under segments that no version knows yet. One segment a partition,
 * one transaction a call.
 */
final class Staging {
  private static final String ARRIVED = "\"$arrived\"";

  private final Database database;
  private final Catalog catalog;
  private final Ids ids;
  private final BufferAllocator allocator;
  private final Predicate<String> knownBlob;
  private final Map<Long, Staged> staged = new ConcurrentHashMap<>();

  /** A segment that waits for its commit, and where its rows are. */
  record Staged(long tableId, long dataId, SegmentState segment) {}

  Staging(
      Database database,
      Catalog catalog,
      Ids ids,
      BufferAllocator allocator,
      Predicate<String> knownBlob) {
    this.database = database;
    this.catalog = catalog;
    this.ids = ids;
    this.allocator = allocator;
    this.knownBlob = knownBlob;
  }

  /** The waiting segment of this id, null if there is none. */
  @Nullable Staged waiting(long segment) {
    return staged.get(segment);
  }

  /** Ends the wait of segments and gives those that waited. */
  List<Staged> release(Collection<Long> segments) {
    List<Staged> released = new ArrayList<>();
    for (long segment : segments) {
      Staged waiting = staged.remove(segment);
      if (waiting != null) {
        released.add(waiting);
      }
    }
    return released;
  }

  /** Ends the wait of all segments of a table and gives them. */
  List<Staged> releaseAll(long tableId) {
    return release(
        staged.values().stream()
            .filter(waiting -> waiting.tableId() == tableId)
            .map(waiting -> waiting.segment().id())
            .toList());
  }

  /** Stages Arrow batches. */
  StagedRows stage(WriteTarget target, RowSource rows) {
    TableState table = catalog.table(target.tableId());
    if (table == null) {
      throw new EngineException(Kind.NO_SUCH_TABLE, "Table " + target.tableId() + " is gone");
    }
    try (DuckConnection connection = database.connection();
        BufferAllocator bridge = bridge(rows);
        SourceReader reader = new SourceReader(rows, bridge);
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(bridge)) {
      PartitionSpec fixed = PartitionValues.canonical(connection, table, target.fixed());
      String select = ArrivedRows.select(table, fixed, rows.schema(), ARRIVED);
      Data.exportArrayStream(bridge, reader, stream);
      connection.registerArrowStream("$arrived", stream);
      try {
        return stage(connection, table, fixed, select);
      } catch (RuntimeException e) {
        reader.rethrowFailure();
        throw e;
      }
    } catch (SQLException e) {
      throw Failures.internal("The rows could not be staged", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Buffers can only be handed over within one root allocator, so it is the source's. Vectors of
   * type Null have neither buffers nor an allocator.
   */
  private BufferAllocator bridge(RowSource rows) throws IOException {
    BufferAllocator parent = allocator;
    for (FieldVector vector : rows.root().getFieldVectors()) {
      BufferAllocator own = vector.getAllocator();
      parent = own == null ? parent : own;
    }
    return parent.newChildAllocator("stage", 0, Long.MAX_VALUE);
  }

  /**
   * Stages the rows of a query.
   *
   * @param select gives the table's data columns, then the partition columns that are not fixed,
   *     under their names and in their types; for a delta table also {@link DeltaState#OPERATION}
   */
  StagedRows stage(
      DuckConnection connection, TableState table, PartitionSpec fixed, String select) {
    List<SegmentState> segments = new ArrayList<>();
    Set<String> references = new HashSet<>();
    try {
      connection.transaction(
          () -> {
            Map<Long, PartitionSpec> written =
                table.notFixed(fixed).isEmpty()
                    ? insert(connection, table, fixed, select)
                    : new PartitionRouting(connection, table, fixed, ids).insert(select);
            if (!written.isEmpty()) {
              segments.addAll(measured(connection, table, written));
              references.addAll(recordBlobs(connection, table, written.keySet()));
            }
          });
    } catch (SQLException e) {
      if (Failures.missing(e)) {
        throw new EngineException(
            Kind.NO_SUCH_TABLE, "Table " + table.name().text() + " was dropped meanwhile", e);
      }
      throw Failures.rows(table.name(), e);
    }
    segments.forEach(
        segment ->
            staged.put(segment.id(), new Staged(table.id(), table.options().dataId(), segment)));
    return new StagedRows(
        segments.stream().map(SegmentState::id).toList(),
        segments.stream().mapToLong(SegmentState::rows).sum(),
        references);
  }

  /** All rows are of one partition: one pass, one segment. */
  private Map<Long, PartitionSpec> insert(
      DuckConnection connection, TableState table, PartitionSpec partition, String select)
      throws SQLException {
    long segment = ids.next();
    long rows =
        connection.execute(
            "INSERT INTO "
                + table.dataTable()
                + " SELECT "
                + segment
                + ", row_number() OVER () - 1, "
                + PartitionRouting.stored(table, partition)
                + " FROM ("
                + select
                + ")");
    return rows == 0 ? Map.of() : Map.of(segment, partition);
  }

  static List<SegmentState> measured(
      DuckConnection connection, TableState table, Map<Long, PartitionSpec> written)
      throws SQLException {
    List<SegmentState> segments = new ArrayList<>();
    connection.query(
        "SELECT \"$segment\", count(*), CAST("
            + RowSize.expression(table.columns())
            + " AS BIGINT) FROM "
            + table.dataTable()
            + " WHERE "
            + among(written.keySet())
            + " GROUP BY \"$segment\"",
        row -> {
          long id = row.getLong(1);
          PartitionSpec partition = written.getOrDefault(id, PartitionSpec.EMPTY);
          segments.add(new SegmentState(id, partition, row.getLong(2), row.getLong(3)));
        });
    return segments;
  }

  private Set<String> recordBlobs(DuckConnection connection, TableState table, Set<Long> segments)
      throws SQLException {
    String query = BlobReferences.query(table, among(segments));
    Set<String> references = new HashSet<>();
    if (query == null) {
      return references;
    }
    String recorded = CatalogStore.table("blob_references");
    connection.execute("INSERT INTO " + recorded + " " + query);
    connection.query(
        "SELECT DISTINCT reference FROM "
            + recorded
            + " WHERE segment IN ("
            + CatalogStore.list(segments)
            + ")",
        row -> references.add(row.getString(1)));
    for (String reference : references) {
      if (!knownBlob.test(reference)) {
        throw new EngineException(
            Kind.INVALID_ARGUMENT,
            "A row refers to blob '" + reference + "', which does not exist");
      }
    }
    return references;
  }

  private static String among(Set<Long> segments) {
    return "\"$segment\" IN (" + CatalogStore.list(segments) + ")";
  }
}
