package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.util.List;

/** Estimates the size of rows: fixed widths by type, text and bytes by their length. */
final class RowSize {
  private static final int NESTED_BYTES = 64;
  private static final int OFFSET_BYTES = 4;
  private static final int REFERENCE_BYTES = 25;

  private RowSize() {}

  /** An aggregate over rows that gives their bytes. */
  static String expression(List<Column> columns) {
    long fixed = 0;
    StringBuilder sum = new StringBuilder();
    for (Column column : columns) {
      String name = DuckSql.name(column.name());
      fixed += width(column);
      switch (column.type().kind()) {
        case STRING, VARCHAR, CHAR, JSON ->
            sum.append(" + coalesce(sum(strlen(").append(name).append(")), 0)");
        case BINARY -> sum.append(" + coalesce(sum(octet_length(").append(name).append(")), 0)");
        default -> {}
      }
    }
    return "count(*) * " + fixed + sum;
  }

  private static int width(Column column) {
    return switch (column.type().kind()) {
      case TINYINT, BOOLEAN, VOID -> 1;
      case SMALLINT -> 2;
      case INT, FLOAT, DATE -> 4;
      case BIGINT, DOUBLE, DATETIME, TIMESTAMP, TIMESTAMP_NTZ -> 8;
      case DECIMAL, INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH -> 16;
      case STRING, VARCHAR, CHAR, JSON, BINARY -> OFFSET_BYTES;
      case BLOB -> REFERENCE_BYTES;
      case ARRAY, MAP, STRUCT -> NESTED_BYTES;
    };
  }
}
