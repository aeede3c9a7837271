package dev.maxstorage.predicate;

import dev.maxstorage.predicate.BoundPredicate.Comparison;
import dev.maxstorage.predicate.BoundPredicate.In;
import dev.maxstorage.predicate.BoundPredicate.IsNull;
import dev.maxstorage.types.Column;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;

/** Leaves in the grammar of {@code FilterPredicate}: control-plane document, 15.1 to 15.5. */
final class LeafText {
  private LeafText() {}

  static String of(BoundPredicate leaf) {
    if (leaf instanceof Comparison comparison) {
      return name(comparison.column())
          + " "
          + comparison.operator().symbol()
          + " "
          + literal(comparison.column(), comparison.value());
    } else if (leaf instanceof In in) {
      String values =
          in.values().stream()
              .map(value -> literal(in.column(), value))
              .collect(Collectors.joining(", ", "(", ")"));
      return name(in.column()) + (in.negated() ? " not in " : " in ") + values;
    } else if (leaf instanceof IsNull isNull) {
      return name(isNull.column()) + (isNull.negated() ? " is not null" : " is null");
    }
    throw new IllegalStateException(leaf + " is no condition on one column");
  }

  private static String name(Column column) {
    return "`" + column.name().replace("`", "``") + "`";
  }

  private static String literal(Column column, Object value) {
    if (value instanceof String text) {
      return "'" + text.replace("'", "\\'") + "'";
    } else if (value instanceof BigDecimal number) {
      return (number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros()).toPlainString();
    } else if (value instanceof LocalDate date) {
      return "DATE'" + date + "'";
    } else if (value instanceof LocalDateTime time) {
      return "TIMESTAMP_NTZ'" + TimeText.of(time) + "'";
    } else if (value instanceof Instant instant) {
      LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
      return column.type().kind() + "'" + TimeText.of(utc) + "'";
    } else if (value instanceof Long || value instanceof Double) {
      return value.toString();
    }
    throw new IllegalStateException("A value of " + value.getClass() + " is never pushed");
  }
}
