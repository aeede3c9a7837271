package dev.maxstorage.warehouse;

import dev.maxstorage.types.TimeUnits;
import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.EngineException;
import dev.maxstorage.warehouse.engine.PartitionSpec;
import dev.maxstorage.warehouse.engine.ReadRange;
import dev.maxstorage.warehouse.engine.RowStream;
import dev.maxstorage.warehouse.engine.Snapshot;
import dev.maxstorage.warehouse.engine.SnapshotRequest;
import dev.maxstorage.warehouse.engine.TableDescription;
import dev.maxstorage.warehouse.engine.VersionRange;
import dev.maxstorage.wire.CreateReadSessionRequest;
import dev.maxstorage.wire.TableReadRequest;
import java.util.List;

/** Takes the snapshots of read sessions. Source: Storage API document, 4.1, 4.8 and 4.10. */
final class ReadSnapshots {
  private final Engine engine;
  private final TestSwitches switches;

  ReadSnapshots(Engine engine, TestSwitches switches) {
    this.engine = engine;
    this.switches = switches;
  }

  /** The rows that a session asks for; to be closed. */
  Snapshot take(TableDescription table, Projection projection, CreateReadSessionRequest body) {
    List<PartitionSpec> partitions =
        body.requiredPartitions().stream().map(t -> ReadActions.partition(table, t)).toList();
    VersionRange versions =
        body.incrementalRead()
            ? IncrementalRead.versions(table, body.incrementalReadOptions())
            : null;
    SnapshotRequest wanted =
        new SnapshotRequest(
            Projection.names(projection.columns()),
            partitions,
            filter(body),
            body.splitOptions().crossPartition()
                ? SnapshotRequest.Order.WRITTEN
                : SnapshotRequest.Order.BY_PARTITION,
            hasBucket(body) ? versions : NOTHING);
    try {
      return engine.snapshot(table.name(), wanted);
    } catch (EngineException e) {
      boolean refused =
          switch (e.kind()) {
            case SYNTAX, UNSUPPORTED, INVALID_ARGUMENT -> true;
            default -> false;
          };
      if (!refused || body.filterPredicate().isBlank()) {
        throw e;
      }
      if (!body.filterPredicateFallback()) {
        throw Refusal.badRequest("FilterPredicate is refused: " + e.getMessage());
      }
      return engine.snapshot(table.name(), wanted.unfiltered());
    }
  }

  /** No commit at all. */
  private static final VersionRange NOTHING =
      new VersionRange(
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          VersionRange.ALL.afterTime(),
          VersionRange.ALL.upToTime());

  /** Every table has one bucket, number 0. */
  private static boolean hasBucket(CreateReadSessionRequest body) {
    return body.requiredBucketIds().isEmpty() || body.requiredBucketIds().contains(0);
  }

  private String filter(CreateReadSessionRequest body) {
    String filter = body.filterPredicate();
    if (filter.isBlank()) {
      return "";
    }
    return switch (switches.position(TestSwitches.Filters.class)) {
      case EXACT, COARSE -> filter;
      case IGNORE -> "";
      case REJECT -> throw rejected();
      case REJECT_UNLESS_FALLBACK -> {
        if (!body.filterPredicateFallback()) {
          throw rejected();
        }
        yield "";
      }
    };
  }

  private static Refusal rejected() {
    return Refusal.badRequest("FilterPredicate is refused by a test switch");
  }

  /** The runs of rows that no split may cross. */
  static List<Splits.Run> runs(Snapshot snapshot, CreateReadSessionRequest body) {
    return body.splitOptions().crossPartition()
        ? List.of(new Splits.Run(snapshot.rows(), snapshot.bytes()))
        : snapshot.partitionRows().stream()
            .map(run -> new Splits.Run(run.rows(), run.bytes()))
            .toList();
  }

  /** The rows before the filter, or after it if a test switch says so. */
  long recordCount(Snapshot snapshot, Splits splits) {
    if (switches.is(TestSwitches.RecordCounts.BEFORE_FILTER) || splits.count() < 0) {
      return snapshot.rows();
    }
    ReadRange all =
        new ReadRange(
            0,
            snapshot.rows(),
            TableReadRequest.MAX_BATCH_ROWS,
            List.of(snapshot.columns().get(0).name()),
            TimeUnits.DEFAULT);
    long count = 0;
    try (RowStream rows = engine.read(snapshot, all)) {
      while (rows.next()) {
        count += rows.root().getRowCount();
      }
    }
    return count;
  }
}
