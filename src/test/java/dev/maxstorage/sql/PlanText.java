package dev.maxstorage.sql;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans as one line of text, for tables of tests. */
final class PlanText {
  private PlanText() {}

  static String of(Plan plan) {
    String settings = plan.settings().isEmpty() ? "" : plan.settings() + " ";
    if (plan instanceof ScanPlan scan) {
      return settings
          + "scan "
          + scan.table()
          + " "
          + scan.projections().stream().map(PlanText::projection).toList()
          + (scan.predicate() == null ? "" : " where " + predicate(scan.predicate()))
          + (scan.limit() == ScanPlan.NO_LIMIT ? "" : " limit " + scan.limit())
          + (scan.offset() == 0 ? "" : " offset " + scan.offset());
    } else if (plan instanceof ConstantsPlan constants) {
      return settings
          + "row "
          + constants.projections().stream().map(PlanText::projection).toList();
    } else if (plan instanceof InsertPlan insert) {
      return settings
          + "insert "
          + insert.mode().name().toLowerCase(java.util.Locale.ROOT)
          + " "
          + insert.table()
          + insert.partition().stream().map(PlanText::partition).toList()
          + insert.columns()
          + insert.rows().stream().map(PlanText::operands).toList();
    } else if (plan instanceof DeletePlan delete) {
      return settings
          + "delete "
          + delete.table()
          + delete.conditions().stream()
              .map(each -> each.column() + "=" + operand(each.value()))
              .toList();
    } else if (plan instanceof JobPlan job) {
      return settings + "job " + job.kind() + ": " + job.reason();
    } else if (plan instanceof ExplainPlan explain) {
      return "explain " + of(explain.plan());
    }
    return "settings " + plan.settings();
  }

  private static String projection(Projection projection) {
    if (projection instanceof Projection.ColumnReference column) {
      return column.name() + (column.name().equals(column.label()) ? "" : " as " + column.label());
    } else if (projection instanceof Projection.Constant constant) {
      return operand(constant.literal()) + " as " + constant.label();
    } else if (projection instanceof Projection.RowCount count) {
      return "count as " + count.label();
    }
    return "*";
  }

  private static String partition(PartitionValue value) {
    return value.name() + (value.value() == null ? "" : "=" + operand(value.value()));
  }

  static String predicate(Predicate predicate) {
    if (predicate instanceof Predicate.And and) {
      return join(and.operands(), " and ");
    } else if (predicate instanceof Predicate.Or or) {
      return join(or.operands(), " or ");
    } else if (predicate instanceof Predicate.Not not) {
      return "not " + predicate(not.operand());
    } else if (predicate instanceof Predicate.Comparison comparison) {
      return comparison.column()
          + " "
          + comparison.operator().symbol()
          + " "
          + operand(comparison.operand());
    } else if (predicate instanceof Predicate.In in) {
      return in.column() + (in.negated() ? " not in " : " in ") + operands(in.operands());
    } else if (predicate instanceof Predicate.Like like) {
      return like.column()
          + (like.negated() ? " not like " : " like ")
          + operand(like.pattern())
          + (like.escape() == null ? "" : " escape " + operand(like.escape()));
    } else if (predicate instanceof Predicate.NullSafeEqual equal) {
      return equal.column() + (equal.negated() ? " not <=> " : " <=> ") + operand(equal.operand());
    } else if (predicate instanceof Predicate.IsNullValue isNull) {
      return operand(isNull.operand()) + (isNull.negated() ? " is not null" : " is null");
    } else if (predicate instanceof Predicate.IsNull isNull) {
      return isNull.column() + (isNull.negated() ? " is not null" : " is null");
    }
    return String.valueOf(((Predicate.Constant) predicate).value());
  }

  private static String join(List<Predicate> operands, String word) {
    return operands.stream().map(PlanText::predicate).collect(Collectors.joining(word, "(", ")"));
  }

  private static String operands(List<Operand> operands) {
    return operands.stream().map(PlanText::operand).collect(Collectors.joining(", ", "(", ")"));
  }

  /** The value with its class unless that is obvious. */
  static String operand(Operand operand) {
    if (operand instanceof Operand.Parameter parameter) {
      return "?" + parameter.index();
    }
    @Nullable Object value = ((Operand.Literal) operand).value();
    if (value == null || value instanceof Integer || value instanceof Boolean) {
      return String.valueOf(value);
    } else if (value instanceof String) {
      return "'" + value + "'";
    } else if (value instanceof byte[] bytes) {
      return "bytes " + HexFormat.of().formatHex(bytes);
    } else if (value instanceof SessionTime time) {
      return time.kind() + " " + time.local();
    }
    return value.getClass().getSimpleName() + " " + value;
  }
}
