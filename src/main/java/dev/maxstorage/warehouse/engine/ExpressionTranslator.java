package dev.maxstorage.warehouse.engine;

import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.SQLOver;
import com.alibaba.druid.sql.ast.expr.SQLArrayExpr;
import com.alibaba.druid.sql.ast.expr.SQLBetweenExpr;
import com.alibaba.druid.sql.ast.expr.SQLBinaryOpExpr;
import com.alibaba.druid.sql.ast.expr.SQLBinaryOperator;
import com.alibaba.druid.sql.ast.expr.SQLBooleanExpr;
import com.alibaba.druid.sql.ast.expr.SQLCaseExpr;
import com.alibaba.druid.sql.ast.expr.SQLCastExpr;
import com.alibaba.druid.sql.ast.expr.SQLCharExpr;
import com.alibaba.druid.sql.ast.expr.SQLExistsExpr;
import com.alibaba.druid.sql.ast.expr.SQLIdentifierExpr;
import com.alibaba.druid.sql.ast.expr.SQLInListExpr;
import com.alibaba.druid.sql.ast.expr.SQLInSubQueryExpr;
import com.alibaba.druid.sql.ast.expr.SQLIntegerExpr;
import com.alibaba.druid.sql.ast.expr.SQLIntervalExpr;
import com.alibaba.druid.sql.ast.expr.SQLListExpr;
import com.alibaba.druid.sql.ast.expr.SQLMethodInvokeExpr;
import com.alibaba.druid.sql.ast.expr.SQLNotExpr;
import com.alibaba.druid.sql.ast.expr.SQLNullExpr;
import com.alibaba.druid.sql.ast.expr.SQLPropertyExpr;
import com.alibaba.druid.sql.ast.expr.SQLQueryExpr;
import com.alibaba.druid.sql.ast.expr.SQLStructExpr;
import com.alibaba.druid.sql.ast.expr.SQLUnaryExpr;
import com.alibaba.druid.sql.ast.expr.SQLUnaryOperator;
import com.alibaba.druid.sql.dialect.odps.ast.OdpsTransformExpr;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsTypeParser;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a parsed expression as DuckDB SQL, in parentheses where it has parts, and types it. */
final class ExpressionTranslator {
  /** Words of joins and clauses: as an unquoted alias they show that the parser lost the thread. */
  private static final Set<String> NEVER_ALIASES =
      Set.of(
          ("full outer left right inner cross natural join semi anti on using where group having"
                  + " order limit union intersect except minus lateral qualify window distribute"
                  + " cluster sort tablesample pivot unpivot select from by asof straight_join")
              .split(" "));

  private final Translation translation;
  private final NameTranslator names;
  private final OperatorTranslator operators;
  private final ConditionTranslator conditions;
  private final CallTranslator calls;

  ExpressionTranslator(Translation translation, QueryTranslator queries) {
    this.translation = translation;
    this.names = new NameTranslator(translation, this);
    this.operators = new OperatorTranslator(this);
    this.conditions = new ConditionTranslator(this, queries);
    this.calls = new CallTranslator(translation, this);
  }

  /** An expression; the parser may give none for text that it cannot read. */
  SqlValue value(@Nullable SQLExpr expr) {
    if (expr == null) {
      throw translation.unsupported("an expression of this form", "");
    }
    try {
      return translated(expr);
    } catch (SqlTypeException e) {
      throw translation.semantic(e.reason(), word(expr));
    }
  }

  private SqlValue translated(SQLExpr expr) {
    if (expr instanceof SQLIdentifierExpr identifier) {
      return names.identifier(identifier);
    }
    if (expr instanceof SQLPropertyExpr property) {
      return names.property(property);
    }
    if (expr instanceof SQLCharExpr string) {
      SqlLiteral literal = translation.standIns().literal(string.getText());
      boolean text = SqlTypes.isText(literal.type());
      return new SqlValue(literal.duck(), literal.type(), text ? literal.text() : null, null);
    }
    if (expr instanceof SQLIntegerExpr integer) {
      return integer(new BigInteger(integer.getNumber().toString()));
    }
    if (expr instanceof SQLNullExpr) {
      return SqlValue.nothing();
    }
    if (expr instanceof SQLBooleanExpr bool) {
      return SqlValue.of(bool.getBooleanValue() ? "TRUE" : "FALSE", SqlTypes.BOOLEAN);
    }
    if (expr instanceof SQLBinaryOpExpr operation) {
      if (operation.getOperator() == SQLBinaryOperator.SubGt) {
        return SqlValue.of(new WrittenLambda(translation, this, operation));
      }
      return operators.binary(operation);
    }
    if (expr instanceof SQLUnaryExpr unary) {
      return unary.getOperator() == SQLUnaryOperator.Negative
              && unary.getExpr() instanceof SQLIntegerExpr integer
          ? integer(new BigInteger(integer.getNumber().toString()).negate())
          : operators.unary(unary);
    }
    if (expr instanceof SQLNotExpr not) {
      return OperatorTranslator.not(value(not.getExpr()));
    }
    if (expr instanceof SQLIntervalExpr interval) {
      return operators.interval(interval);
    }
    if (expr instanceof SQLCastExpr cast) {
      return cast(cast);
    }
    if (expr instanceof SQLMethodInvokeExpr call) {
      return calls.call(call);
    }
    if (expr instanceof SQLArrayExpr element && element.getValues().size() == 1) {
      return NestedValues.element(value(element.getExpr()), value(element.getValues().get(0)));
    }
    return condition(expr);
  }

  private SqlValue condition(SQLExpr expr) {
    if (expr instanceof SQLBetweenExpr between) {
      return conditions.between(between);
    }
    if (expr instanceof SQLInListExpr in && !in.getTargetList().isEmpty()) {
      return conditions.in(in);
    }
    if (expr instanceof SQLInSubQueryExpr in) {
      return conditions.in(in);
    }
    if (expr instanceof SQLExistsExpr exists) {
      return conditions.exists(exists);
    }
    if (expr instanceof SQLQueryExpr query) {
      return conditions.scalar(query);
    }
    if (expr instanceof SQLCaseExpr cases) {
      return conditions.cases(cases);
    }
    if (expr instanceof SQLListExpr list) {
      return conditions.row(list);
    }
    if (expr instanceof SQLStructExpr struct
        && struct.getItems().stream().allMatch(item -> item.getAlias() == null)) {
      translation.standIns().use("struct");
      return call("struct", struct.getItems().stream().map(item -> value(item.getExpr())).toList());
    }
    throw unsupported(expr);
  }

  /** A call of a function on values that are translated already. */
  SqlValue call(String name, List<SqlValue> arguments) {
    return calls.call(FunctionCall.plain(name, arguments));
  }

  List<SqlValue> values(List<? extends SQLExpr> items) {
    return items.stream().map(this::value).toList();
  }

  /** The DuckDB text of expressions, joined by commas. */
  String list(List<? extends SQLExpr> items) {
    return items.stream().map(item -> value(item).sql()).collect(Collectors.joining(", "));
  }

  /** The DuckDB text of an expression that must be a condition. */
  String where(SQLExpr expr) {
    try {
      return OperatorTranslator.condition(value(expr)).sql();
    } catch (SqlTypeException e) {
      throw translation.semantic("a condition is wanted: " + e.reason(), word(expr));
    }
  }

  NameTranslator names() {
    return names;
  }

  /** A name as the parser returned it, in lower case and without back-ticks. */
  String name(String parsed) {
    return translation.standIns().name(parsed);
  }

  /** The name of an alias; one that is a word of SQL or a string is refused. */
  String alias(String parsed) {
    if (parsed.startsWith("'") || parsed.startsWith("\"")) {
      throw translation.unsupported("a string as a name", "");
    }
    if (NEVER_ALIASES.contains(parsed.toLowerCase(Locale.ROOT))) {
      throw translation.unsupported("'" + parsed + "' in this place", parsed);
    }
    return name(parsed);
  }

  private SqlValue integer(BigInteger value) {
    SqlLiteral literal = translation.standIns().literal(value.abs());
    boolean negative = value.signum() < 0;
    if (literal == null) {
      OdpsType type = SqlLiteral.integerType(value.longValueExact());
      return SqlValue.of(negative ? "(" + value + ")" : value.toString(), type);
    }
    if (!negative && literal.needsMinus()) {
      throw translation
          .faults()
          .semantic(literal.offset(), "integer " + value.abs() + " is out of range of BIGINT");
    }
    return SqlValue.of(negative ? "(" + literal.negated() + ")" : literal.duck(), literal.type());
  }

  private SqlValue cast(SQLCastExpr cast) {
    if (cast.getFormat() != null || cast.isTry()) {
      throw translation.unsupported("CAST with FORMAT, and TRY_CAST,", "cast");
    }
    String text = cast.getDataType().toString();
    for (String word : text.split("[^A-Za-z0-9_]+")) {
      translation.standIns().use(word);
    }
    OdpsType type;
    try {
      type = OdpsTypeParser.parse(text);
    } catch (IllegalArgumentException e) {
      throw translation.semantic(
          "type " + text + " cannot be resolved", cast.getDataType().getName());
    }
    if (type instanceof OdpsType.Decimal decimal && decimal.precision() > 38) {
      throw translation.unsupported("a decimal of " + decimal.precision() + " digits", "cast");
    }
    return Conversions.cast(value(cast.getExpr()), type);
  }

  /** The window of OVER or WINDOW: {@code (PARTITION BY .. ORDER BY .. frame)}. */
  String over(SQLOver over) {
    return new WindowTranslator(translation, this).text(over);
  }

  /** The refusal of an expression, by the name of its form. */
  EngineException unsupported(SQLExpr expr) {
    if (expr instanceof OdpsTransformExpr) {
      return translation.unsupported("TRANSFORM", "transform");
    }
    if (expr instanceof SQLBinaryOpExpr operation) {
      String operator = operation.getOperator().name;
      return translation.unsupported("operator " + operator, operator);
    }
    String form = expr.getClass().getSimpleName().replaceAll("^SQL|Expr$", "");
    return translation.unsupported("an expression of the form " + form, form);
  }

  /** The word of the statement that best tells where an expression stands. */
  private static String word(SQLExpr expr) {
    if (expr instanceof SQLBinaryOpExpr operation) {
      return operation.getOperator().name;
    }
    if (expr instanceof SQLMethodInvokeExpr call) {
      return call.getMethodName();
    }
    String form = expr.getClass().getSimpleName().replaceAll("^SQL|Expr$", "");
    return form.replaceAll("(?<=.)[A-Z].*", "").toLowerCase(Locale.ROOT);
  }
}
