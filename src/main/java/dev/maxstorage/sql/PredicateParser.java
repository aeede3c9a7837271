package dev.maxstorage.sql;

import dev.maxstorage.sql.Operand.Literal;
import dev.maxstorage.sql.Predicate.And;
import dev.maxstorage.sql.Predicate.Comparison;
import dev.maxstorage.sql.Predicate.Constant;
import dev.maxstorage.sql.Predicate.In;
import dev.maxstorage.sql.Predicate.IsNull;
import dev.maxstorage.sql.Predicate.IsNullValue;
import dev.maxstorage.sql.Predicate.Like;
import dev.maxstorage.sql.Predicate.Not;
import dev.maxstorage.sql.Predicate.NullSafeEqual;
import dev.maxstorage.sql.Predicate.Or;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads conditions: comparisons, BETWEEN, IN, LIKE, IS .., boolean columns, AND, OR, NOT. */
final class PredicateParser {
  /** Deeper nesting goes to the SQL engine rather than to the end of the stack. */
  private static final int MAX_DEPTH = 200;

  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "=", Operator.EQ,
          "==", Operator.EQ,
          "!=", Operator.NE,
          "<>", Operator.NE,
          "<", Operator.LT,
          "<=", Operator.LE,
          ">", Operator.GT,
          ">=", Operator.GE);

  private final TokenCursor cursor;
  private final ColumnScope columns;
  private int depth;

  PredicateParser(TokenCursor cursor, ColumnScope columns) {
    this.cursor = cursor;
    this.columns = columns;
  }

  Predicate read() throws NotRecognizedException {
    if (++depth > MAX_DEPTH) {
      throw new NotRecognizedException("its condition is nested too deeply");
    }
    List<Predicate> operands = new ArrayList<>();
    do {
      operands.add(conjunction());
    } while (cursor.acceptWord("OR"));
    depth--;
    return operands.size() == 1 ? operands.get(0) : new Or(operands);
  }

  private Predicate conjunction() throws NotRecognizedException {
    List<Predicate> operands = new ArrayList<>();
    do {
      operands.add(negation());
    } while (cursor.acceptWord("AND"));
    return operands.size() == 1 ? operands.get(0) : new And(operands);
  }

  private Predicate negation() throws NotRecognizedException {
    boolean negated = false;
    while (cursor.acceptWord("NOT")) {
      negated = !negated;
    }
    Predicate operand = primary();
    return negated ? new Not(operand) : operand;
  }

  private Predicate primary() throws NotRecognizedException {
    if (SplitCondition.startsAt(cursor)) {
      return split();
    }
    if (cursor.peek().isSymbol("(")) {
      int mark = cursor.mark();
      Side side = parenthesizedSide();
      if (side != null) {
        return test(side);
      }
      cursor.reset(mark);
      cursor.expectSymbol("(");
      Predicate inner = read();
      cursor.expectSymbol(")");
      return inner;
    }
    return test(side());
  }

  private Predicate split() throws NotRecognizedException {
    cursor.expectWord(SplitCondition.NAME);
    cursor.expectSymbol("(");
    Token text = cursor.next();
    if (text.kind() != Token.Kind.STRING) {
      throw new NotRecognizedException("its split is no text");
    }
    cursor.expectSymbol(")");
    return new Predicate.InSplit(Strings.value(text.text()));
  }

  /** A column or a value in parentheses in front of an operator; null if it is something else. */
  private @Nullable Side parenthesizedSide() throws NotRecognizedException {
    int open = 0;
    while (cursor.acceptSymbol("(")) {
      open++;
    }
    if (SplitCondition.startsAt(cursor)
        || (!Names.isName(cursor.peek()) && !Operands.startsAt(cursor))) {
      return null;
    }
    Side side = side();
    while (open > 0 && cursor.acceptSymbol(")")) {
      open--;
    }
    Token next = cursor.peek();
    boolean operator =
        OPERATORS.containsKey(next.text())
            || next.isWord("IS")
            || next.isWord("IN")
            || next.isWord("BETWEEN")
            || next.isWord("LIKE")
            || next.isSymbol("<=>")
            || next.isWord("NOT");
    return open == 0 && operator ? side : null;
  }

  /** Either side of a comparison; exactly one of the two is there. */
  private record Side(@Nullable String column, @Nullable Operand operand) {}

  private Side side() throws NotRecognizedException {
    if (Operands.startsAt(cursor)) {
      return new Side(null, Operands.read(cursor));
    }
    Projection member = columns.read(cursor);
    if (member instanceof Projection.ColumnReference column) {
      return new Side(column.name(), null);
    } else if (member instanceof Projection.Constant constant) {
      return new Side(null, constant.literal());
    }
    throw new NotRecognizedException("it has a condition on a count");
  }

  /** A side of a comparison, also in parentheses. */
  private Side wrappedSide() throws NotRecognizedException {
    int open = 0;
    while (cursor.acceptSymbol("(")) {
      open++;
    }
    Side side = side();
    for (; open > 0; open--) {
      cursor.expectSymbol(")");
    }
    return side;
  }

  private Predicate test(Side left) throws NotRecognizedException {
    Operator operator = OPERATORS.get(cursor.peek().text());
    if (operator != null) {
      cursor.next();
      return comparison(left, operator, wrappedSide());
    } else if (cursor.acceptSymbol("<=>")) {
      return nullSafe(left, wrappedSide(), false);
    } else if (cursor.acceptWord("IS")) {
      return is(left, cursor.acceptWord("NOT"));
    }
    String column = left.column();
    if (column == null) {
      return constant(left.operand());
    }
    boolean negated = cursor.acceptWord("NOT");
    if (cursor.acceptWord("IN")) {
      return new In(column, list(), negated);
    } else if (cursor.acceptWord("BETWEEN")) {
      Predicate between = between(column);
      return negated ? new Not(between) : between;
    } else if (cursor.acceptWord("LIKE")) {
      Operand pattern = value();
      return new Like(column, pattern, cursor.acceptWord("ESCAPE") ? value() : null, negated);
    } else if (negated) {
      throw Obstacle.at(cursor);
    }
    return new Comparison(column, Operator.EQ, new Literal(true));
  }

  /** What comes after IS or IS NOT. */
  private Predicate is(Side left, boolean negated) throws NotRecognizedException {
    if (cursor.acceptWord("DISTINCT")) {
      cursor.expectWord("FROM");
      return nullSafe(left, wrappedSide(), !negated);
    } else if (cursor.acceptWord("NULL")) {
      return left.column() != null
          ? new IsNull(left.column(), negated)
          : new IsNullValue(present(left.operand()), negated);
    }
    Token truth = cursor.peek();
    if (truth.isWord("TRUE") || truth.isWord("FALSE")) {
      return nullSafe(left, new Side(null, Operands.literal(cursor)), negated);
    }
    throw Obstacle.at(cursor);
  }

  private static Predicate nullSafe(Side left, Side right, boolean negated)
      throws NotRecognizedException {
    Side column = left.column() != null ? left : right;
    Operand operand = column == left ? right.operand() : left.operand();
    if (column.column() == null) {
      throw new NotRecognizedException("it compares two values, none of them a column");
    } else if (operand == null) {
      throw new NotRecognizedException("it compares two columns");
    }
    return new NullSafeEqual(column.column(), operand, negated);
  }

  private static Operand present(@Nullable Operand operand) {
    if (operand == null) {
      throw new IllegalStateException("A side is neither a column nor a value");
    }
    return operand;
  }

  private Predicate comparison(Side left, Operator operator, Side right)
      throws NotRecognizedException {
    if (left.column() != null && right.operand() != null) {
      return new Comparison(left.column(), operator, right.operand());
    } else if (right.column() != null && left.operand() != null) {
      return new Comparison(right.column(), operator.swapped(), left.operand());
    } else if (left.operand() != null && right.operand() != null) {
      return ConstantComparison.of(left.operand(), operator, right.operand());
    }
    throw new NotRecognizedException("it compares two columns");
  }

  private Predicate between(String column) throws NotRecognizedException {
    Operand low = value();
    cursor.expectWord("AND");
    Operand high = value();
    return new And(
        List.of(
            new Comparison(column, Operator.GE, low), new Comparison(column, Operator.LE, high)));
  }

  private List<Operand> list() throws NotRecognizedException {
    cursor.expectSymbol("(");
    List<Operand> operands = new ArrayList<>();
    do {
      operands.add(value());
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return operands;
  }

  private Operand value() throws NotRecognizedException {
    int open = 0;
    while (cursor.acceptSymbol("(")) {
      open++;
    }
    if (!Operands.startsAt(cursor)) {
      throw Names.isName(cursor.peek()) && !cursor.peek(1).isSymbol("(")
          ? new NotRecognizedException("it compares two columns")
          : Obstacle.at(cursor);
    }
    Operand operand = Operands.read(cursor);
    for (; open > 0; open--) {
      cursor.expectSymbol(")");
    }
    return operand;
  }

  private static Predicate constant(@Nullable Operand operand) throws NotRecognizedException {
    if (operand instanceof Literal literal
        && (literal.value() == null || literal.value() instanceof Boolean)) {
      return new Constant((Boolean) literal.value());
    }
    throw new NotRecognizedException("a condition is a value that is not boolean");
  }
}
