package dev.maxstorage.jdbc;

import dev.maxstorage.control.TableDescription;
import dev.maxstorage.jdbc.TableScan.Constant;
import dev.maxstorage.predicate.BoundPredicate;
import dev.maxstorage.predicate.UnknownColumnException;
import dev.maxstorage.sql.IncrementalRange;
import dev.maxstorage.sql.Projection;
import dev.maxstorage.sql.ScanPlan;
import dev.maxstorage.types.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a scan: what the session delivers, and how the result is made of it.
 *
 * @param dataColumns data columns of the session in table order, those of the predicate too
 * @param partitionColumns partition columns of the session
 * @param constants literals of the select list
 * @param columns of the result, over the session's columns and then the constants
 */
record ScanShape(
    List<String> dataColumns,
    List<String> partitionColumns,
    List<Constant> constants,
    List<ResultColumn> columns) {

  /**
   * The shape of a plan over a table.
   *
   * @param residual what is decided on the batches, null for nothing
   * @throws UnknownColumnException if the table lacks a column
   * @throws NotAScanException if a literal has no type that is known here
   */
  static ScanShape of(ScanPlan plan, TableDescription table, @Nullable BoundPredicate residual)
      throws NotAScanException {
    List<Column> selected = new ArrayList<>();
    for (Projection projection : plan.projections()) {
      if (projection instanceof Projection.AllColumns) {
        selected.addAll(allColumns(plan, table));
      } else if (projection instanceof Projection.ColumnReference reference) {
        selected.add(find(reference.name(), columns(plan, table)));
      }
    }
    Set<String> needed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    selected.forEach(column -> needed.add(column.name()));
    if (residual != null) {
      needed.addAll(residual.columnNames());
    }
    needed.remove(TableScan.OPERATION.name());
    if (needed.isEmpty()) {
      needed.add(narrowest(table.columns()).name());
    }
    List<String> data = namesIn(table.columns(), needed);
    List<String> partition = namesIn(table.partitionColumns(), needed);
    List<Constant> constants = new ArrayList<>();
    List<ResultColumn> columns =
        plan.isCount()
            ? ComputedRow.columns(plan.projections())
            : columns(
                plan, table, data, partition, selected.contains(TableScan.OPERATION), constants);
    return new ScanShape(data, partition, List.copyOf(constants), columns);
  }

  /** The columns that a statement can name: with an incremental hint the operation column too. */
  static List<Column> columns(ScanPlan plan, TableDescription table) {
    if (plan.incremental() == null) {
      return table.allColumns();
    }
    return Stream.concat(table.allColumns().stream(), Stream.of(TableScan.OPERATION)).toList();
  }

  /** The columns of {@code *}: with changes the operation is one of them. */
  private static List<Column> allColumns(ScanPlan plan, TableDescription table) {
    IncrementalRange incremental = plan.incremental();
    return incremental != null && incremental.mode() == IncrementalRange.Mode.CDC
        ? columns(plan, table)
        : table.allColumns();
  }

  private static List<ResultColumn> columns(
      ScanPlan plan,
      TableDescription table,
      List<String> data,
      List<String> partition,
      boolean namesOperation,
      List<Constant> constants)
      throws NotAScanException {
    List<String> session = new ArrayList<>(data);
    session.addAll(partition);
    if (namesOperation) {
      session.add(TableScan.OPERATION.name());
    }
    ResultColumn.Origin origin =
        new ResultColumn.Origin(
            table.table().project(), table.table().schema(), table.table().table());
    List<ResultColumn> columns = new ArrayList<>();
    for (Projection projection : plan.projections()) {
      if (projection instanceof Projection.AllColumns) {
        for (Column column : allColumns(plan, table)) {
          columns.add(
              new ResultColumn(column.name(), column, origin, session.indexOf(column.name())));
        }
      } else if (projection instanceof Projection.ColumnReference reference) {
        Column column = find(reference.name(), columns(plan, table));
        columns.add(
            new ResultColumn(reference.label(), column, origin, session.indexOf(column.name())));
      } else if (projection instanceof Projection.Constant literal) {
        Constant constant = Constant.of(literal);
        columns.add(
            new ResultColumn(
                literal.label(),
                constant.column(),
                ResultColumn.Origin.NONE,
                session.size() + constants.size()));
        constants.add(constant);
      }
    }
    return columns;
  }

  private static List<String> namesIn(List<Column> columns, Set<String> needed) {
    return columns.stream().map(Column::name).filter(needed::contains).toList();
  }

  private static Column find(String name, List<Column> columns) {
    for (Column column : columns) {
      if (column.name().equalsIgnoreCase(name)) {
        return column;
      }
    }
    throw new UnknownColumnException(name, columns);
  }

  /** The column whose rows cost least, for scans that need none; the first of several. */
  static Column narrowest(List<Column> columns) {
    return columns.stream().min(Comparator.comparingInt(ScanShape::width)).orElseThrow();
  }

  private static int width(Column column) {
    return switch (column.type().kind()) {
      case VOID -> 0;
      case BOOLEAN, TINYINT -> 1;
      case SMALLINT -> 2;
      case INT, FLOAT, DATE, INTERVAL_YEAR_MONTH -> 4;
      case BIGINT, DOUBLE, DATETIME, TIMESTAMP, TIMESTAMP_NTZ -> 8;
      case DECIMAL, INTERVAL_DAY_TIME -> 16;
      case CHAR, VARCHAR -> 32;
      case STRING, BINARY, JSON -> 64;
      case ARRAY, MAP, STRUCT, BLOB -> 128;
    };
  }
}
