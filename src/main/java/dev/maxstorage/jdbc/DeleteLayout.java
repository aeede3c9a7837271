package dev.maxstorage.jdbc;

import dev.maxstorage.control.TableDescription;
import dev.maxstorage.sql.DeletePlan;
import dev.maxstorage.sql.Operand;
import dev.maxstorage.sql.SessionTime;
import dev.maxstorage.storage.RowOperation;
import dev.maxstorage.types.Column;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays a DELETE over a table with a primary key: if its conditions are the whole key, and the
 * partition where there are partitions, it is written as a row that deletes.
 */
final class DeleteLayout {
  private DeleteLayout() {}

  /**
   * What makes a statement no delete by key, for people; null if it is one.
   *
   * @param primaryKey the names of its columns, empty if the table has none
   */
  static @Nullable String obstacle(
      DeletePlan plan, TableDescription table, List<String> primaryKey) {
    if (primaryKey.isEmpty()) {
      return "the table has no primary key";
    }
    List<String> key = new ArrayList<>(primaryKey);
    table.partitionColumns().forEach(column -> key.add(column.name()));
    for (String name : key) {
      if (value(plan, name) == null) {
        return "it does not say which " + name + ", a column of the key or partition";
      }
    }
    for (DeletePlan.Equal condition : plan.conditions()) {
      if (key.stream().noneMatch(condition.column()::equalsIgnoreCase)) {
        return "it has a condition on " + condition.column() + ", no column of the key";
      }
    }
    for (Column column : table.allColumns()) {
      if (value(plan, column.name()) instanceof Operand.Literal literal
          && !isOfType(literal, column)) {
        return "it compares " + column.name() + " with a value of another type";
      }
    }
    return null;
  }

  /** Whether a literal equals the same cells when it is written into one. */
  private static boolean isOfType(Operand.Literal literal, Column column) {
    Object value = literal.value();
    boolean integer =
        value instanceof Integer
            || value instanceof Long
            || value instanceof Short
            || value instanceof Byte;
    return switch (column.type().kind()) {
      case TINYINT, SMALLINT, INT, BIGINT -> integer;
      case DECIMAL -> integer || value instanceof BigDecimal;
      case STRING, VARCHAR -> value instanceof String;
      case BOOLEAN -> value instanceof Boolean;
      case DATE -> value instanceof LocalDate;
      case DATETIME, TIMESTAMP -> value instanceof SessionTime;
      case BINARY -> value instanceof byte[];
      default -> false;
    };
  }

  private static @Nullable Operand value(DeletePlan plan, String column) {
    for (DeletePlan.Equal condition : plan.conditions()) {
      if (condition.column().equalsIgnoreCase(column)) {
        return condition.value();
      }
    }
    return null;
  }

  /** The rows that delete; only where there is no {@link #obstacle}. */
  static InsertLayout of(DeletePlan plan, TableDescription table) {
    List<@Nullable Operand> row = new ArrayList<>();
    for (Column column : table.allColumns()) {
      row.add(value(plan, column.name()));
    }
    return new InsertLayout(
        InsertLayout.intoAll(table),
        RowOperation.DELETE,
        table.allColumns(),
        List.of(row),
        List.of());
  }
}
