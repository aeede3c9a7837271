package dev.maxstorage.predicate;

import dev.maxstorage.predicate.BoundPredicate.Comparison;
import dev.maxstorage.predicate.BoundPredicate.Constant;
import dev.maxstorage.predicate.BoundPredicate.In;
import dev.maxstorage.sql.Operator;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the partitions in which rows can satisfy a condition.
 *
 * <p>What is said about data columns may hold anywhere; what is said about partition columns is
 * decided from their values, which are text on the wire (control-plane document, 9.1).
 */
public final class PartitionPruner {
  /** May denote NULL (control-plane document, 9.1), so nothing is decided from it. */
  private static final String DEFAULT_PARTITION = "__HIVE_DEFAULT_PARTITION__";

  private PartitionPruner() {}

  /**
   * The partitions that can match, in their order. An empty result means an empty answer: asking
   * the server for no partition would mean all of them.
   *
   * @param predicate over data and partition columns
   * @param partitionColumns with their types
   * @param partitions any objects that stand for partitions
   * @param values gives the value of each partition column of a partition, by column name
   */
  public static <P> List<P> prune(
      BoundPredicate predicate,
      List<Column> partitionColumns,
      List<P> partitions,
      Function<? super P, ? extends Map<String, String>> values) {
    return partitions.stream()
        .filter(partition -> canMatch(predicate, partitionColumns, values.apply(partition)))
        .toList();
  }

  /**
   * Whether a partition can hold rows that match.
   *
   * @param values the value of each partition column, by name in any case
   */
  public static boolean canMatch(
      BoundPredicate predicate, List<Column> partitionColumns, Map<String, String> values) {
    BoundPredicate decided =
        Leaves.replace(
            predicate,
            leaf -> {
              String text = text(Leaves.column(leaf).name(), partitionColumns, values);
              return text == null || holds(leaf, text) ? Leaves.ALWAYS : Leaves.NEVER;
            });
    return ((Constant) decided).value();
  }

  /** The text of a partition column; null for a data column and where nothing is known. */
  private static @Nullable String text(
      String name, List<Column> partitionColumns, Map<String, String> values) {
    if (partitionColumns.stream().noneMatch(column -> column.name().equalsIgnoreCase(name))) {
      return null;
    }
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        return entry.getValue().equals(DEFAULT_PARTITION) ? null : entry.getValue();
      }
    }
    return null;
  }

  /** Whether a leaf holds, or may hold, for a value that is not null. */
  private static boolean holds(BoundPredicate leaf, String text) {
    Column column = Leaves.column(leaf);
    if (leaf instanceof Comparison comparison) {
      return holds(column, text, comparison.operator(), comparison.value());
    } else if (leaf instanceof In in) {
      return in.negated()
          ? in.values().stream().allMatch(value -> holds(column, text, Operator.NE, value))
          : in.values().stream().anyMatch(value -> holds(column, text, Operator.EQ, value));
    }
    return ((BoundPredicate.IsNull) leaf).negated();
  }

  private static boolean holds(Column column, String text, Operator operator, Object value) {
    Integer order = order(column, text, value);
    return order == null || operator.accepts(order);
  }

  /** The order of a partition value and a value of the condition; null if it is not known. */
  private static @Nullable Integer order(Column column, String text, Object value) {
    Kind kind = column.type().kind();
    return switch (kind) {
      case TINYINT, SMALLINT, INT, BIGINT -> PartitionText.compareInteger(text, (Long) value);
      case STRING, VARCHAR, CHAR -> PartitionText.compareText(kind, text, (String) value);
      case DATE -> PartitionText.compareDate(text, value);
      default -> null;
    };
  }
}
