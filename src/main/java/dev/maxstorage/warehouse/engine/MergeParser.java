package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.ChangeParser.Target;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Change;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads MERGE INTO, after these words: one query for each WHEN. */
final class MergeParser {
  private final ChangeParser changes;
  private final TokenReader reader;
  private final List<Edit> matched = new ArrayList<>();
  private final List<Edit> notMatched = new ArrayList<>();

  /** Conditions of the WHENs so far: what they take the later ones do not get. */
  private final List<List<SqlToken>> takenMatched = new ArrayList<>();

  private final List<List<SqlToken>> takenNotMatched = new ArrayList<>();

  MergeParser(ChangeParser changes, TokenReader reader) {
    this.changes = changes;
    this.reader = reader;
  }

  /** {@code t [AS] a USING source [AS] s ON condition WHEN ..}. */
  Change merge(SqlToken first) {
    Target target = changes.target("using");
    reader.expectWords("using");
    List<SqlToken> source = changes.phrase(Set.of("on"));
    reader.expectWords("on");
    List<SqlToken> condition = changes.phrase(Set.of("when"));
    SqlToken when = reader.peek();
    while (reader.takeWords("when")) {
      boolean not = reader.takeWords("not");
      reader.expectWords("matched");
      if (reader.peek().isWord("by")) {
        throw reader.faults().unsupported(when.offset(), "WHEN NOT MATCHED BY");
      }
      @Nullable List<SqlToken> only =
          reader.takeWords("and") ? changes.phrase(Set.of("then")) : null;
      reader.expectWords("then");
      QueryTokens query = new QueryTokens(when.offset());
      if (not) {
        insert(query, target, source, condition, only);
      } else {
        change(query, target, source, condition, only);
      }
      when = reader.peek();
    }
    if (matched.isEmpty() && notMatched.isEmpty()) {
      throw reader.unexpected("WHEN");
    }
    return new Change("MERGE", target.name(), List.copyOf(matched), List.copyOf(notMatched));
  }

  private void change(
      QueryTokens query,
      Target target,
      List<SqlToken> source,
      List<SqlToken> condition,
      @Nullable List<SqlToken> only) {
    SqlToken word = reader.peek();
    int operation = DeltaState.UPSERT;
    Map<String, List<SqlToken>> assigned = Map.of();
    if (reader.takeWords("delete")) {
      operation = DeltaState.DELETE;
    } else if (reader.takeWords("update")) {
      reader.expectWords("set");
      assigned = changes.assignments(target, Set.of("when"));
    } else {
      throw reader.unexpected("UPDATE or DELETE");
    }
    target.addRow(query, assigned);
    query.word("from");
    target.addTo(query);
    query.word("join").add(source).word("on").parenthesized(condition);
    where(query, word, only, takenMatched);
    matched.add(
        new Edit(
            operation,
            ChangeParser.names(target),
            Set.copyOf(assigned.keySet()),
            changes.rows(query)));
  }

  private void insert(
      QueryTokens query,
      Target target,
      List<SqlToken> source,
      List<SqlToken> condition,
      @Nullable List<SqlToken> only) {
    SqlToken word = reader.peek();
    reader.expectWords("insert");
    List<String> columns = columns(target);
    reader.expectWords("values");
    reader.expectSymbol("(");
    int values = 0;
    do {
      query.item().parenthesized(changes.phrase(Set.of()));
      values++;
    } while (reader.takeSymbol(","));
    reader.expectSymbol(")");
    if (values != columns.size()) {
      throw reader
          .faults()
          .semantic(
              word.offset(), "INSERT of " + columns.size() + " columns has " + values + " values");
    }
    query.word("from").add(source).word("left").word("anti").word("join");
    target.addTo(query);
    query.word("on").parenthesized(condition);
    where(query, word, only, takenNotMatched);
    notMatched.add(new Edit(DeltaState.UPSERT, columns, Set.of(), changes.rows(query)));
  }

  private List<String> columns(Target target) {
    if (!reader.takeSymbol("(")) {
      return ChangeParser.names(target);
    }
    List<String> columns = new ArrayList<>();
    do {
      SqlToken at = reader.peek();
      String name = reader.expectName();
      if (target.columns().stream().map(Column::name).noneMatch(name::equals)
          || columns.contains(name)) {
        throw reader
            .faults()
            .semantic(at.offset(), "column " + name + " cannot be resolved, or is there twice");
      }
      columns.add(name);
    } while (reader.takeSymbol(","));
    reader.expectSymbol(")");
    return columns;
  }

  /** The rows of this WHEN: those that no earlier one took. */
  private void where(
      QueryTokens query, SqlToken at, @Nullable List<SqlToken> only, List<List<SqlToken>> taken) {
    if (taken.contains(List.<SqlToken>of())) {
      throw reader
          .faults()
          .semantic(at.offset(), "an earlier WHEN without AND leaves no rows for this one");
    }
    String word = "where";
    for (List<SqlToken> earlier : taken) {
      query.word(word).word("case").word("when").parenthesized(earlier);
      query.word("then").word("false").word("else").word("true").word("end");
      word = "and";
    }
    if (only != null) {
      query.word(word).parenthesized(only);
    }
    taken.add(only == null ? List.of() : only);
  }
}
