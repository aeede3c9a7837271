package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.TranslatedStatement.Insert;
import dev.maxstorage.warehouse.engine.TranslatedStatement.MultiInsert;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads {@code FROM source INSERT .. SELECT .. INSERT .. SELECT ..}: each SELECT gets the source as
 * its FROM.
 */
record MultiInsertParser(TokenReader reader, NameScope scope, RelationLookup lookup) {
  private static final Set<String> AFTER_FROM =
      Set.of(
          "where",
          "group",
          "having",
          "order",
          "sort",
          "distribute",
          "cluster",
          "limit",
          "window",
          "qualify",
          "lateral",
          "union",
          "minus",
          "except",
          "intersect");

  /**
   * The statement from the word FROM on.
   *
   * @param with the tokens of a WITH clause in front of it
   */
  MultiInsert inserts(List<SqlToken> with) {
    List<SqlToken> from = untilInsert();
    if (!reader.peek().isWord("insert")) {
      throw reader.faults().unsupported(from.get(0).offset(), "FROM before SELECT");
    }
    List<Insert> inserts = new ArrayList<>();
    Set<Object> targets = new HashSet<>();
    while (reader.peek().isWord("insert")) {
      SqlToken first = reader.peek();
      InsertParser.Header header = new InsertParser(reader, scope, lookup).header();
      List<SqlToken> query = new ArrayList<>(with);
      query.addAll(withSource(untilInsert(), from));
      inserts.add(header.insert(new QueryParser(scope, lookup).query(query, reader.faults())));
      if (!targets.add(List.of(header.table(), header.partition().toString()))) {
        throw reader
            .faults()
            .semantic(first.offset(), "the statement writes " + header.table().text() + " twice");
      }
    }
    return new MultiInsert(inserts);
  }

  /** The tokens up to the next INSERT outside of parentheses, or the end. */
  private List<SqlToken> untilInsert() {
    int left = reader.rest().size();
    List<SqlToken> taken = new ArrayList<>();
    int depth = 0;
    while (left > 0 && !(depth == 0 && reader.peek().isWord("insert"))) {
      SqlToken token = reader.take();
      depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      taken.add(token);
      left--;
    }
    return taken;
  }

  private List<SqlToken> withSource(List<SqlToken> select, List<SqlToken> from) {
    if (select.isEmpty() || !select.get(0).isWord("select")) {
      throw reader.unexpected("SELECT");
    }
    int depth = 0;
    int place = select.size();
    for (int i = 0; i < select.size() && place == select.size(); i++) {
      SqlToken token = select.get(i);
      depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      boolean word = depth == 0 && token.kind() == SqlToken.Kind.WORD;
      if (word && token.isWord("from")) {
        throw reader.faults().syntax(token.offset(), "FROM stands before INSERT already");
      }
      if (word && AFTER_FROM.contains(token.text().toLowerCase(Locale.ROOT))) {
        place = i;
      }
    }
    List<SqlToken> whole = new ArrayList<>(select.subList(0, place));
    whole.addAll(from);
    whole.addAll(select.subList(place, select.size()));
    return whole;
  }
}
