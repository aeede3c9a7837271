package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.TranslatedStatement.Insert;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads INSERT, and WITH before INSERT or a query. */
record InsertParser(TokenReader reader, NameScope scope, RelationLookup lookup) {

  /** {@code WITH .. SELECT}, or {@code WITH .. INSERT .. SELECT}. */
  TranslatedStatement with() {
    List<SqlToken> all = reader.rest();
    int depth = 0;
    for (int i = 0; i < all.size(); i++) {
      SqlToken token = all.get(i);
      depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      if (depth == 0 && token.isWord("select")) {
        break; // a query; a FROM that follows is its own
      }
      boolean afterWith = depth == 0 && i > 0 && all.get(i - 1).isSymbol(")");
      if (afterWith && (token.isWord("insert") || token.isWord("from"))) {
        List<SqlToken> with = List.copyOf(all.subList(0, i));
        while (reader.peek() != token) {
          reader.take();
        }
        return token.isWord("insert")
            ? insert(with)
            : new MultiInsertParser(reader, scope, lookup).inserts(with);
      }
    }
    return new QueryParser(scope, lookup).query(all, reader.faults());
  }

  /** {@code INSERT INTO|OVERWRITE [TABLE] t [PARTITION (..)] [(columns)] VALUES|SELECT ..}. */
  Insert insert() {
    return insert(List.of());
  }

  private Insert insert(List<SqlToken> with) {
    Header header = header();
    List<SqlToken> rows = new ArrayList<>(with);
    rows.addAll(reader.rest());
    if (rows.size() == with.size()) {
      throw reader.unexpected("VALUES or SELECT");
    }
    return header.insert(new QueryParser(scope, lookup).query(rows, reader.faults()));
  }

  /** An INSERT up to its rows; as {@link Insert}. */
  record Header(
      TableName table,
      boolean overwrite,
      LinkedHashMap<String, @Nullable String> partition,
      List<String> columns) {
    Insert insert(Query rows) {
      return new Insert(table, overwrite, partition, columns, rows);
    }
  }

  /** Reads up to VALUES or SELECT. */
  Header header() {
    reader.expectWords("insert");
    boolean overwrite = reader.takeWords("overwrite");
    if (!overwrite) {
      reader.expectWords("into");
    }
    reader.takeWords("table");
    int offset = reader.peek().offset();
    TableName table = scope.table(reader.expectQualifiedName(), offset, reader.faults());
    LinkedHashMap<String, @Nullable String> partition = partition();
    List<String> columns = columns();
    if (partition.isEmpty() && reader.peek().isWord("partition")) {
      partition = partition();
    }
    return new Header(table, overwrite, partition, columns);
  }

  private LinkedHashMap<String, @Nullable String> partition() {
    LinkedHashMap<String, @Nullable String> partition = new LinkedHashMap<>();
    if (!reader.takeWords("partition")) {
      return partition;
    }
    reader.expectSymbol("(");
    do {
      SqlToken name = reader.peek();
      String column = reader.expectName();
      @Nullable String value = null;
      if (reader.takeSymbol("=") || reader.takeSymbol("==")) {
        value = PartitionClause.literal(reader).duck();
      }
      if (partition.containsKey(column)) {
        throw reader
            .faults()
            .semantic(name.offset(), "partition column " + column + " is given twice");
      }
      partition.put(column, value);
    } while (reader.takeSymbol(","));
    reader.expectSymbol(")");
    return partition;
  }

  /** The column list, if a parenthesis opens one and not a query. */
  private List<String> columns() {
    List<String> columns = new ArrayList<>();
    SqlToken inside = reader.peek(1);
    boolean list =
        reader.peek().isSymbol("(")
            && inside.isName()
            && (reader.peek(2).isSymbol(",") || reader.peek(2).isSymbol(")"));
    if (list) {
      reader.expectSymbol("(");
      do {
        columns.add(reader.expectName());
      } while (reader.takeSymbol(","));
      reader.expectSymbol(")");
    }
    return columns;
  }
}
