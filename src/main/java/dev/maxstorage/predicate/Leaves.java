package dev.maxstorage.predicate;

import dev.maxstorage.predicate.BoundPredicate.And;
import dev.maxstorage.predicate.BoundPredicate.Comparison;
import dev.maxstorage.predicate.BoundPredicate.Constant;
import dev.maxstorage.predicate.BoundPredicate.In;
import dev.maxstorage.predicate.BoundPredicate.IsNull;
import dev.maxstorage.predicate.BoundPredicate.Like;
import dev.maxstorage.predicate.BoundPredicate.Or;
import dev.maxstorage.types.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Walks over conditions down to their leaves. */
final class Leaves {
  static final BoundPredicate ALWAYS = new Constant(true);
  static final BoundPredicate NEVER = new Constant(false);

  private Leaves() {}

  /** The columns of the leaves, in order, with repetitions. */
  static List<Column> columnsOf(BoundPredicate predicate) {
    if (predicate instanceof And and) {
      return columnsOf(and.operands());
    } else if (predicate instanceof Or or) {
      return columnsOf(or.operands());
    }
    return predicate instanceof Constant ? List.of() : List.of(column(predicate));
  }

  private static List<Column> columnsOf(List<BoundPredicate> operands) {
    return operands.stream().flatMap(operand -> columnsOf(operand).stream()).toList();
  }

  /** The column of a leaf that is no constant. */
  static Column column(BoundPredicate leaf) {
    if (leaf instanceof Comparison comparison) {
      return comparison.column();
    } else if (leaf instanceof In in) {
      return in.column();
    } else if (leaf instanceof Like like) {
      return like.column();
    } else if (leaf instanceof IsNull isNull) {
      return isNull.column();
    }
    throw new IllegalStateException(leaf + " is no condition on one column");
  }

  /** The condition with each leaf replaced, and folded again. */
  static BoundPredicate replace(
      BoundPredicate predicate, Function<BoundPredicate, BoundPredicate> replacement) {
    if (predicate instanceof And and) {
      return and(and.operands().stream().map(operand -> replace(operand, replacement)).toList());
    } else if (predicate instanceof Or or) {
      return or(or.operands().stream().map(operand -> replace(operand, replacement)).toList());
    }
    return predicate instanceof Constant ? predicate : replacement.apply(predicate);
  }

  static BoundPredicate and(List<BoundPredicate> operands) {
    List<BoundPredicate> kept = new ArrayList<>();
    for (BoundPredicate operand : operands) {
      if (operand.equals(NEVER)) {
        return NEVER;
      } else if (operand instanceof And and) {
        kept.addAll(and.operands());
      } else if (!operand.equals(ALWAYS)) {
        kept.add(operand);
      }
    }
    return kept.isEmpty() ? ALWAYS : kept.size() == 1 ? kept.get(0) : new And(kept);
  }

  static BoundPredicate or(List<BoundPredicate> operands) {
    List<BoundPredicate> kept = new ArrayList<>();
    for (BoundPredicate operand : operands) {
      if (operand.equals(ALWAYS)) {
        return ALWAYS;
      } else if (operand instanceof Or or) {
        kept.addAll(or.operands());
      } else if (!operand.equals(NEVER)) {
        kept.add(operand);
      }
    }
    return kept.isEmpty() ? NEVER : kept.size() == 1 ? kept.get(0) : new Or(kept);
  }
}
