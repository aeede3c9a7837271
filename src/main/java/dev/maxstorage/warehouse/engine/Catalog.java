package dev.maxstorage.warehouse.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of every table, and which segments are still read although no version has
 * them. Every method is one short step under the monitor; nothing here touches the database.
 */
final class Catalog {
  /** Project to its schemas by name. */
  private final TreeMap<String, TreeMap<String, SchemaDescription>> projects = new TreeMap<>();

  private final Map<TableName, TableState> tables =
      new TreeMap<>(Comparator.comparing(TableName::text));
  private final Map<Long, TableState> byId = new HashMap<>();
  private final Map<TableName, ViewState> views =
      new TreeMap<>(Comparator.comparing(TableName::text));

  /** Segment to the number of snapshots and streams that may read it. */
  private final Map<Long, Integer> pins = new HashMap<>();

  /** Segments that no version has and that have not been given out for removal. */
  private final Map<Long, SegmentGarbage> retired = new HashMap<>();

  /** Data table that a change of columns left to its segments that have been read ever since. */
  private final Map<Long, Set<Long>> leftData = new HashMap<>();

  /** A segment that nobody can reach any more. */
  record SegmentGarbage(long tableId, long segment, boolean tableDropped) {}

  Catalog(
      Collection<String> projects,
      Collection<SchemaDescription> schemas,
      Collection<TableState> tables,
      Collection<ViewState> views) {
    projects.forEach(this::addProject);
    schemas.forEach(this::addSchema);
    tables.forEach(this::put);
    views.forEach(this::putView);
  }

  private void put(TableState table) {
    tables.put(table.name(), table);
    byId.put(table.id(), table);
  }

  synchronized void putView(ViewState view) {
    views.put(view.name(), view);
  }

  synchronized void removeView(ViewState view) {
    views.remove(view.name());
  }

  synchronized @Nullable ViewState view(TableName name) {
    return views.get(name);
  }

  synchronized List<ViewState> views(String project, String schema) {
    return views.values().stream()
        .filter(view -> view.name().project().equals(project))
        .filter(view -> view.name().schema().equals(schema))
        .toList();
  }

  /** Whether a table or a view has this name. */
  synchronized boolean isTaken(TableName name) {
    return tables.containsKey(name) || views.containsKey(name);
  }

  synchronized void addProject(String project) {
    projects.put(project, new TreeMap<>());
    addSchema(SchemaDescription.defaultOf(project));
  }

  synchronized boolean hasProject(String project) {
    return projects.containsKey(project);
  }

  synchronized List<String> projects() {
    return List.copyOf(projects.keySet());
  }

  synchronized void addSchema(SchemaDescription schema) {
    schemasOf(schema.project()).put(schema.name(), schema);
  }

  synchronized void removeSchema(SchemaDescription schema) {
    schemasOf(schema.project()).remove(schema.name());
  }

  private TreeMap<String, SchemaDescription> schemasOf(String project) {
    return projects.getOrDefault(project, new TreeMap<>());
  }

  /** The schema of this name, null if there is none. */
  synchronized @Nullable SchemaDescription schema(String project, String schema) {
    return schemasOf(project).get(schema);
  }

  /** Schemas of a project, sorted by name. */
  synchronized List<SchemaDescription> schemas(String project) {
    return List.copyOf(schemasOf(project).values());
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
    if (table != null) {
      return new RelationLookup.Table(table.allColumns());
    }
    ViewState view = views.get(name);
    return view == null ? null : view.relation();
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
      if (before.options().dataId() != next.options().dataId()) {
        Set<Long> read = new HashSet<>();
        before.stored().forEach(segment -> read.add(segment.id()));
        read.retainAll(pins.keySet());
        leftData.put(before.options().dataId(), read);
      }
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
    leftData.values().forEach(read -> read.retainAll(pins.keySet()));
  }

  /** Gives out, once, the data tables that changes of columns left and nobody reads. */
  synchronized List<Long> unreadData() {
    List<Long> unread =
        leftData.entrySet().stream()
            .filter(left -> left.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    unread.forEach(leftData::remove);
    return unread;
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
