package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an INSERT statement, ready for staging.
 *
 * @param fixed partition values that the statement gives
 * @param select gives the data columns and the partition columns not fixed
 */
record InsertedRows(PartitionSpec fixed, String select) {

  /** Matches the statement's columns with the table's. */
  static InsertedRows of(
      DuckConnection connection, TableState table, TranslatedStatement.Insert insert)
      throws SQLException {
    PartitionSpec fixed = fixed(connection, table, insert.partition());
    List<Column> expected =
        Stream.concat(table.columns().stream(), table.notFixed(fixed).stream()).toList();
    List<Column> given = given(table, expected, insert);
    QueryColumns query = QueryColumns.of(insert.rows());
    if (query.count() != given.size()) {
      throw semantic(
          "wrong number of columns: table "
              + table.name().text()
              + " takes "
              + given.size()
              + " here, the statement gives "
              + query.count());
    }
    String operation =
        table.delta() == null
            ? ""
            : "CAST(" + DeltaState.UPSERT + " AS TINYINT) AS " + DeltaState.OPERATION + ", ";
    return new InsertedRows(fixed, "SELECT " + operation + select(expected, given, query));
  }

  /** A query for all columns of a table, each from the query's column of its name. */
  static String all(TableState table, QueryColumns query) {
    List<Column> given = new ArrayList<>();
    for (Column column : query.columns()) {
      given.add(Objects.requireNonNull(table.column(column.name())));
    }
    return "SELECT " + select(table.allColumns(), given, query);
  }

  /** The expected columns out of a query that gives some of them, and its FROM; no SELECT. */
  static String select(List<Column> expected, List<Column> given, QueryColumns query) {
    List<String> values = new ArrayList<>();
    for (Column column : expected) {
      int index = given.indexOf(column);
      String value =
          index < 0
              ? "CAST(NULL AS " + DuckSql.type(column.type()) + ")"
              : assigned(query, index, column);
      values.add(value + " AS " + DuckSql.name(column.name()));
    }
    return String.join(", ", values) + query.from();
  }

  private static String assigned(QueryColumns query, int index, Column column) {
    try {
      return query.assigned(index, column);
    } catch (SqlTypeException e) {
      throw semantic("column " + column.name() + ": " + e.reason());
    }
  }

  private static List<Column> given(
      TableState table, List<Column> expected, TranslatedStatement.Insert insert) {
    if (insert.columns().isEmpty()) {
      return expected;
    }
    List<Column> given = new ArrayList<>();
    for (String name : insert.columns()) {
      Column column = table.column(name);
      if (column == null) {
        throw semantic("column " + name + " cannot be resolved in table " + table.name().text());
      }
      if (!expected.contains(column)) {
        throw semantic("column " + name + " has a value in the PARTITION clause already");
      }
      if (given.contains(column)) {
        throw semantic("column " + name + " is given twice");
      }
      given.add(column);
    }
    for (Column column : expected) {
      if (!given.contains(column) && table.partitionColumns().contains(column)) {
        if (!insert.partition().containsKey(column.name())) {
          throw semantic("partition column " + column.name() + " has no value");
        }
        given.add(column);
      }
    }
    return given;
  }

  private static PartitionSpec fixed(
      DuckConnection connection, TableState table, Map<String, @Nullable String> partition)
      throws SQLException {
    for (String name : partition.keySet()) {
      if (table.partitionColumns().stream()
          .noneMatch(column -> column.name().equalsIgnoreCase(name))) {
        throw semantic(name + " is not a partition column of table " + table.name().text());
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Column column : table.partitionColumns()) {
      String literal = partition.get(column.name());
      if (literal != null) {
        String type = DuckSql.type(column.type());
        connection.query(
            "SELECT CAST(CAST(" + literal + " AS " + type + ") AS VARCHAR)",
            row -> {
              String value = row.getString(1);
              if (value == null || value.isEmpty()) {
                throw semantic("partition column " + column.name() + " has no value");
              }
              values.put(column.name(), value);
            });
      }
    }
    return values.isEmpty() ? PartitionSpec.EMPTY : new PartitionSpec(values);
  }

  private static EngineException semantic(String reason) {
    return new EngineException(
        Kind.INVALID_ARGUMENT, "ODPS-0130071:[1,1] Semantic analysis exception - " + reason);
  }
}
