package dev.maxstorage.predicate;

import dev.maxstorage.predicate.BoundPredicate.Comparison;
import dev.maxstorage.predicate.BoundPredicate.In;
import dev.maxstorage.predicate.BoundPredicate.IsNull;
import dev.maxstorage.predicate.BoundPredicate.Like;
import dev.maxstorage.sql.Operator;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the partitions in which rows can satisfy a condition.
 *
 * <p>What is said about data columns may hold anywhere; what is said about partition columns is
 * decided from their values, which are text on the wire (control-plane document, 9.1). A value that
 * cannot be read decides nothing.
 */
public final class PartitionPruner {
  /** May denote NULL (control-plane document, 9.1), so nothing is decided from it. */
  private static final String DEFAULT_PARTITION = "__HIVE_DEFAULT_PARTITION__";

  private PartitionPruner() {}

  /**
   * The partitions that can match, and what is left of the condition: what all of them leave, if
   * that is the same for all, else the whole condition.
   *
   * @param predicate over data and partition columns
   * @param partitionColumns with their types
   * @param partitions any objects that stand for partitions
   * @param values gives the value of each partition column of a partition, by column name
   */
  public static <P> PartitionChoice<P> choose(
      BoundPredicate predicate,
      List<Column> partitionColumns,
      List<P> partitions,
      Function<? super P, ? extends Map<String, String>> values) {
    List<P> kept = new ArrayList<>();
    Set<BoundPredicate> residuals = new HashSet<>();
    for (P partition : partitions) {
      BoundPredicate residual = residual(predicate, partitionColumns, values.apply(partition));
      if (!residual.isNever()) {
        kept.add(partition);
        residuals.add(residual);
      }
    }
    return new PartitionChoice<>(
        kept, residuals.size() == 1 ? residuals.iterator().next() : predicate);
  }

  /** What rows of a partition must still satisfy. */
  private static BoundPredicate residual(
      BoundPredicate predicate, List<Column> partitionColumns, Map<String, String> values) {
    return Leaves.replace(
        predicate,
        leaf -> {
          String text = text(Leaves.column(leaf).name(), partitionColumns, values);
          Boolean holds = text == null ? null : holds(leaf, text);
          return holds == null ? leaf : holds ? Leaves.ALWAYS : Leaves.NEVER;
        });
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

  /** Whether a leaf holds for a value that is not null; null if that cannot be told. */
  private static @Nullable Boolean holds(BoundPredicate leaf, String text) {
    if (leaf instanceof Comparison comparison) {
      Integer order = order(comparison.column(), text, comparison.value());
      return order == null ? null : comparison.operator().accepts(order);
    } else if (leaf instanceof In in) {
      return holds(in, text);
    } else if (leaf instanceof Like like) {
      return like.pattern().matches(text) != like.negated();
    }
    return ((IsNull) leaf).negated();
  }

  private static @Nullable Boolean holds(In in, String text) {
    boolean found = false;
    for (Object value : in.values()) {
      Integer order = order(in.column(), text, value);
      if (order == null) {
        return null;
      }
      found |= Operator.EQ.accepts(order);
    }
    return found != in.negated();
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
