package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.expr.SQLAggregateExpr;
import com.alibaba.druid.sql.ast.expr.SQLAggregateOption;
import com.alibaba.druid.sql.ast.expr.SQLAllColumnExpr;
import com.alibaba.druid.sql.ast.expr.SQLMethodInvokeExpr;
import dev.maxstorage.warehouse.engine.SqlFunction.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes function calls by the table {@link SqlFunctions}; a function not in it is refused. */
final class CallTranslator {
  private static final Set<String> PARTS =
      Set.of("year", "quarter", "month", "day", "hour", "minute", "second");

  private final Translation translation;
  private final ExpressionTranslator expressions;

  CallTranslator(Translation translation, ExpressionTranslator expressions) {
    this.translation = translation;
    this.expressions = expressions;
  }

  SqlValue call(SQLMethodInvokeExpr call) {
    String name = StandIns.functionName(call.getMethodName());
    translation.standIns().use(name);
    if (call.getOwner() != null) {
      throw translation.unsupported("function with an owner, " + name + ",", name);
    }
    if (name.equals("extract") && call.getFrom() != null && call.getArguments().size() == 1) {
      return extract(call);
    }
    boolean foreign =
        call.getFrom() != null
            || call.getUsing() != null
            || call.getFor() != null
            || call.getAs() != null
            || call.getTrimOption() != null
            || call.getContent() != null;
    if (foreign) {
      throw translation.unsupported("this form of function " + name, name);
    }
    boolean all =
        call.getArguments().size() == 1 && call.getArguments().get(0) instanceof SQLAllColumnExpr;
    if (all && name.equals("count")) {
      return call(written(name, call, List.of()));
    }
    if (call.getArguments().stream().anyMatch(SQLAllColumnExpr.class::isInstance)) {
      throw translation.semantic("* is not an argument of " + name, name);
    }
    return call(written(name, call, expressions.values(call.getArguments())));
  }

  /** A call whose parts are translated. */
  SqlValue call(FunctionCall call) {
    List<SqlFunction> forms = SqlFunctions.find(call.name());
    if (forms.isEmpty()) {
      throw translation.unsupported("function " + call.name(), call.name());
    }
    SqlFunction function = form(forms, call);
    check(function, call);
    try {
      return function.form().write(call.with(function.signature().converted(call.arguments())));
    } catch (UnsupportedFormException e) {
      throw translation.unsupported(e.form(), call.name());
    } catch (SqlTypeException e) {
      throw translation.semantic(
          "function " + function.signature().text() + ": " + e.reason(), call.name());
    }
  }

  /** The form that takes the arguments as they are, else the first for their number. */
  private SqlFunction form(List<SqlFunction> forms, FunctionCall call) {
    List<SqlFunction> possible =
        forms.stream().filter(form -> form.signature().takes(call.count())).toList();
    for (SqlFunction form : possible) {
      if (form.signature().takes(call.arguments())) {
        return form;
      }
    }
    if (possible.isEmpty()) {
      String known =
          forms.stream().map(form -> form.signature().text()).collect(Collectors.joining(", "));
      throw translation.semantic(
          "function %s with %s arguments is not %s".formatted(call.name(), call.count(), known),
          call.name());
    }
    for (SqlFunction form : possible) {
      if (converts(form, call)) {
        return form;
      }
    }
    return possible.get(0);
  }

  private static boolean converts(SqlFunction form, FunctionCall call) {
    try {
      form.signature().converted(call.arguments());
      return true;
    } catch (SqlTypeException e) {
      return false;
    }
  }

  private FunctionCall written(String name, SQLMethodInvokeExpr written, List<SqlValue> arguments) {
    if (!(written instanceof SQLAggregateExpr call)) {
      return FunctionCall.plain(name, arguments);
    }
    if (call.getKeep() != null
        || call.isRespectNulls()
        || call.getLimit() != null
        || (call.getOrderBy() != null && !call.isWithinGroup())) {
      throw translation.unsupported("this form of function " + name, name);
    }
    SQLAggregateOption option = call.getOption();
    if (option != null
        && option != SQLAggregateOption.DISTINCT
        && option != SQLAggregateOption.ALL) {
      throw translation.unsupported(option + " in function " + name, name);
    }
    String over = "";
    if (call.getOver() != null) {
      over = expressions.over(call.getOver());
    } else if (call.getOverRef() != null) {
      over = DuckSql.name(expressions.name(call.getOverRef().getSimpleName()));
    }
    return new FunctionCall(
        name,
        arguments,
        option == SQLAggregateOption.DISTINCT,
        call.isIgnoreNulls(),
        call.getOrderBy() == null
            ? ""
            : BlockTranslator.orderItems(translation, expressions, call.getOrderBy()),
        call.getFilter() == null ? "" : expressions.where(call.getFilter()),
        over);
  }

  private void check(SqlFunction function, FunctionCall call) {
    if (function.kind() == Kind.WINDOW && call.over().isEmpty()) {
      throw translation.semantic("function " + call.name() + " needs OVER", call.name());
    }
    if (call.ignoreNulls() && function.kind() != Kind.WINDOW) {
      throw translation.unsupported("IGNORE NULLS in function " + call.name(), call.name());
    }
    boolean aggregateParts =
        call.distinct()
            || !call.over().isEmpty()
            || !call.filter().isEmpty()
            || !call.order().isEmpty();
    if (function.kind() == Kind.SCALAR && aggregateParts) {
      throw translation.semantic(
          "function " + call.name() + " takes no DISTINCT, FILTER, ORDER BY or OVER", call.name());
    }
  }

  private SqlValue extract(SQLMethodInvokeExpr call) {
    String part = call.getArguments().get(0).toString().toLowerCase(Locale.ROOT);
    if (!PARTS.contains(part)) {
      throw translation.unsupported("EXTRACT of " + part, "extract");
    }
    return call(FunctionCall.plain(part, List.of(expressions.value(call.getFrom()))));
  }
}
