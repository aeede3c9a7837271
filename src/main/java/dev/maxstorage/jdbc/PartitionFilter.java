package dev.maxstorage.jdbc;

import dev.maxstorage.control.TableDescription;
import dev.maxstorage.control.Tables;
import dev.maxstorage.predicate.BoundPredicate;
import dev.maxstorage.predicate.PartitionChoice;
import dev.maxstorage.predicate.PartitionPruner;
import dev.maxstorage.types.Column;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions a scan reads.
 *
 * @param specs as the Storage API names them (Storage API document, 4.1); null for all
 * @param inAll how many there are, -1 if they were not listed
 * @param residual what is left of the condition for the rows of these partitions
 */
record PartitionFilter(@Nullable List<String> specs, int inAll, BoundPredicate residual) {

  /** The partitions that can match; they are listed only if the condition speaks of them. */
  static PartitionFilter of(BoundPredicate predicate, TableDescription table, Tables tables)
      throws IOException {
    Set<String> names =
        table.partitionColumns().stream().map(Column::name).collect(Collectors.toSet());
    if (predicate.columnNames().stream().noneMatch(names::contains)) {
      return new PartitionFilter(null, -1, predicate);
    }
    List<Map<String, String>> all = tables.partitions(table.table());
    PartitionChoice<Map<String, String>> choice =
        PartitionPruner.choose(predicate, table.partitionColumns(), all, Function.identity());
    if (!choice.kept().stream().allMatch(PartitionFilter::canBeNamed)) {
      return new PartitionFilter(null, all.size(), predicate);
    }
    return new PartitionFilter(
        choice.kept().stream().map(PartitionFilter::spec).toList(), all.size(), choice.residual());
  }

  private static String spec(Map<String, String> values) {
    return values.entrySet().stream()
        .map(item -> item.getKey() + "=" + item.getValue())
        .collect(Collectors.joining("/"));
  }

  /** Separators and quotes inside a value have no spelling that is certain. */
  private static boolean canBeNamed(Map<String, String> values) {
    return values.values().stream()
        .allMatch(
            value ->
                value.equals(value.strip())
                    && !value.isEmpty()
                    && value.chars().noneMatch(c -> "/,='\"\\".indexOf(c) >= 0));
  }
}
