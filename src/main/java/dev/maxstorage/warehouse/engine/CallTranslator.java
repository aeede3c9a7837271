package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.expr.SQLAggregateExpr;
import com.alibaba.druid.sql.ast.expr.SQLAggregateOption;
import com.alibaba.druid.sql.ast.expr.SQLAllColumnExpr;
import com.alibaba.druid.sql.ast.expr.SQLMethodInvokeExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes function calls by the table {@link SqlFunctions}; a function not in it is refused. */
final class CallTranslator {
  private final Translation translation;
  private final ExpressionTranslator expressions;

  CallTranslator(Translation translation, ExpressionTranslator expressions) {
    this.translation = translation;
    this.expressions = expressions;
  }

  String text(SQLMethodInvokeExpr call) {
    String name = call.getMethodName().toLowerCase(Locale.ROOT);
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
    SqlFunction function = SqlFunctions.find(name);
    if (function == null) {
      throw translation.unsupported("function " + name, name);
    }
    FunctionCall written = written(name, call);
    check(function, written);
    try {
      return function.form().text(written);
    } catch (UnsupportedFormException e) {
      throw translation.unsupported(e.form(), name);
    }
  }

  private FunctionCall written(String name, SQLMethodInvokeExpr call) {
    List<String> arguments = new ArrayList<>();
    List<@Nullable String> constants = new ArrayList<>();
    for (SQLExpr argument : call.getArguments()) {
      if (argument instanceof SQLAllColumnExpr && !name.equals("count")) {
        throw translation.semantic("* is not an argument of " + name, name);
      }
      @Nullable SqlLiteral literal = expressions.literalOrNull(argument);
      constants.add(literal == null ? null : literal.text());
      arguments.add(expressions.text(argument));
    }
    if (call instanceof SQLAggregateExpr aggregate) {
      return written(name, aggregate, arguments, constants);
    }
    return new FunctionCall(name, arguments, constants, false, "", "", "");
  }

  private FunctionCall written(
      String name,
      SQLAggregateExpr call,
      List<String> arguments,
      List<@Nullable String> constants) {
    if (call.getKeep() != null
        || call.isIgnoreNulls()
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
        constants,
        option == SQLAggregateOption.DISTINCT,
        call.getOrderBy() == null ? "" : expressions.orderItems(call.getOrderBy()),
        call.getFilter() == null ? "" : expressions.text(call.getFilter()),
        over);
  }

  private void check(SqlFunction function, FunctionCall call) {
    if (call.count() < function.least() || call.count() > function.most()) {
      String wanted =
          function.least() == function.most()
              ? String.valueOf(function.least())
              : function.most() == Integer.MAX_VALUE
                  ? "at least " + function.least()
                  : function.least() + " to " + function.most();
      throw translation.semantic(
          "function " + call.name() + " needs " + wanted + " arguments, not " + call.count(),
          call.name());
    }
    if (function.kind() == SqlFunction.Kind.WINDOW && call.over().isEmpty()) {
      throw translation.semantic("function " + call.name() + " needs OVER", call.name());
    }
    boolean scalar = function.kind() == SqlFunction.Kind.SCALAR;
    boolean aggregateParts =
        call.distinct()
            || !call.over().isEmpty()
            || !call.filter().isEmpty()
            || !call.order().isEmpty();
    if (scalar && aggregateParts) {
      throw translation.semantic(
          "function " + call.name() + " takes no DISTINCT, FILTER, ORDER BY or OVER", call.name());
    }
  }

  private String extract(SQLMethodInvokeExpr call) {
    String part = call.getArguments().get(0).toString().toLowerCase(Locale.ROOT);
    return switch (part) {
      case "year", "quarter", "month", "day", "hour", "minute", "second" ->
          FunctionForms.datePart(part, expressions.text(call.getFrom()));
      default -> throw translation.unsupported("EXTRACT of " + part, "extract");
    };
  }
}
