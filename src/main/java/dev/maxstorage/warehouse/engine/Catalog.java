package dev.maxstorage.warehouse.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of every table, and which segments are still read although no version has
 * them. Every method is one short step under the monitor; nothing here touches the database.
 */
final class Catalog {
  private final TreeSet<String> projects = new TreeSet<>();
  private final Map<TableName, TableState> tables =
      new TreeMap<>(Comparator.comparing(TableName::text));
  private final Map<Long, TableState> byId = new HashMap<>();

  /** Segment to the number of snapshots and streams that may read it. */
  private final Map<Long, Integer> pins = new HashMap<>();

  /** Segments that no version has and that have not been given out for removal. */
  private final Map<Long, SegmentGarbage> retired = new HashMap<>();

  /** A segment that nobody can reach any more. */
  record SegmentGarbage(long tableId, long segment, boolean tableDropped) {}

  Catalog(Collection<String> projects, Collection<TableState> tables) {
    this.projects.addAll(projects);
    tables.forEach(this::put);
  }

  private void put(TableState table) {
    tables.put(table.name(), table);
    byId.put(table.id(), table);
  }

  synchronized void addProject(String project) {
    projects.add(project);
  }

  synchronized boolean hasProject(String project) {
    return projects.contains(project);
  }

  synchronized List<String> projects() {
    return List.copyOf(projects);
  }

  synchronized @Nullable TableState table(TableName name) {
    return tables.get(name);
  }

  synchronized @Nullable TableState table(long id) {
    return byId.get(id);
  }

  /** What a statement may know of the table or view of this name, null if there is none. */
  synchronized RelationLookup.@Nullable Stored relation(TableName name) {
    TableState table = tables.get(name);
    return table == null ? null : new RelationLookup.Table(table.allColumns());
  }

  synchronized List<TableState> tables(String project, String schema) {
    return tables.values().stream()
        .filter(table -> table.name().project().equals(project))
        .filter(table -> table.name().schema().equals(schema))
        .toList();
  }

  synchronized List<TableState> tables() {
    return List.copyOf(tables.values());
  }

  /** Adds a table or puts its next version in place; segments that it lost are retired. */
  synchronized void replace(TableState next) {
    TableState before = byId.get(next.id());
    if (before != null) {
      tables.remove(before.name());
      List<SegmentState> lost = new ArrayList<>(before.stored());
      lost.removeAll(new HashSet<>(next.stored()));
      lost.forEach(segment -> retire(next.id(), segment.id(), false));
    }
    put(next);
  }

  /** Forgets a table; all its segments are retired. */
  synchronized void remove(TableState table) {
    tables.remove(table.name());
    TableState last = byId.remove(table.id());
    if (last != null) {
      last.stored().forEach(segment -> retire(table.id(), segment.id(), true));
    }
    retired.replaceAll(
        (id, garbage) ->
            garbage.tableId() == table.id() ? new SegmentGarbage(table.id(), id, true) : garbage);
  }

  private void retire(long tableId, long segment, boolean tableDropped) {
    retired.put(segment, new SegmentGarbage(tableId, segment, tableDropped));
  }

  /** The table's newest version with its segments pinned, null if there is no such table. */
  synchronized @Nullable TableState pinned(TableName name) {
    TableState table = tables.get(name);
    if (table != null) {
      pin(table.segments());
    }
    return table;
  }

  /** Pins once more segments that the caller has pinned. */
  synchronized void pin(Collection<SegmentState> segments) {
    segments.forEach(segment -> pins.merge(segment.id(), 1, Integer::sum));
  }

  synchronized void unpin(Collection<SegmentState> segments) {
    segments.forEach(
        segment -> pins.computeIfPresent(segment.id(), (id, n) -> n == 1 ? null : n - 1));
  }

  /** Gives out, once, the retired segments that nobody reads. */
  synchronized List<SegmentGarbage> garbage() {
    List<SegmentGarbage> garbage =
        retired.values().stream().filter(segment -> !pins.containsKey(segment.segment())).toList();
    garbage.forEach(segment -> retired.remove(segment.segment()));
    return garbage;
  }

  /** Whether a dropped table still has retired segments that somebody reads. */
  synchronized boolean awaited(long tableId) {
    return retired.values().stream().anyMatch(segment -> segment.tableId() == tableId);
  }
}
