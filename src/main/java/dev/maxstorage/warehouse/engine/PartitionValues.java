package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Partition values in the one text that stands for them: that of the value as the column's type.
 */
final class PartitionValues {
  private PartitionValues() {}

  /** The spec in the order of the table's partition columns, with each value in its one text. */
  static PartitionSpec canonical(DuckConnection connection, TableState table, PartitionSpec spec) {
    table.checkSpec(spec);
    Map<String, String> values = new LinkedHashMap<>();
    for (Column column : table.partitionColumns()) {
      String value = spec.values().get(column.name().toLowerCase(Locale.ROOT));
      if (value != null) {
        values.put(column.name(), canonical(connection, column, value));
      }
    }
    return values.isEmpty() ? PartitionSpec.EMPTY : new PartitionSpec(values);
  }

  private static String canonical(DuckConnection connection, Column column, String value) {
    if (value.isEmpty()) {
      throw new EngineException(
          Kind.INVALID_ARGUMENT, "Partition column " + column.name() + " has an empty value");
    }
    switch (column.type().kind()) {
      case STRING, VARCHAR, CHAR -> {
        return value;
      }
      default -> {}
    }
    String[] text = {value};
    try {
      connection.query(
          "SELECT CAST(" + typed(column, value) + " AS VARCHAR)",
          row -> text[0] = row.getString(1));
    } catch (SQLException e) {
      throw new EngineException(
          Kind.INVALID_ARGUMENT,
          "Partition column "
              + column.name()
              + ": '"
              + value
              + "' is not a "
              + column.type().text(),
          e);
    }
    return text[0];
  }

  /** A DuckDB expression of the column's type. */
  static String typed(Column column, String value) {
    return "CAST(" + DuckSql.string(value) + " AS " + DuckSql.type(column.type()) + ")";
  }
}
