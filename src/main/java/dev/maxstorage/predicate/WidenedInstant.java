package dev.maxstorage.predicate;

import dev.maxstorage.predicate.BoundPredicate.Comparison;
import dev.maxstorage.sql.Operator;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Widens comparisons of DATETIME and TIMESTAMP: rows of their own in the table of 15.6. */
final class WidenedInstant {
  private static final Duration LARGEST_OFFSET = Duration.ofHours(15);

  private final InstantPushdown mode;

  WidenedInstant(InstantPushdown mode) {
    this.mode = mode;
  }

  BoundPredicate comparison(Column column, Operator operator, Object value) {
    Instant instant = (Instant) value;
    if (mode == InstantPushdown.OFF || operator == Operator.NE) {
      return Leaves.ALWAYS;
    } else if (operator == Operator.EQ && mode == InstantPushdown.WIDENED) {
      return Leaves.and(
          List.of(bound(column, Operator.GE, instant), bound(column, Operator.LE, instant)));
    } else if (operator == Operator.EQ && hasLostFraction(column, instant)) {
      return Leaves.and(
          List.of(bound(column, Operator.GE, instant), bound(column, Operator.LT, instant)));
    }
    return operator == Operator.EQ
        ? literal(column, operator, instant)
        : bound(column, operator, instant);
  }

  private BoundPredicate bound(Column column, Operator operator, Instant value) {
    boolean lower = operator == Operator.GE || operator == Operator.GT;
    Instant moved = value;
    if (mode == InstantPushdown.WIDENED) {
      moved = lower ? value.minus(LARGEST_OFFSET) : value.plus(LARGEST_OFFSET);
    }
    if (!hasLostFraction(column, moved)) {
      return literal(column, operator, moved);
    }
    Instant second = moved.truncatedTo(ChronoUnit.SECONDS);
    return lower
        ? literal(column, Operator.GE, second)
        : literal(column, Operator.LT, second.plusSeconds(1));
  }

  /** DATETIME literals are whole seconds (15.4). */
  private static boolean hasLostFraction(Column column, Instant value) {
    return column.type().kind() == Kind.DATETIME && value.getNano() != 0;
  }

  private static BoundPredicate literal(Column column, Operator operator, Instant value) {
    return WidenedLeaf.hasFourDigitYear(value.atOffset(ZoneOffset.UTC).getYear())
        ? new Comparison(column, operator, value)
        : Leaves.ALWAYS;
  }
}
