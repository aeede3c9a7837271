package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table at one version: its description and the committed segments. Immutable.
 *
 * @param segments sorted by id
 * @param partitions every partition, with rows or without
 * @param delta null for a table without a primary key
 */
record TableState(
    long id,
    TableName name,
    String comment,
    List<Column> columns,
    List<Column> partitionColumns,
    TableOptions options,
    long version,
    Instant created,
    Instant modified,
    List<SegmentState> segments,
    Map<PartitionSpec, Times> partitions,
    @Nullable DeltaState delta) {

  /** When a partition was made and last written. */
  record Times(Instant created, Instant modified) {}

  TableState {
    columns = List.copyOf(columns);
    partitionColumns = List.copyOf(partitionColumns);
    segments = List.copyOf(segments);
    partitions = Map.copyOf(partitions);
  }

  /** The DuckDB table that holds the rows of all segments. */
  String dataTable() {
    return dataTable(options.dataId());
  }

  static String dataTable(long dataId) {
    return CatalogStore.DATA + ".d_" + dataId;
  }

  long lifecycleDays() {
    return options.lifecycleDays();
  }

  boolean partitioned() {
    return !partitionColumns.isEmpty();
  }

  /** Data columns, then partition columns. */
  List<Column> allColumns() {
    return Stream.concat(columns.stream(), partitionColumns.stream()).toList();
  }

  /** The column of this name in any case, null if there is none. */
  @Nullable Column column(String columnName) {
    return allColumns().stream()
        .filter(column -> column.name().equalsIgnoreCase(columnName))
        .findFirst()
        .orElse(null);
  }

  /** Names of the partition columns that the spec does not fix, in order. */
  List<Column> notFixed(PartitionSpec fixed) {
    return partitionColumns.stream()
        .filter(column -> !fixed.values().containsKey(column.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** Refuses a spec that names a column which is not a partition column. */
  void checkSpec(PartitionSpec spec) {
    Set<String> known =
        partitionColumns.stream()
            .map(column -> column.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    for (String column : spec.values().keySet()) {
      if (!known.contains(column)) {
        throw new EngineException(
            Kind.INVALID_ARGUMENT,
            "Table " + name.text() + " has no partition column " + column + "; it has " + known);
      }
    }
  }

  /** The next version, with segments exchanged and partitions made or touched. */
  TableState with(
      Collection<Long> removed,
      Collection<SegmentState> added,
      Collection<PartitionSpec> touched,
      Instant now) {
    List<SegmentState> next = new ArrayList<>(segments);
    if (!removed.isEmpty()) {
      Set<Long> gone = Set.copyOf(removed);
      next.removeIf(segment -> gone.contains(segment.id()));
    }
    next.addAll(added);
    next.sort(Comparator.comparingLong(SegmentState::id));
    Map<PartitionSpec, Times> nextPartitions = new HashMap<>(partitions);
    for (PartitionSpec spec : touched) {
      Times before = nextPartitions.get(spec);
      nextPartitions.put(spec, new Times(before == null ? now : before.created(), now));
    }
    return at(version + 1, now, next, nextPartitions, delta);
  }

  /** The next version without these partitions; their segments must be gone. */
  TableState without(Collection<PartitionSpec> dropped, Instant now) {
    Set<PartitionSpec> gone = Set.copyOf(dropped);
    List<Long> segmentsGone =
        segments.stream()
            .filter(segment -> gone.contains(segment.partition()))
            .map(SegmentState::id)
            .toList();
    TableState next = with(segmentsGone, List.of(), List.of(), now);
    Map<PartitionSpec, Times> left = new HashMap<>(partitions);
    left.keySet().removeAll(gone);
    return at(next.version(), now, next.segments(), left, delta);
  }

  /** The same description with other contents. */
  private TableState at(
      long newVersion,
      Instant now,
      List<SegmentState> newSegments,
      Map<PartitionSpec, Times> newPartitions,
      @Nullable DeltaState newDelta) {
    return new TableState(
        id,
        name,
        comment,
        columns,
        partitionColumns,
        options,
        newVersion,
        created,
        now,
        newSegments,
        newPartitions,
        newDelta);
  }

  /** The same rows under another description. */
  TableState described(
      String newComment, List<Column> newColumns, TableOptions newOptions, Instant now) {
    return new TableState(
        id,
        name,
        newComment,
        newColumns,
        partitionColumns,
        newOptions,
        version,
        created,
        now,
        segments,
        partitions,
        delta);
  }

  /** The same table under another name. */
  TableState renamed(TableName newName, Instant now) {
    return new TableState(
        id,
        newName,
        comment,
        columns,
        partitionColumns,
        options,
        version,
        created,
        now,
        segments,
        partitions,
        delta);
  }

  /** The segments with the table's rows, then those that only its log of changes has. */
  List<SegmentState> stored() {
    if (delta == null) {
      return segments;
    }
    Set<SegmentState> stored = new LinkedHashSet<>(segments);
    delta.changes().forEach(change -> stored.add(change.segment()));
    return List.copyOf(stored);
  }

  /** The same version with more in the log of changes; of a table that has no log, the same. */
  TableState logging(Collection<DeltaState.Change> changes) {
    return delta == null
        ? this
        : at(
            version,
            modified,
            segments,
            partitions,
            delta.with(changes, modified.minus(TableProperties.retention(options.properties()))));
  }

  /** The same version, whose log says of the rows of {@code before} that are gone: deleted. */
  TableState loggingDeleted(TableState before) {
    List<SegmentState> gone = new ArrayList<>(before.segments());
    gone.removeAll(new HashSet<>(segments));
    return logging(
        gone.stream()
            .map(
                segment ->
                    new DeltaState.Change(segment, DeltaState.Images.DELETED, version, modified))
            .toList());
  }

  TableDescription description() {
    return new TableDescription(
        id,
        name,
        comment,
        columns,
        partitionColumns,
        options.lifecycleDays(),
        options.properties(),
        options.schemaVersion(),
        segments.stream().mapToLong(SegmentState::rows).sum(),
        segments.stream().mapToLong(SegmentState::bytes).sum(),
        version,
        created,
        modified,
        delta == null ? List.of() : delta.primaryKey());
  }

  /** Partitions in the order of their values as text. */
  List<PartitionDescription> partitionDescriptions() {
    Map<PartitionSpec, long[]> sizes = new LinkedHashMap<>();
    for (SegmentState segment : segments) {
      long[] size = sizes.computeIfAbsent(segment.partition(), spec -> new long[2]);
      size[0] += segment.rows();
      size[1] += segment.bytes();
    }
    return partitions.entrySet().stream()
        .map(
            partition -> {
              long[] size = sizes.getOrDefault(partition.getKey(), new long[2]);
              Times times = partition.getValue();
              return new PartitionDescription(
                  partition.getKey(), size[0], size[1], times.created(), times.modified());
            })
        .sorted(Comparator.comparing(partition -> partition.spec().text()))
        .toList();
  }

  /** The view's text: the committed rows under the table's own column names. */
  String viewSql() {
    String names =
        allColumns().stream()
            .map(column -> DuckSql.name(column.name()))
            .collect(Collectors.joining(", "));
    String ids =
        segments.stream()
            .map(segment -> Long.toString(segment.id()))
            .collect(Collectors.joining(", "));
    return "CREATE OR REPLACE VIEW "
        + DuckSql.table(name)
        + " AS SELECT "
        + names
        + " FROM "
        + dataTable()
        + " WHERE "
        + (segments.isEmpty() ? "false" : "\"$segment\" IN (" + ids + ")");
  }
}
