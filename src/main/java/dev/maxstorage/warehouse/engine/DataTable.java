package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The DuckDB table behind a warehouse table, and which columns it can have. */
final class DataTable {
  private static final int MAX_PRECISION = 38;

  private DataTable() {}

  /** The statement that makes the table; refuses columns that cannot be stored. */
  static String create(TableState table) {
    if (table.columns().isEmpty()) {
      throw invalid("Table " + table.name().text() + " has no columns");
    }
    Set<String> names = new HashSet<>();
    List<String> columns = new ArrayList<>(List.of("\"$segment\" BIGINT", "\"$row\" BIGINT"));
    DeltaState delta = table.delta();
    if (delta != null) {
      delta.primaryKey().forEach(name -> checkKey(table, name));
      columns.add(DeltaState.OPERATION + " TINYINT");
    }
    for (Column column : table.allColumns()) {
      if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
        throw invalid("Column " + column.name() + " is there twice");
      }
      if (column.name().isEmpty() || column.name().startsWith("$")) {
        throw invalid("Column name '" + column.name() + "' is not allowed");
      }
      if (delta != null && column.name().startsWith("__")) {
        throw invalid(
            "Column name '"
                + column.name()
                + "' is not allowed in a delta table: names of system columns begin with __");
      }
      check(column, column.type());
      columns.add(
          DuckSql.name(column.name())
              + " "
              + DuckSql.type(column.type())
              + (column.nullable() || nullWhenDeleted(table, column) ? "" : " NOT NULL"));
    }
    table.partitionColumns().forEach(DataTable::checkPartition);
    return "CREATE TABLE " + table.dataTable() + "(" + String.join(", ", columns) + ")";
  }

  /** Whether a staged row that deletes a key need not have a value in the column. */
  static boolean nullWhenDeleted(TableState table, Column column) {
    DeltaState delta = table.delta();
    return delta != null
        && !delta.primaryKey().contains(column.name())
        && table.columns().contains(column);
  }

  private static void checkKey(TableState table, String name) {
    Column column = table.column(name);
    if (column == null) {
      throw invalid("Primary key column " + name + " is not a column of the table");
    }
    if (table.partitionColumns().contains(column)) {
      throw invalid("Partition column " + name + " cannot be in the primary key");
    }
    if (column.nullable()) {
      throw invalid("Primary key column " + name + " must be NOT NULL");
    }
    switch (column.type().kind()) {
      case JSON, BLOB, BINARY, ARRAY, MAP, STRUCT, INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH, VOID ->
          throw invalid(
              "Primary key column " + name + " cannot be of type " + column.type().text());
      default -> {}
    }
  }

  private static void check(Column column, OdpsType type) {
    if (type instanceof OdpsType.Decimal decimal && decimal.precision() > MAX_PRECISION) {
      throw new EngineException(
          EngineException.Kind.UNSUPPORTED,
          "Column "
              + column.name()
              + ": this warehouse stores decimals of up to "
              + MAX_PRECISION
              + " digits, not "
              + type.text());
    }
    if (type.kind() == Kind.VOID) {
      throw invalid("Column " + column.name() + " cannot be of type void");
    }
    if (type instanceof OdpsType.Array array) {
      check(column, array.element());
    } else if (type instanceof OdpsType.Map map) {
      check(column, map.key());
      check(column, map.value());
    } else if (type instanceof OdpsType.Struct struct) {
      if (struct.members().isEmpty()) {
        throw invalid("Column " + column.name() + " is a struct without members");
      }
      struct.members().forEach(member -> check(column, member.type()));
    }
  }

  private static void checkPartition(Column column) {
    switch (column.type().kind()) {
      case TINYINT,
          SMALLINT,
          INT,
          BIGINT,
          STRING,
          VARCHAR,
          CHAR,
          DATE,
          DATETIME,
          TIMESTAMP,
          TIMESTAMP_NTZ -> {}
      default ->
          throw invalid(
              "Partition column " + column.name() + " cannot be of type " + column.type().text());
    }
  }

  private static EngineException invalid(String message) {
    return new EngineException(EngineException.Kind.INVALID_ARGUMENT, message);
  }
}
