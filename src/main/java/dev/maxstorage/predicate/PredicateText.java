package dev.maxstorage.predicate;

import dev.maxstorage.predicate.BoundPredicate.And;
import dev.maxstorage.predicate.BoundPredicate.Comparison;
import dev.maxstorage.predicate.BoundPredicate.Constant;
import dev.maxstorage.predicate.BoundPredicate.In;
import dev.maxstorage.predicate.BoundPredicate.IsNull;
import dev.maxstorage.predicate.BoundPredicate.Like;
import dev.maxstorage.predicate.BoundPredicate.Or;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions as people read them; long values and lists are cut. */
final class PredicateText {
  private static final int MOST_CHARACTERS = 60;
  private static final int MOST_VALUES = 10;

  private PredicateText() {}

  static String of(BoundPredicate predicate) {
    if (predicate instanceof And and) {
      return join(and.operands(), " and ");
    } else if (predicate instanceof Or or) {
      return join(or.operands(), " or ");
    } else if (predicate instanceof Constant constant) {
      return String.valueOf(constant.value());
    }
    return Leaves.column(predicate).name() + test(predicate);
  }

  private static String join(List<BoundPredicate> operands, String connective) {
    return operands.stream()
        .map(
            operand ->
                operand instanceof And || operand instanceof Or
                    ? "(" + of(operand) + ")"
                    : of(operand))
        .collect(Collectors.joining(connective));
  }

  private static String test(BoundPredicate leaf) {
    if (leaf instanceof Comparison comparison) {
      return " " + comparison.operator().symbol() + " " + value(comparison.value());
    } else if (leaf instanceof In in) {
      String rest = in.values().size() > MOST_VALUES ? ", ..)" : ")";
      return in.values().stream()
          .limit(MOST_VALUES)
          .map(PredicateText::value)
          .collect(Collectors.joining(", ", in.negated() ? " not in (" : " in (", rest));
    } else if (leaf instanceof Like like) {
      return (like.negated() ? " not like " : " like ") + value(like.pattern());
    } else if (leaf instanceof IsNull isNull) {
      return isNull.negated() ? " is not null" : " is null";
    }
    throw new IllegalStateException(leaf + " is no condition on one column");
  }

  private static String value(Object value) {
    if (value instanceof byte[] bytes) {
      return "X'" + cut(HexFormat.of().formatHex(bytes)) + "'";
    } else if (value instanceof BigDecimal number) {
      return number.toPlainString();
    } else if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    return "'" + cut(value.toString()) + "'";
  }

  private static String cut(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "..";
  }
}
