package dev.maxstorage.jdbc;

import dev.maxstorage.config.DriverConfig;
import dev.maxstorage.control.TableDescription;
import dev.maxstorage.control.Tables;
import dev.maxstorage.predicate.BoundPredicate;
import dev.maxstorage.predicate.FilterPushdown;
import dev.maxstorage.predicate.InstantPushdown;
import dev.maxstorage.predicate.PredicateBinder;
import dev.maxstorage.predicate.UnknownColumnException;
import dev.maxstorage.predicate.UnsupportedPredicateException;
import dev.maxstorage.sql.Predicate;
import dev.maxstorage.sql.ScanPlan;
import dev.maxstorage.types.Column;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays a SELECT over the table as it is now: columns, partitions, predicate. */
final class ScanPlanner {
  private static final BoundPredicate ALWAYS = new BoundPredicate.Constant(true);

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
   * @throws IllegalArgumentException if the plan's split is none of this table
   */
  TableScan plan(ScanPlan plan, TableDescription table, List<? extends @Nullable Object> parameters)
      throws IOException, NotAScanException {
    if (!table.kind().isReadableByStorage()) {
      throw new NotAScanException("it reads a " + table.kind().jdbcName());
    }
    Predicate written = plan.predicate();
    BoundPredicate predicate =
        written == null ? ALWAYS : bind(written, ScanShape.columns(plan, table), parameters);
    TableSplit split = plan.split() == null ? null : TableSplit.of(plan.split(), table.table());
    PartitionFilter partitions =
        split == null
            ? PartitionFilter.of(predicate, table, tables)
            : new PartitionFilter(null, -1, predicate);
    BoundPredicate residual = partitions.residual().equals(ALWAYS) ? null : partitions.residual();
    ScanShape shape = ScanShape.of(plan, table, residual);
    return new TableScan(
        table,
        shape.dataColumns(),
        shape.partitionColumns(),
        partitions.specs(),
        partitions.inAll(),
        residual,
        split == null ? pushed(residual, table) : "",
        shape.constants(),
        shape.columns(),
        plan.offset(),
        plan.limit(),
        plan.incremental(),
        split);
  }

  private BoundPredicate bind(
      Predicate predicate, List<Column> columns, List<? extends @Nullable Object> parameters)
      throws NotAScanException {
    try {
      return PredicateBinder.bind(predicate, columns, parameters, config.timeZone());
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
}
