package dev.maxstorage.jdbc;

import dev.maxstorage.config.DriverConfig;
import dev.maxstorage.control.TableDescription;
import dev.maxstorage.control.Tables;
import dev.maxstorage.jdbc.TableScan.Constant;
import dev.maxstorage.predicate.BoundPredicate;
import dev.maxstorage.predicate.FilterPushdown;
import dev.maxstorage.predicate.InstantPushdown;
import dev.maxstorage.predicate.PartitionPruner;
import dev.maxstorage.predicate.PredicateBinder;
import dev.maxstorage.predicate.UnknownColumnException;
import dev.maxstorage.predicate.UnsupportedPredicateException;
import dev.maxstorage.sql.Predicate;
import dev.maxstorage.sql.Projection;
import dev.maxstorage.sql.ScanPlan;
import dev.maxstorage.types.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lays a SELECT over the table as it is now: columns, partitions, predicate. */
final class ScanPlanner {
  private final DriverConfig config;
  private final Tables tables;

  ScanPlanner(DriverConfig config, Tables tables) {
    this.config = config;
    this.tables = tables;
  }

  /**
   * The scan of a plan.
   *
   * @param table what the plan's table is
   * @param parameters values of all {@code ?}
   * @throws NotAScanException if only the SQL engine can answer
   * @throws UnknownColumnException if the table lacks a column
   */
  TableScan plan(ScanPlan plan, TableDescription table, List<? extends @Nullable Object> parameters)
      throws IOException, NotAScanException {
    if (!table.kind().isReadableByStorage()) {
      throw new NotAScanException("it reads a " + table.kind().jdbcName());
    }
    Predicate written = plan.predicate();
    BoundPredicate predicate = written == null ? null : bind(written, table, parameters);
    if (predicate instanceof BoundPredicate.Constant always && always.value()) {
      predicate = null;
    }
    Shape shape = new Shape(plan, table, predicate);
    PartitionChoice chosen = choosePartitions(table, predicate);
    return new TableScan(
        table,
        shape.dataColumns,
        shape.partitionColumns,
        chosen.kept,
        chosen.inAll,
        predicate,
        pushed(predicate, table),
        shape.constants,
        shape.columns,
        plan.limit());
  }

  private BoundPredicate bind(
      Predicate predicate, TableDescription table, List<? extends @Nullable Object> parameters)
      throws NotAScanException {
    try {
      return PredicateBinder.bind(predicate, table.allColumns(), parameters, config.timeZone());
    } catch (UnsupportedPredicateException e) {
      throw new NotAScanException(String.valueOf(e.getMessage()));
    }
  }

  private String pushed(@Nullable BoundPredicate predicate, TableDescription table) {
    if (predicate == null || !config.filterPushdown()) {
      return "";
    }
    return FilterPushdown.text(
        predicate,
        table.columns(),
        config.temporalPushdown() ? InstantPushdown.WIDENED : InstantPushdown.OFF);
  }

  /** The partitions that can match; null and -1 where no condition speaks of partitions. */
  private record PartitionChoice(@Nullable List<String> kept, int inAll) {}

  private PartitionChoice choosePartitions(
      TableDescription table, @Nullable BoundPredicate predicate) throws IOException {
    Set<String> partitionNames =
        table.partitionColumns().stream().map(Column::name).collect(Collectors.toSet());
    if (predicate == null || predicate.columnNames().stream().noneMatch(partitionNames::contains)) {
      return new PartitionChoice(null, -1);
    }
    List<Map<String, String>> all = tables.partitions(table.table());
    List<String> kept =
        PartitionPruner.prune(predicate, table.partitionColumns(), all, Function.identity())
            .stream()
            .map(ScanPlanner::spec)
            .toList();
    return new PartitionChoice(kept, all.size());
  }

  private static String spec(Map<String, String> values) {
    return values.entrySet().stream()
        .map(item -> item.getKey() + "=" + item.getValue())
        .collect(Collectors.joining("/"));
  }

  /** The columns of session and result. */
  private static final class Shape {
    private final List<String> dataColumns;
    private final List<String> partitionColumns;
    private final List<Constant> constants = new ArrayList<>();
    private final List<ResultColumn> columns = new ArrayList<>();

    Shape(ScanPlan plan, TableDescription table, @Nullable BoundPredicate predicate)
        throws NotAScanException {
      Set<String> needed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      for (Projection projection : plan.projections()) {
        if (projection instanceof Projection.AllColumns) {
          table.allColumns().forEach(column -> needed.add(column.name()));
        } else if (projection instanceof Projection.ColumnReference reference) {
          needed.add(find(reference.name(), table).name());
        }
      }
      if (predicate != null) {
        needed.addAll(predicate.columnNames());
      }
      if (needed.isEmpty()) {
        needed.add(table.columns().get(0).name());
      }
      dataColumns = namesIn(table.columns(), needed);
      partitionColumns = namesIn(table.partitionColumns(), needed);
      List<String> session = new ArrayList<>(dataColumns);
      session.addAll(partitionColumns);
      ResultColumn.Origin origin =
          new ResultColumn.Origin(
              table.table().project(), table.table().schema(), table.table().table());
      for (Projection projection : plan.projections()) {
        if (projection instanceof Projection.AllColumns) {
          for (Column column : table.allColumns()) {
            columns.add(
                new ResultColumn(column.name(), column, origin, session.indexOf(column.name())));
          }
        } else if (projection instanceof Projection.ColumnReference reference) {
          Column column = find(reference.name(), table);
          columns.add(
              new ResultColumn(reference.label(), column, origin, session.indexOf(column.name())));
        } else if (projection instanceof Projection.Constant literal) {
          Constant constant = Constant.of(literal.literal(), literal.label());
          if (constant == null) {
            throw new NotAScanException("the literal " + literal.label() + " is typed by SQL");
          }
          columns.add(
              new ResultColumn(
                  literal.label(),
                  constant.column(),
                  ResultColumn.Origin.NONE,
                  session.size() + constants.size()));
          constants.add(constant);
        }
      }
    }

    private static List<String> namesIn(List<Column> columns, Set<String> needed) {
      return columns.stream().map(Column::name).filter(needed::contains).toList();
    }

    private static Column find(String name, TableDescription table) {
      for (Column column : table.allColumns()) {
        if (column.name().equalsIgnoreCase(name)) {
          return column;
        }
      }
      throw new UnknownColumnException(name, table.allColumns());
    }
  }
}
