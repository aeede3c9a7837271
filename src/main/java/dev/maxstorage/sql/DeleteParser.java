package dev.maxstorage.sql;

import dev.maxstorage.sql.DeletePlan.Equal;
import dev.maxstorage.sql.Operand.Literal;
import dev.maxstorage.sql.Predicate.And;
import dev.maxstorage.sql.Predicate.Comparison;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads {@code DELETE FROM table WHERE column = value [AND ..]}, and nothing else. */
final class DeleteParser {
  private DeleteParser() {}

  static DeletePlan parse(
      List<Token> tokens, Map<String, String> settings, int parameterCount, String text)
      throws NotRecognizedException {
    TokenCursor cursor = new TokenCursor(tokens);
    cursor.expectWord("DELETE");
    cursor.expectWord("FROM");
    TableName table = Names.table(cursor);
    if (!cursor.acceptWord("WHERE")) {
      throw new NotRecognizedException("it deletes by something else than a key");
    }
    Predicate condition = new PredicateParser(cursor, ColumnScope.of(table, null)).read();
    cursor.expectEnd();
    List<Equal> conditions = new ArrayList<>();
    collect(condition, conditions);
    Set<String> names = new HashSet<>();
    for (Equal each : conditions) {
      if (!names.add(each.column().toLowerCase(Locale.ROOT))) {
        throw new NotRecognizedException("it has two conditions on the column " + each.column());
      }
    }
    return new DeletePlan(table, conditions, settings, parameterCount, text);
  }

  private static void collect(Predicate condition, List<Equal> conditions)
      throws NotRecognizedException {
    if (condition instanceof And and) {
      for (Predicate operand : and.operands()) {
        collect(operand, conditions);
      }
    } else if (condition instanceof Comparison comparison
        && comparison.operator() == Operator.EQ
        && !(comparison.operand() instanceof Literal literal && literal.value() == null)) {
      conditions.add(new Equal(comparison.column(), comparison.operand()));
    } else {
      throw new NotRecognizedException("it deletes by something else than a key");
    }
  }
}
