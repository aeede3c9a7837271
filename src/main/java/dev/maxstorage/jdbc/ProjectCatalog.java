package dev.maxstorage.jdbc;

import dev.maxstorage.control.FunctionSummary;
import dev.maxstorage.control.TableDescription;
import dev.maxstorage.control.TableSummary;
import dev.maxstorage.control.Tables;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the control plane tells of projects, schemas, tables and functions, by few requests: those
 * of different schemas in parallel, tables described a hundred at a time, answers kept for a short
 * time.
 *
 * <p><b>Threads:</b> any. <b>Source:</b> control-plane document, chapters 7, 8 and 17.
 */
final class ProjectCatalog {
  private final Supplier<Tables> tables;
  private final MetadataCache cache;
  private volatile boolean describesOneByOne;

  ProjectCatalog(Clients clients) {
    this.tables = () -> clients.tables(clients.scope());
    this.cache = new MetadataCache(clients.metadataCache(), InstantSource.system());
  }

  /** A list that may be kept; the class tells it from others of the same key. */
  private record Names(List<String> names) {}

  private record Summaries(List<TableSummary> tables) {}

  private record Functions(List<FunctionSummary> functions) {}

  private static List<String> key(String what, String... names) {
    List<String> key = new ArrayList<>(List.of(what));
    for (String name : names) {
      key.add(name.toLowerCase(Locale.ROOT));
    }
    return key;
  }

  private static List<String> key(Target.Table table) {
    return key("table", table.project(), table.schema(), table.table());
  }

  /** The projects that the key may list, and in any case the one that is given. */
  List<String> projects(String current) throws IOException {
    return cache
        .get(Names.class, key("projects", current), () -> new Names(askForProjects(current)))
        .names();
  }

  private List<String> askForProjects(String current) throws IOException {
    List<String> projects;
    try {
      projects = new ArrayList<>(tables.get().projects());
    } catch (ServiceException e) {
      if (e.status() == 401 || e.status() == 403 || e.status() == 404 || e.status() == 405) {
        return List.of(current); // most keys may not list projects
      }
      throw e;
    }
    if (projects.stream().noneMatch(current::equalsIgnoreCase)) {
      projects.add(current);
    }
    return projects.stream().sorted().distinct().toList();
  }

  /** The schemas of a project, sorted. */
  List<String> schemas(String project) throws IOException {
    return cache
        .get(
            Names.class,
            key("schemas", project),
            () -> new Names(tables.get().schemas(project).stream().sorted().toList()))
        .names();
  }

  /** Tables and views of schemas, in the order of the schemas. */
  List<List<TableSummary>> tables(String project, List<String> schemas, String prefix)
      throws IOException {
    return ParallelRequests.all(
        schemas,
        schema ->
            cache
                .get(
                    Summaries.class,
                    key("tables", project, schema, prefix),
                    () -> new Summaries(tables.get().tables(project, schema, prefix)))
                .tables());
  }

  /** The functions of schemas, in the order of the schemas. */
  List<List<FunctionSummary>> functions(String project, List<String> schemas, String prefix)
      throws IOException {
    return ParallelRequests.all(
        schemas,
        schema ->
            cache
                .get(
                    Functions.class,
                    key("functions", project, schema, prefix),
                    () -> new Functions(tables.get().functions(project, schema, prefix)))
                .functions());
  }

  /** The columns of a primary key; empty if there is none, or no such table. */
  List<String> primaryKey(Target.Table table) throws IOException {
    return cache
        .get(
            Names.class,
            key("primary key", table.project(), table.schema(), table.table()),
            () -> new Names(askForPrimaryKey(table)))
        .names();
  }

  private List<String> askForPrimaryKey(Target.Table table) throws IOException {
    try {
      return tables.get().primaryKey(table);
    } catch (ServiceException e) {
      if (e.status() == 404) {
        return List.of();
      }
      throw e;
    }
  }

  /** A table, or null if there is none. */
  @Nullable TableDescription describe(Target.Table table) throws IOException {
    TableDescription kept = cache.kept(TableDescription.class, key(table));
    if (kept != null) {
      return kept;
    }
    long before = MetadataCache.definitions();
    try {
      TableDescription described = tables.get().describe(table);
      cache.put(key(table), described, before);
      return described;
    } catch (ServiceException e) {
      if (e.status() == 404) {
        return null;
      }
      throw e;
    }
  }

  /** Tables of one project in the given order; those that are gone by now are left out. */
  List<TableDescription> describe(String project, List<Target.Table> wanted) throws IOException {
    List<Target.Table> missing =
        wanted.stream()
            .filter(table -> cache.kept(TableDescription.class, key(table)) == null)
            .toList();
    Map<Object, TableDescription> found = new HashMap<>();
    for (TableDescription each : describeMissing(project, missing)) {
      found.put(key(each.table()), each);
    }
    List<TableDescription> all = new ArrayList<>();
    for (Target.Table table : wanted) {
      TableDescription asked = found.get(key(table));
      TableDescription described =
          asked == null ? cache.kept(TableDescription.class, key(table)) : asked;
      if (described != null) {
        all.add(described);
      }
    }
    return all;
  }

  private List<TableDescription> describeMissing(String project, List<Target.Table> missing)
      throws IOException {
    if (missing.size() > 1 && !describesOneByOne) {
      try {
        return ParallelRequests.all(hundreds(missing), tables -> describeHundred(project, tables))
            .stream()
            .flatMap(List::stream)
            .toList();
      } catch (ServiceException e) {
        if (e.hasCode("NoSuchProject") || !Tables.isUnknownCall(e)) {
          throw e;
        }
        describesOneByOne = true;
      }
    }
    return ParallelRequests.all(missing, table -> found(describe(table))).stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<TableDescription> found(@Nullable TableDescription table) {
    return table == null ? List.of() : List.of(table);
  }

  private List<TableDescription> describeHundred(String project, List<Target.Table> wanted)
      throws IOException {
    long before = MetadataCache.definitions();
    List<TableDescription> found = tables.get().describeAll(project, wanted);
    found.forEach(table -> cache.put(key(table.table()), table, before));
    return found;
  }

  private static List<List<Target.Table>> hundreds(List<Target.Table> tables) {
    List<List<Target.Table>> parts = new ArrayList<>();
    for (int from = 0; from < tables.size(); from += Tables.MOST_AT_ONCE) {
      parts.add(tables.subList(from, Math.min(tables.size(), from + Tables.MOST_AT_ONCE)));
    }
    return parts;
  }
}
