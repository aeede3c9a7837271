package dev.maxstorage.jdbc;

import dev.maxstorage.control.TableDescription;
import dev.maxstorage.control.TableKind;
import dev.maxstorage.control.TableSummary;
import dev.maxstorage.control.Tables;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.TypeMapping;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of JDBC metadata that the control plane answers. Source: control-plane document, chapter
 * 17.
 */
final class CatalogRows {
  /** The values of TABLE_TYPE, sorted. */
  static final List<String> TABLE_TYPES =
      Stream.of(TableKind.values()).map(TableKind::jdbcName).sorted().toList();

  private final MaxStorageConnection connection;
  private final Tables tables;

  CatalogRows(MaxStorageConnection connection) {
    this.connection = connection;
    this.tables = connection.clients().tables(connection.clients().scope());
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return new ArrayList<>(Arrays.asList(values));
  }

  /** The current project alone: most keys may not list projects. */
  List<List<@Nullable Object>> catalogs() throws SQLException {
    return List.of(row(connection.getCatalog()));
  }

  private boolean isElsewhere(@Nullable String catalog) throws SQLException {
    return catalog != null && !catalog.equalsIgnoreCase(connection.getCatalog());
  }

  private List<String> schemaNames(NamePattern pattern) throws IOException, SQLException {
    return tables.schemas(connection.getCatalog()).stream()
        .filter(pattern::matches)
        .sorted()
        .toList();
  }

  List<List<@Nullable Object>> schemas(@Nullable String catalog, NamePattern pattern)
      throws IOException, SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    if (!isElsewhere(catalog)) {
      for (String schema : schemaNames(pattern)) {
        rows.add(row(schema, connection.getCatalog()));
      }
    }
    return rows;
  }

  /** Sorted by type, catalog, schema and name, as JDBC says. */
  List<List<@Nullable Object>> tables(
      @Nullable String catalog,
      NamePattern schemaPattern,
      NamePattern tablePattern,
      @Nullable List<String> types)
      throws IOException, SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    if (isElsewhere(catalog)) {
      return rows;
    }
    for (String schema : schemaNames(schemaPattern)) {
      for (TableSummary table : matching(schema, tablePattern)) {
        if (types == null || types.contains(table.kind().jdbcName())) {
          rows.add(
              row(
                  connection.getCatalog(),
                  schema,
                  table.name(),
                  table.kind().jdbcName(),
                  table.comment(),
                  null,
                  null,
                  null,
                  null,
                  null));
        }
      }
    }
    rows.sort(Comparator.comparing((List<@Nullable Object> row) -> String.valueOf(row.get(3))));
    return rows;
  }

  private List<TableSummary> matching(String schema, NamePattern pattern)
      throws IOException, SQLException {
    return tables.tables(connection.getCatalog(), schema, pattern.prefix()).stream()
        .filter(table -> pattern.matches(table.name()))
        .sorted(Comparator.comparing(TableSummary::name))
        .toList();
  }

  /** Data columns first, then partition columns; ordinals go on. */
  List<List<@Nullable Object>> columns(
      @Nullable String catalog,
      NamePattern schemaPattern,
      NamePattern tablePattern,
      NamePattern columnPattern)
      throws IOException, SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    if (isElsewhere(catalog)) {
      return rows;
    }
    for (String schema : schemaNames(schemaPattern)) {
      for (TableSummary table : matching(schema, tablePattern)) {
        TableDescription described = describe(schema, table.name());
        if (described == null) {
          continue;
        }
        List<Column> columns = described.allColumns();
        for (int i = 0; i < columns.size(); i++) {
          if (columnPattern.matches(columns.get(i).name())) {
            rows.add(columnRow(described.table(), columns.get(i), i + 1));
          }
        }
      }
    }
    return rows;
  }

  /** A table that was dropped since it was listed is left out. */
  private @Nullable TableDescription describe(String schema, String table)
      throws IOException, SQLException {
    try {
      return tables.describe(new Target.Table(connection.getCatalog(), schema, table));
    } catch (ServiceException e) {
      if (e.status() == 404) {
        return null;
      }
      throw e;
    }
  }

  /** The key of a Delta table, sorted by column name, as JDBC says; other tables have none. */
  List<List<@Nullable Object>> primaryKeys(
      @Nullable String catalog, @Nullable String schema, String table)
      throws IOException, SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    if (isElsewhere(catalog)) {
      return rows;
    }
    String inSchema = schema == null ? connection.getSchema() : schema;
    Target.Table target = new Target.Table(connection.getCatalog(), inSchema, table);
    List<String> key;
    try {
      key = tables.primaryKey(target);
    } catch (ServiceException e) {
      if (e.status() == 404) {
        return rows;
      }
      throw e;
    }
    for (int i = 0; i < key.size(); i++) {
      rows.add(row(target.project(), target.schema(), table, key.get(i), i + 1, null));
    }
    rows.sort(Comparator.comparing((List<@Nullable Object> row) -> String.valueOf(row.get(3))));
    return rows;
  }

  private static List<@Nullable Object> columnRow(Target.Table table, Column column, int ordinal) {
    TypeMapping type = TypeMapping.of(column.type());
    boolean number = type.radix() > 0;
    boolean text = type.sqlType() == Types.VARCHAR || type.sqlType() == Types.CHAR;
    return row(
        table.project(),
        table.schema(),
        table.table(),
        column.name(),
        type.sqlType(),
        type.typeName(),
        type.precision(),
        null,
        number || type.sqlType() == Types.TIMESTAMP ? type.scale() : null,
        number ? type.radix() : null,
        column.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
        column.comment(),
        null,
        null,
        null,
        text ? octets(type.precision()) : null,
        ordinal,
        column.nullable() ? "YES" : "NO",
        null,
        null,
        null,
        null,
        "NO",
        "NO");
  }

  /** Most bytes of a text: UTF-8 takes up to four a character, and a field has a limit. */
  private static int octets(int characters) {
    return (int) Math.min(4L * characters, TypeMapping.MAX_FIELD_BYTES);
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
