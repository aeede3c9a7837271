package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Change;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Edit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads UPDATE and DELETE; MERGE is read by {@link MergeParser}. Each becomes queries for the rows
 * that it writes or deletes, made of the statement's own tokens.
 */
final class ChangeParser {
  private final TokenReader reader;
  private final NameScope scope;
  private final RelationLookup lookup;

  ChangeParser(TokenReader reader, NameScope scope, RelationLookup lookup) {
    this.reader = reader;
    this.scope = scope;
    this.lookup = lookup;
  }

  /**
   * A table that is changed.
   *
   * @param written the name as the statement has it
   * @param alias by which its columns are qualified
   */
  record Target(TableName name, List<Column> columns, List<SqlToken> written, SqlToken alias) {

    /** The table in FROM. */
    void addTo(QueryTokens query) {
      query.add(written).word("as").add(alias);
    }

    /** The row's columns, some with new values. */
    void addRow(QueryTokens query, Map<String, List<SqlToken>> assigned) {
      for (Column column : columns) {
        List<SqlToken> value = assigned.get(column.name());
        if (value == null) {
          query.item().add(alias).symbol(".").name(column.name());
        } else {
          query.item().parenthesized(value);
        }
      }
    }
  }

  /** The statement that starts here. */
  Change statement() {
    SqlToken first = reader.peek();
    Change change;
    if (reader.takeWords("update")) {
      change = update(first);
    } else if (reader.takeWords("delete")) {
      reader.expectWords("from");
      change = delete(first);
    } else {
      reader.expectWords("merge", "into");
      change = new MergeParser(this, reader).merge(first);
    }
    reader.expectEnd();
    return change;
  }

  private Change update(SqlToken first) {
    Target target = target("set");
    reader.expectWords("set");
    Map<String, List<SqlToken>> assigned = assignments(target, Set.of("where"));
    QueryTokens query = new QueryTokens(first.offset());
    target.addRow(query, assigned);
    query.word("from");
    target.addTo(query);
    where(query);
    Edit edit =
        new Edit(DeltaState.UPSERT, names(target), Set.copyOf(assigned.keySet()), rows(query));
    return new Change("UPDATE", target.name(), List.of(edit), List.of());
  }

  private Change delete(SqlToken first) {
    Target target = target("where");
    QueryTokens query = new QueryTokens(first.offset());
    target.addRow(query, Map.of());
    query.word("from");
    target.addTo(query);
    where(query);
    Edit edit = new Edit(DeltaState.DELETE, names(target), Set.of(), rows(query));
    return new Change("DELETE", target.name(), List.of(edit), List.of());
  }

  private void where(QueryTokens query) {
    if (reader.takeWords("where")) {
      query.word("where").parenthesized(phrase(Set.of()));
    }
  }

  static List<String> names(Target target) {
    return target.columns().stream().map(Column::name).toList();
  }

  TranslatedStatement.Query rows(QueryTokens query) {
    return new QueryParser(scope, lookup).query(query.tokens(), reader.faults());
  }

  /** The table's name and alias, in front of the word {@code next}. */
  Target target(String next) {
    reader.takeWords("table");
    SqlToken first = reader.peek();
    List<SqlToken> rest = reader.rest();
    List<String> parts = reader.expectQualifiedName();
    List<SqlToken> written = List.copyOf(rest.subList(0, parts.size() * 2 - 1));
    TableName name = scope.table(parts, first.offset(), reader.faults());
    SqlToken last = written.get(written.size() - 1);
    RelationLookup.Stored stored = lookup.find(name);
    if (stored == null) {
      throw reader.faults().noSuchTable(first.offset(), name);
    }
    if (!(stored instanceof RelationLookup.Table table)) {
      throw reader.faults().semantic(first.offset(), name.text() + " is a view, not a table");
    }
    SqlToken alias = alias(next);
    return new Target(name, table.columns(), written, alias == null ? last : alias);
  }

  /** {@code [AS] alias}, if it does not come to the word {@code next} at once. */
  @Nullable SqlToken alias(String next) {
    if (!reader.takeWords("as") && (!reader.peek().isName() || reader.peek().isWord(next))) {
      return null;
    }
    SqlToken alias = reader.peek();
    reader.expectName();
    return alias;
  }

  /** {@code column = value, ..} up to one of the words; no column twice. */
  Map<String, List<SqlToken>> assignments(Target target, Set<String> ends) {
    Map<String, List<SqlToken>> assigned = new LinkedHashMap<>();
    do {
      SqlToken at = reader.peek();
      if (at.isSymbol("(")) {
        throw reader.faults().unsupported(at.offset(), "SET of several columns at once");
      }
      List<String> path = reader.expectQualifiedName();
      String column = path.get(path.size() - 1);
      boolean qualified = path.size() > 1;
      if (path.size() > 2 || (qualified && !path.get(0).equals(target.alias().name()))) {
        throw reader
            .faults()
            .semantic(at.offset(), "column " + String.join(".", path) + " cannot be resolved");
      }
      if (target.columns().stream().noneMatch(each -> each.name().equals(column))) {
        throw reader
            .faults()
            .semantic(
                at.offset(),
                "column " + column + " cannot be resolved in table " + target.name().text());
      }
      reader.expectSymbol("=");
      if (assigned.put(column, phrase(ends)) != null) {
        throw reader.faults().semantic(at.offset(), "column " + column + " is set twice");
      }
    } while (reader.takeSymbol(","));
    return assigned;
  }

  /**
   * The tokens up to a comma, one of the words or the end, not counting those inside parentheses
   * and CASE; at least one.
   */
  List<SqlToken> phrase(Set<String> ends) {
    List<SqlToken> rest = reader.rest();
    int depth = 0;
    int end = 0;
    while (end < rest.size()) {
      SqlToken token = rest.get(end);
      boolean ended = token.isSymbol(",") || (isWord(token) && ends.contains(token.name()));
      if (depth == 0 && (ended || token.isSymbol(")"))) {
        break;
      }
      if (depth == 0 && token.isWord("from")) {
        throw reader.faults().unsupported(token.offset(), "UPDATE with FROM");
      }
      if (token.isSymbol("(") || token.isWord("case")) {
        depth++;
      } else if (token.isSymbol(")") || token.isWord("end")) {
        depth--;
      }
      end++;
    }
    if (end == 0) {
      throw reader.unexpected("an expression");
    }
    List<SqlToken> phrase = List.copyOf(rest.subList(0, end));
    phrase.forEach(token -> reader.take());
    return phrase;
  }

  private static boolean isWord(SqlToken token) {
    return token.kind() == SqlToken.Kind.WORD;
  }
}
