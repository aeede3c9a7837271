package dev.maxstorage.sql;

import dev.maxstorage.sql.Predicate.And;
import dev.maxstorage.sql.Predicate.InSplit;
import dev.maxstorage.sql.Predicate.Not;
import dev.maxstorage.sql.Predicate.Or;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition of which the split was taken out: {@code maxstorage_split('...')} is no condition
 * over values, it tells which rows of which snapshot are read.
 *
 * @param split the text in the parentheses, null if there is none
 * @param rest the other conditions, null for none
 */
record SplitCondition(@Nullable String split, @Nullable Predicate rest) {
  /** The word in front of the parentheses. */
  static final String NAME = "MAXSTORAGE_SPLIT";

  /** Whether a split is next. */
  static boolean startsAt(TokenCursor cursor) {
    return cursor.peek().isWord(NAME) && cursor.peek(1).isSymbol("(");
  }

  /** Whether the tokens have a split, in a right place or a wrong one. */
  static boolean isIn(List<Token> tokens) {
    return find(tokens) >= 0;
  }

  /** The index of the first split, or -1. */
  static int find(List<Token> tokens) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isWord(NAME) && tokens.get(i + 1).isSymbol("(")) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Takes the split out of a condition.
   *
   * @throws NotRecognizedException if there are several, or one that is not joined by AND
   */
  static SplitCondition of(@Nullable Predicate condition) throws NotRecognizedException {
    List<Predicate> others = new ArrayList<>();
    List<String> splits = new ArrayList<>();
    if (condition != null) {
      sort(condition, splits, others);
    }
    if (splits.size() > 1) {
      throw new NotRecognizedException("it has " + splits.size() + " splits");
    }
    Predicate rest = others.isEmpty() ? null : others.size() == 1 ? others.get(0) : new And(others);
    return splits.isEmpty()
        ? new SplitCondition(null, condition)
        : new SplitCondition(splits.get(0), rest);
  }

  private static void sort(Predicate condition, List<String> splits, List<Predicate> others)
      throws NotRecognizedException {
    if (condition instanceof And and) {
      for (Predicate operand : and.operands()) {
        sort(operand, splits, others);
      }
    } else if (condition instanceof InSplit one) {
      splits.add(one.split());
    } else if (hides(condition)) {
      throw new NotRecognizedException("it has a split under OR or NOT");
    } else {
      others.add(condition);
    }
  }

  private static boolean hides(Predicate condition) {
    if (condition instanceof Not not) {
      return hides(not.operand());
    } else if (condition instanceof Or or) {
      return or.operands().stream().anyMatch(SplitCondition::hides);
    } else if (condition instanceof And and) {
      return and.operands().stream().anyMatch(SplitCondition::hides);
    }
    return condition instanceof InSplit;
  }
}
