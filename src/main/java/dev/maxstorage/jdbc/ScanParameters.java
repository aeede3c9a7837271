package dev.maxstorage.jdbc;

import dev.maxstorage.control.TableDescription;
import dev.maxstorage.sql.Operand;
import dev.maxstorage.sql.Predicate;
import dev.maxstorage.sql.ScanPlan;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;
import dev.maxstorage.types.OdpsType.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The types of a scan's parameters: those of the columns that they are compared with. */
final class ScanParameters {
  private static final OdpsType ANY = new Scalar(Kind.STRING);

  private final List<Column> columns;
  private final List<OdpsType> types;

  private ScanParameters(List<Column> columns, int count) {
    this.columns = columns;
    this.types = new ArrayList<>(Collections.nCopies(count, ANY));
  }

  /** One type a parameter, STRING where none is told. */
  static List<OdpsType> types(ScanPlan plan, TableDescription table) {
    ScanParameters parameters =
        new ScanParameters(ScanShape.columns(plan, table), plan.parameterCount());
    Predicate predicate = plan.predicate();
    if (predicate != null) {
      parameters.visit(predicate);
    }
    return List.copyOf(parameters.types);
  }

  private void visit(Predicate predicate) {
    if (predicate instanceof Predicate.And and) {
      and.operands().forEach(this::visit);
    } else if (predicate instanceof Predicate.Or or) {
      or.operands().forEach(this::visit);
    } else if (predicate instanceof Predicate.Not not) {
      visit(not.operand());
    } else if (predicate instanceof Predicate.Comparison comparison) {
      compared(comparison.column(), comparison.operand());
    } else if (predicate instanceof Predicate.NullSafeEqual equal) {
      compared(equal.column(), equal.operand());
    } else if (predicate instanceof Predicate.In in) {
      in.operands().forEach(operand -> compared(in.column(), operand));
    }
    // LIKE takes texts; IS NULL and constants tell no type.
  }

  private void compared(String name, Operand operand) {
    if (operand instanceof Operand.Parameter parameter) {
      columns.stream()
          .filter(column -> column.name().equalsIgnoreCase(name))
          .findFirst()
          .ifPresent(column -> types.set(parameter.index() - 1, column.type()));
    }
  }
}
