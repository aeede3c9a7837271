package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.TranslatedStatement.CreateView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads CREATE VIEW, after the word VIEW. */
record ViewParser(TokenReader reader, NameScope scope, RelationLookup lookup) {

  /** {@code [IF NOT EXISTS] name [(column [COMMENT 'text'], ..)] [COMMENT 'text'] AS query}. */
  CreateView create(boolean replace) {
    boolean ifNotExists = reader.takeWords("if", "not", "exists");
    int offset = reader.peek().offset();
    TableName name = scope.table(reader.expectQualifiedName(), offset, reader.faults());
    List<SqlToken> names = new ArrayList<>();
    List<String> comments = new ArrayList<>();
    if (reader.takeSymbol("(")) {
      do {
        names.add(reader.peek());
        reader.expectName();
        comments.add(reader.takeWords("comment") ? reader.expectString() : "");
      } while (reader.takeSymbol(","));
      reader.expectSymbol(")");
    }
    String comment = reader.takeWords("comment") ? reader.expectString() : "";
    if (reader.peek().isWord("tblproperties") || reader.peek().isWord("partitioned")) {
      throw reader
          .faults()
          .unsupported(
              reader.peek().offset(),
              "CREATE VIEW with " + reader.peek().text().toUpperCase(Locale.ROOT));
    }
    reader.expectWords("as");
    SqlToken first = reader.peek();
    List<SqlToken> query = List.copyOf(reader.rest());
    if (query.isEmpty()) {
      throw reader.unexpected("a query");
    }
    query.forEach(token -> reader.take());
    List<Column> given =
        new QueryParser(scope, lookup, Set.of(name)).query(query, reader.faults()).columns();
    if (!names.isEmpty() && names.size() != given.size()) {
      throw reader
          .faults()
          .semantic(
              names.get(0).offset(),
              "the view names " + names.size() + " columns, its query gives " + given.size());
    }
    List<Column> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < given.size(); i++) {
      String column =
          names.isEmpty() ? given.get(i).name().toLowerCase(Locale.ROOT) : names.get(i).name();
      if (!seen.add(column)) {
        throw reader.faults().semantic(offset, "the view has column " + column + " twice");
      }
      columns.add(
          new Column(column, given.get(i).type(), true, names.isEmpty() ? "" : comments.get(i)));
    }
    return new CreateView(
        name,
        replace,
        ifNotExists,
        columns,
        !names.isEmpty(),
        comment,
        reader.textFrom(first),
        scope);
  }
}
