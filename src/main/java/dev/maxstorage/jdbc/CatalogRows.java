package dev.maxstorage.jdbc;

import dev.maxstorage.control.FunctionSummary;
import dev.maxstorage.control.TableDescription;
import dev.maxstorage.control.TableKind;
import dev.maxstorage.control.TableSummary;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.TypeMapping;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of JDBC metadata that the control plane answers. No catalog means the project of the
 * connection; the empty one, and a project that does not exist, have nothing. Source: control-plane
 * document, chapter 17.
 */
final class CatalogRows {
  /** The values of TABLE_TYPE, sorted. */
  static final List<String> TABLE_TYPES =
      Stream.of(TableKind.values()).map(TableKind::jdbcName).sorted().toList();

  private final MaxStorageConnection connection;
  private final ProjectCatalog catalog;

  CatalogRows(MaxStorageConnection connection) {
    this.connection = connection;
    this.catalog = connection.catalog();
  }

  /** Rows of a project. */
  private interface Rows {
    List<List<@Nullable Object>> of(String project) throws IOException, SQLException;
  }

  /** The rows of the project that a catalog argument names. */
  private List<List<@Nullable Object>> in(@Nullable String project, Rows rows)
      throws IOException, SQLException {
    String current = connection.getCatalog();
    if (project == null || project.equalsIgnoreCase(current)) {
      return rows.of(current);
    } else if (project.isEmpty()) {
      return List.of();
    }
    try {
      return rows.of(project);
    } catch (ServiceException e) {
      if (e.status() == 404) {
        return List.of();
      }
      throw e;
    }
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return new ArrayList<>(Arrays.asList(values));
  }

  private static Comparator<List<@Nullable Object>> by(int column) {
    return Comparator.comparing(row -> String.valueOf(row.get(column)));
  }

  List<List<@Nullable Object>> catalogs() throws IOException, SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (String project : catalog.projects(connection.getCatalog())) {
      rows.add(row(project));
    }
    return rows;
  }

  private List<String> schemaNames(String project, NamePattern pattern) throws IOException {
    return catalog.schemas(project).stream().filter(pattern::matches).toList();
  }

  List<List<@Nullable Object>> schemas(@Nullable String project, NamePattern pattern)
      throws IOException, SQLException {
    return in(
        project,
        name -> schemaNames(name, pattern).stream().map(schema -> row(schema, name)).toList());
  }

  /** Sorted by type, catalog, schema and name, as JDBC says. */
  List<List<@Nullable Object>> tables(
      @Nullable String project,
      NamePattern schemaPattern,
      NamePattern tablePattern,
      @Nullable List<String> types)
      throws IOException, SQLException {
    return in(project, name -> tablesIn(name, schemaPattern, tablePattern, types));
  }

  private List<List<@Nullable Object>> tablesIn(
      String project,
      NamePattern schemaPattern,
      NamePattern tablePattern,
      @Nullable List<String> types)
      throws IOException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    if (types != null && types.stream().noneMatch(TABLE_TYPES::contains)) {
      return rows;
    }
    List<String> schemas = schemaNames(project, schemaPattern);
    List<List<TableSummary>> listed = catalog.tables(project, schemas, tablePattern.prefix());
    for (int i = 0; i < schemas.size(); i++) {
      for (TableSummary table : sorted(listed.get(i), tablePattern)) {
        String type = table.kind().jdbcName();
        if (types == null || types.contains(type)) {
          rows.add(
              row(
                  project,
                  schemas.get(i),
                  table.name(),
                  type,
                  table.comment(),
                  null,
                  null,
                  null,
                  null,
                  null));
        }
      }
    }
    rows.sort(by(3));
    return rows;
  }

  private static List<TableSummary> sorted(List<TableSummary> tables, NamePattern pattern) {
    return tables.stream()
        .filter(table -> pattern.matches(table.name()))
        .sorted(Comparator.comparing(TableSummary::name))
        .toList();
  }

  /** Data columns first, then partition columns; ordinals go on. */
  List<List<@Nullable Object>> columns(
      @Nullable String project,
      NamePattern schemaPattern,
      NamePattern tablePattern,
      NamePattern columnPattern)
      throws IOException, SQLException {
    return in(
        project,
        name -> {
          List<List<@Nullable Object>> rows = new ArrayList<>();
          for (TableDescription table : described(name, schemaPattern, tablePattern)) {
            ColumnRows.add(rows, table, columnPattern);
          }
          return rows;
        });
  }

  private List<TableDescription> described(
      String project, NamePattern schemaPattern, NamePattern tablePattern) throws IOException {
    List<String> schemas = schemaNames(project, schemaPattern);
    List<Target.Table> wanted = new ArrayList<>();
    if (tablePattern.isExact() && !tablePattern.prefix().isEmpty()) {
      for (String schema : schemas) {
        wanted.add(new Target.Table(project, schema, tablePattern.prefix()));
      }
    } else {
      List<List<TableSummary>> listed = catalog.tables(project, schemas, tablePattern.prefix());
      for (int i = 0; i < schemas.size(); i++) {
        for (TableSummary table : sorted(listed.get(i), tablePattern)) {
          wanted.add(new Target.Table(project, schemas.get(i), table.name()));
        }
      }
    }
    return catalog.describe(project, wanted);
  }

  /** The key of a Delta table, sorted by column name, as JDBC says; other tables have none. */
  List<List<@Nullable Object>> primaryKeys(
      @Nullable String project, @Nullable String schema, String table)
      throws IOException, SQLException {
    return in(
        project,
        name -> {
          Target.Table target = target(name, schema, table);
          List<String> key = catalog.primaryKey(target);
          List<List<@Nullable Object>> rows = new ArrayList<>();
          for (int i = 0; i < key.size(); i++) {
            rows.add(row(target.project(), target.schema(), table, key.get(i), i + 1, null));
          }
          rows.sort(by(3));
          return rows;
        });
  }

  /** The primary key again: it identifies a row as long as the row is there. */
  List<List<@Nullable Object>> rowIdentifiers(
      @Nullable String project, @Nullable String schema, String table)
      throws IOException, SQLException {
    return in(
        project,
        name -> {
          Target.Table target = target(name, schema, table);
          List<String> key = catalog.primaryKey(target);
          TableDescription described = key.isEmpty() ? null : catalog.describe(target);
          if (described == null) {
            return List.of();
          }
          return described.allColumns().stream()
              .filter(column -> key.stream().anyMatch(column.name()::equalsIgnoreCase))
              .map(CatalogRows::rowIdentifier)
              .toList();
        });
  }

  private static List<@Nullable Object> rowIdentifier(Column column) {
    TypeMapping type = TypeMapping.of(column.type());
    return row(
        DatabaseMetaData.bestRowSession,
        column.name(),
        type.sqlType(),
        type.typeName(),
        type.precision(),
        null,
        ColumnRows.digits(type),
        DatabaseMetaData.bestRowNotPseudo);
  }

  private Target.Table target(String project, @Nullable String schema, String table)
      throws SQLException {
    return new Target.Table(project, schema == null ? connection.getSchema() : schema, table);
  }

  /** User-defined functions, sorted by schema and name; those built in are in no schema. */
  List<List<@Nullable Object>> functions(
      @Nullable String project, NamePattern schemaPattern, NamePattern namePattern)
      throws IOException, SQLException {
    return in(
        project,
        name -> {
          List<List<@Nullable Object>> rows = new ArrayList<>();
          List<String> schemas = schemaNames(name, schemaPattern);
          List<List<FunctionSummary>> listed =
              catalog.functions(name, schemas, namePattern.prefix());
          for (int i = 0; i < schemas.size(); i++) {
            String schema = schemas.get(i);
            listed.get(i).stream()
                .filter(function -> namePattern.matches(function.name()))
                .sorted(Comparator.comparing(FunctionSummary::name))
                .map(
                    function ->
                        row(
                            name,
                            schema,
                            function.name(),
                            function.className(),
                            DatabaseMetaData.functionResultUnknown,
                            function.name()))
                .forEach(rows::add);
          }
          return rows;
        });
  }

  /** Sorted by the number of the JDBC type, as JDBC says. */
  static List<List<@Nullable Object>> types() {
    List<TypeMapping> sorted = new ArrayList<>(TypeMapping.all());
    sorted.sort(Comparator.comparingInt(TypeMapping::sqlType));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (TypeMapping type : sorted) {
      rows.add(
          row(
              type.typeName(),
              type.sqlType(),
              type.precision(),
              type.literalPrefix(),
              type.literalSuffix(),
              type.createParameters(),
              DatabaseMetaData.typeNullable,
              type.caseSensitive(),
              type.searchable(),
              !type.signed(),
              false,
              false,
              null,
              0,
              type.scale(),
              null,
              null,
              type.radix() > 0 ? type.radix() : null));
    }
    return rows;
  }
}
