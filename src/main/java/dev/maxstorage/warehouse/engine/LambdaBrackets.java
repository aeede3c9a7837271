package dev.maxstorage.warehouse.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Puts the bodies of lambdas in parentheses: Druid binds {@code ->} closer than any operator, so it
 * would read {@code x -> x > 1} as a comparison with a lambda. To be asked token by token.
 */
final class LambdaBrackets {
  private final Deque<Integer> bodies = new ArrayDeque<>();
  private int depth;

  /** What stands before a token: the end of the bodies that it ends. */
  String before(SqlToken token) {
    boolean closes = token.isSymbol(")") || token.isSymbol("]");
    StringBuilder ends = new StringBuilder();
    while (!bodies.isEmpty() && bodies.peek() == depth && (closes || token.isSymbol(","))) {
      bodies.pop();
      ends.append(") ");
    }
    depth += token.isSymbol("(") || token.isSymbol("[") ? 1 : closes ? -1 : 0;
    return ends.toString();
  }

  /** What stands after a token: the begin of a body. */
  String after(SqlToken token) {
    if (!token.isSymbol("->")) {
      return "";
    }
    bodies.push(depth);
    return " (";
  }
}
