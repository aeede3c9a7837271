package dev.maxstorage.predicate;

import dev.maxstorage.predicate.BoundPredicate.Comparison;
import dev.maxstorage.predicate.BoundPredicate.In;
import dev.maxstorage.predicate.BoundPredicate.IsNull;
import dev.maxstorage.predicate.BoundPredicate.Like;
import dev.maxstorage.sql.Operator;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a leaf into one that may be pushed and is never narrower: the table of the control-plane
 * document, 15.6. What cannot be pushed becomes TRUE.
 */
final class WidenedLeaf {
  private static final int MAX_LIST = 500;
  private static final int EXACT_DECIMAL_DIGITS = 15;

  private final List<Column> tableColumns;
  private final WidenedInstant instants;

  WidenedLeaf(List<Column> tableColumns, InstantPushdown instants) {
    this.tableColumns = tableColumns;
    this.instants = new WidenedInstant(instants);
  }

  BoundPredicate of(BoundPredicate leaf) {
    Column column = tableColumn(Leaves.column(leaf));
    if (column == null || isBeyondQuoting(column.name())) {
      return Leaves.ALWAYS;
    } else if (leaf instanceof Comparison comparison) {
      return comparison(column, comparison.operator(), comparison.value());
    } else if (leaf instanceof In in) {
      return in(column, in);
    } else if (leaf instanceof Like like) {
      return like.negated() ? Leaves.ALWAYS : prefix(column, like.pattern());
    }
    return nullTest(column, ((IsNull) leaf).negated());
  }

  private @Nullable Column tableColumn(Column column) {
    for (Column candidate : tableColumns) {
      if (candidate.name().equalsIgnoreCase(column.name())) {
        return candidate;
      }
    }
    return null;
  }

  /** Clients take such a name for one that is quoted already (15.3). */
  private static boolean isBeyondQuoting(String name) {
    return name.startsWith("`") && name.endsWith("`");
  }

  private BoundPredicate comparison(Column column, Operator operator, Object value) {
    return switch (column.type().kind()) {
      case TINYINT, SMALLINT, INT, BIGINT, STRING, VARCHAR, DATE ->
          isPlain(value) ? new Comparison(column, operator, value) : Leaves.ALWAYS;
      case DECIMAL -> decimal(column, operator, (BigDecimal) value);
      case DOUBLE -> floating(column, operator, (Double) value);
      case DATETIME, TIMESTAMP -> instants.comparison(column, operator, value);
      case TIMESTAMP_NTZ ->
          operator != Operator.NE && hasFourDigitYear(((LocalDateTime) value).getYear())
              ? new Comparison(column, operator, value)
              : Leaves.ALWAYS;
      default -> Leaves.ALWAYS;
    };
  }

  /** The server may read the literal as a DOUBLE, which keeps the order but not strictness. */
  private static BoundPredicate decimal(Column column, Operator operator, BigDecimal value) {
    if (!isWithin(column, value)) {
      return Leaves.ALWAYS;
    }
    return switch (operator) {
      case GT, GE -> new Comparison(column, Operator.GE, value);
      case LT, LE -> new Comparison(column, Operator.LE, value);
      case EQ -> isExact(value) ? new Comparison(column, operator, value) : Leaves.ALWAYS;
      case NE -> Leaves.ALWAYS;
    };
  }

  /** A lower bound would lose NaN, which is above all numbers here. */
  private static BoundPredicate floating(Column column, Operator operator, Double value) {
    if (!Double.isFinite(value)) {
      return Leaves.ALWAYS;
    }
    return switch (operator) {
      case LT, LE -> new Comparison(column, Operator.LE, value);
      case EQ -> new Comparison(column, operator, value);
      case GT, GE, NE -> Leaves.ALWAYS;
    };
  }

  /** The range of the texts that begin as the pattern does. */
  private static BoundPredicate prefix(Column column, LikePattern pattern) {
    String prefix = pattern.prefix();
    if (prefix.isEmpty() || !isPlain(prefix)) {
      return Leaves.ALWAYS;
    }
    BoundPredicate from = new Comparison(column, Operator.GE, prefix);
    String above = pattern.abovePrefix();
    return above == null || !isPlain(above)
        ? from
        : Leaves.and(List.of(from, new Comparison(column, Operator.LT, above)));
  }

  private static BoundPredicate in(Column column, In in) {
    boolean pushed =
        in.values().size() <= MAX_LIST
            && switch (column.type().kind()) {
              case TINYINT, SMALLINT, INT, BIGINT, DATE ->
                  in.values().stream().allMatch(WidenedLeaf::isPlain);
              case STRING, VARCHAR ->
                  !in.negated() && in.values().stream().allMatch(WidenedLeaf::isPlain);
              case DECIMAL ->
                  !in.negated()
                      && in.values().stream()
                          .allMatch(
                              value ->
                                  isExact((BigDecimal) value)
                                      && isWithin(column, (BigDecimal) value));
              default -> false;
            };
    return pushed ? new In(column, in.values(), in.negated()) : Leaves.ALWAYS;
  }

  private static BoundPredicate nullTest(Column column, boolean negated) {
    return switch (column.type().kind()) {
      case JSON, INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH, ARRAY, MAP, STRUCT, BLOB, VOID ->
          Leaves.ALWAYS;
      default -> new IsNull(column, negated);
    };
  }

  /** Whether an integer, text or date has one reading only. */
  private static boolean isPlain(Object value) {
    if (value instanceof String text) {
      return text.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
    } else if (value instanceof LocalDate date) {
      return hasFourDigitYear(date.getYear());
    }
    return value instanceof Long number && number != Long.MIN_VALUE;
  }

  /**
   * Whether the declared type can hold a number: a literal of no type of the column is not sent.
   */
  private static boolean isWithin(Column column, BigDecimal value) {
    OdpsType.Decimal type = (OdpsType.Decimal) column.type();
    BigDecimal above = BigDecimal.ONE.scaleByPowerOfTen(type.precision() - type.scale());
    return value.abs().compareTo(above) < 0;
  }

  private static boolean isExact(BigDecimal value) {
    return value.stripTrailingZeros().precision() <= EXACT_DECIMAL_DIGITS;
  }

  static boolean hasFourDigitYear(int year) {
    return year >= 1 && year <= 9999;
  }
}
