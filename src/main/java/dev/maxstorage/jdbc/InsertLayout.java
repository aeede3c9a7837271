package dev.maxstorage.jdbc;

import dev.maxstorage.control.TableDescription;
import dev.maxstorage.sql.InsertMode;
import dev.maxstorage.sql.InsertPlan;
import dev.maxstorage.sql.Operand;
import dev.maxstorage.sql.PartitionValue;
import dev.maxstorage.storage.RowOperation;
import dev.maxstorage.types.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which operand of an INSERT, or of a DELETE by key, goes into which column of the written rows.
 *
 * <p>INSERT INTO writes partition columns as columns of the rows, static values too, so that one
 * transaction can fill many partitions. INSERT OVERWRITE names its static partitions to the
 * service, which replaces them even if no row comes.
 *
 * @param goal what the write session writes
 * @param operation what the rows do
 * @param columns of the written rows, in the order of the vectors
 * @param rows for each row of VALUES, for each column its operand; null for a column that the
 *     statement leaves out
 * @param partitionValues {@code k=v} items of the static partitions with literal values
 */
record InsertLayout(
    WriteGoal goal,
    RowOperation operation,
    List<Column> columns,
    List<List<@Nullable Operand>> rows,
    List<String> partitionValues) {

  /** Whether a column, 0-based, must have a value. */
  boolean requires(int column) {
    return switch (operation) {
      case UPSERT -> !columns.get(column).nullable();
      case DELETE -> rows.get(0).get(column) != null;
    };
  }

  /** What a writer of whole rows writes: all columns, in the order of the table. */
  static WriteGoal intoAll(TableDescription table) {
    return new WriteGoal(table.table(), InsertMode.INTO, "", order(table.columns()));
  }

  /** Lays a statement over a table. */
  static InsertLayout of(InsertPlan plan, TableDescription table) throws SQLException {
    Map<String, Operand> statics = new LinkedHashMap<>();
    List<String> dynamics = new ArrayList<>();
    for (PartitionValue item : plan.partition()) {
      String name = find(item.name(), table.partitionColumns(), table).name();
      Operand value = item.value();
      if (statics.containsKey(key(name)) || dynamics.contains(name)) {
        throw SqlErrors.of(SqlState.SYNTAX_ERROR, "Partition column '" + name + "' is named twice");
      }
      if (value == null) {
        dynamics.add(name);
      } else {
        statics.put(key(name), value);
      }
    }
    List<Column> targets = targets(plan, table, statics, dynamics);
    List<String> specItems = literalItems(statics, table);
    boolean overwrite = plan.mode() == InsertMode.OVERWRITE;
    if (overwrite && specItems.size() < statics.size()) {
      throw SqlErrors.notSupported(
          "A parameter in the PARTITION clause of INSERT OVERWRITE (write the value there)");
    }
    List<Column> columns = new ArrayList<>(table.columns());
    for (Column column : table.partitionColumns()) {
      if (!overwrite || !statics.containsKey(key(column.name()))) {
        columns.add(column);
      }
    }
    List<List<@Nullable Operand>> rows = new ArrayList<>();
    for (List<Operand> values : plan.rows()) {
      rows.add(row(values, targets, statics, columns));
    }
    String spec = overwrite ? String.join("/", specItems) : "";
    return new InsertLayout(
        new WriteGoal(table.table(), plan.mode(), spec, order(columns)),
        RowOperation.UPSERT,
        columns,
        rows,
        specItems);
  }

  private static WriteGoal.Rows order(List<Column> columns) {
    boolean blobs = columns.stream().anyMatch(column -> NestedBlobs.isBlobOrIn(column.type()));
    return blobs ? WriteGoal.Rows.AFTER_BLOBS : WriteGoal.Rows.IN_THE_BACKGROUND;
  }

  /** The columns that VALUES fills, in its order. */
  private static List<Column> targets(
      InsertPlan plan, TableDescription table, Map<String, Operand> statics, List<String> dynamics)
      throws SQLException {
    List<Column> targets = new ArrayList<>();
    if (plan.columns().isEmpty()) {
      targets.addAll(table.columns());
      for (Column column : table.partitionColumns()) {
        if (dynamics.contains(column.name()) || plan.partition().isEmpty()) {
          targets.add(column);
        }
      }
    } else {
      for (String name : plan.columns()) {
        Column column = find(name, table.allColumns(), table);
        if (targets.contains(column) || statics.containsKey(key(column.name()))) {
          throw SqlErrors.of(
              SqlState.SYNTAX_ERROR, "Column '" + column.name() + "' is named twice");
        }
        targets.add(column);
      }
      for (String name : dynamics) {
        Column column = find(name, table.partitionColumns(), table);
        if (!targets.contains(column)) {
          targets.add(column);
        }
      }
    }
    for (Column column : table.partitionColumns()) {
      if (!targets.contains(column) && !statics.containsKey(key(column.name()))) {
        throw SqlErrors.of(
            SqlState.SYNTAX_ERROR,
            "Partition column '"
                + column.name()
                + "' has no value; name it in the PARTITION clause"
                + " or in the column list");
      }
    }
    return targets;
  }

  private static List<@Nullable Operand> row(
      List<Operand> values,
      List<Column> targets,
      Map<String, Operand> statics,
      List<Column> columns)
      throws SQLException {
    if (values.size() != targets.size()) {
      throw SqlErrors.of(
          SqlState.SYNTAX_ERROR,
          "VALUES has "
              + values.size()
              + " values for "
              + targets.size()
              + " columns ("
              + String.join(", ", targets.stream().map(Column::name).toList())
              + ")");
    }
    List<@Nullable Operand> row = new ArrayList<>();
    for (Column column : columns) {
      int at = targets.indexOf(column);
      row.add(at >= 0 ? values.get(at) : statics.get(key(column.name())));
    }
    return row;
  }

  /** {@code k=v} of static partitions in table order; those with parameters are left out. */
  private static List<String> literalItems(Map<String, Operand> statics, TableDescription table)
      throws SQLException {
    List<String> items = new ArrayList<>();
    for (Column column : table.partitionColumns()) {
      if (statics.get(key(column.name())) instanceof Operand.Literal literal) {
        if (literal.value() == null) {
          throw SqlErrors.of(
              SqlState.INVALID_ARGUMENT,
              "Partition column '" + column.name() + "' cannot be NULL in a PARTITION clause");
        }
        items.add(column.name() + "=" + literal.value());
      }
    }
    return items;
  }

  private static Column find(String name, List<Column> columns, TableDescription table)
      throws SQLException {
    for (Column column : columns) {
      if (column.name().equalsIgnoreCase(name)) {
        return column;
      }
    }
    throw SqlErrors.of(
        SqlState.NO_SUCH_COLUMN,
        "Table '"
            + table.table().table()
            + "' has no column '"
            + name
            + "' here; there is "
            + String.join(", ", columns.stream().map(Column::name).toList()));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
