package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.warehouse.engine.TranslatedStatement.CreateTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads CREATE TABLE, after the word CREATE. */
final class CreateTableParser {
  private final TokenReader reader;
  private final NameScope scope;
  private final RelationLookup lookup;
  private final List<String> primaryKey = new ArrayList<>();

  /** Whether the primary key has been read whole. */
  private boolean closed;

  CreateTableParser(TokenReader reader, NameScope scope, RelationLookup lookup) {
    this.reader = reader;
    this.scope = scope;
    this.lookup = lookup;
  }

  CreateTable create(SqlToken create) {
    if (!reader.takeWords("table")) {
      throw reader
          .faults()
          .unsupported(create.offset(), "CREATE " + reader.peek().text().toUpperCase(Locale.ROOT));
    }
    boolean ifNotExists = reader.takeWords("if", "not", "exists");
    TableName name = table();
    List<Column> columns = new ArrayList<>();
    List<Column> partitionColumns = new ArrayList<>();
    String comment = "";
    long lifecycleDays = 0;
    if (reader.peek().isSymbol("(")) {
      columns(columns);
    }
    SqlToken options = reader.peek();
    Map<String, String> properties = new LinkedHashMap<>();
    while (true) {
      if (reader.takeWords("comment")) {
        comment = reader.expectString();
      } else if (reader.takeWords("lifecycle")) {
        lifecycleDays = lifecycle(reader);
      } else if (partitionColumns.isEmpty() && reader.takeWords("partitioned", "by")) {
        if (isListOfNames()) {
          names(partitionColumns);
        } else {
          columns(partitionColumns);
        }
      } else if (reader.takeWords("tblproperties")) {
        properties.putAll(TableProperties.read(reader));
      } else {
        break;
      }
    }
    refuseTwice(columns, partitionColumns);
    DeltaState delta =
        TableProperties.delta(properties, primaryKey, reader.faults(), options.offset());
    if (columns.isEmpty() && reader.takeWords("like")) {
      TableName like = table();
      long days = reader.takeWords("lifecycle") ? lifecycle(reader) : lifecycleDays;
      return new CreateTable(
          name,
          ifNotExists,
          columns,
          partitionColumns,
          comment,
          days,
          properties,
          delta,
          null,
          like);
    }
    @Nullable Query rows = rows(columns, partitionColumns);
    return new CreateTable(
        name,
        ifNotExists,
        columns,
        partitionColumns,
        comment,
        lifecycleDays,
        properties,
        delta,
        rows,
        null);
  }

  private TableName table() {
    int offset = reader.peek().offset();
    return scope.table(reader.expectQualifiedName(), offset, reader.faults());
  }

  /** The number of days after LIFECYCLE. */
  static long lifecycle(TokenReader reader) {
    int offset = reader.peek().offset();
    long days = reader.expectInteger();
    if (days < 1 || days > 37231) {
      throw reader.faults().semantic(offset, "lifecycle " + days + " is not in 1 to 37231 days");
    }
    return days;
  }

  /** The query after AS, or null if the statement ends. */
  private @Nullable Query rows(List<Column> columns, List<Column> partitionColumns) {
    SqlToken word = reader.peek();
    if (reader.takeWords("as")) {
      if (!columns.isEmpty()) {
        throw reader.faults().unsupported(word.offset(), "CREATE TABLE AS with a column list");
      }
      List<SqlToken> rest = List.copyOf(reader.rest());
      rest.forEach(token -> reader.take());
      return new QueryParser(scope, lookup).query(rest, reader.faults());
    }
    if (columns.isEmpty()) {
      throw reader.unexpected("a list of columns, LIKE or AS");
    }
    for (Column column : partitionColumns) {
      if (SqlTypes.isVoid(column.type())) {
        throw reader
            .faults()
            .semantic(word.offset(), "partition column " + column.name() + " has no type");
      }
    }
    if (word.kind() == SqlToken.Kind.WORD) {
      throw reader
          .faults()
          .unsupported(word.offset(), "CREATE TABLE with " + word.text().toUpperCase(Locale.ROOT));
    }
    return null;
  }

  private boolean isListOfNames() {
    return reader.peek(2).isSymbol(",") || reader.peek(2).isSymbol(")");
  }

  /** Columns whose type the query of CREATE TABLE AS gives. */
  private void names(List<Column> columns) {
    reader.expectSymbol("(");
    do {
      columns.add(Column.of(reader.expectName(), SqlTypes.VOID));
    } while (reader.takeSymbol(","));
    reader.expectSymbol(")");
  }

  private void columns(List<Column> columns) {
    reader.expectSymbol("(");
    do {
      SqlToken first = reader.peek();
      if (reader.takeWords("primary", "key")) {
        primaryKey(first);
      } else {
        columns.add(column());
      }
    } while (reader.takeSymbol(","));
    reader.expectSymbol(")");
  }

  /** The names of {@code PRIMARY KEY (a, b)}. */
  private void primaryKey(SqlToken first) {
    reader.expectSymbol("(");
    do {
      SqlToken name = reader.peek();
      key(name, reader.expectName(), first);
    } while (reader.takeSymbol(","));
    reader.expectSymbol(")");
    closed = true;
  }

  private void key(SqlToken at, String name, SqlToken first) {
    if (closed) {
      throw reader.faults().semantic(first.offset(), "the table has two primary keys");
    }
    if (primaryKey.contains(name)) {
      throw reader
          .faults()
          .semantic(at.offset(), "column " + name + " is in the primary key twice");
    }
    primaryKey.add(name);
  }

  private Column column() {
    String name = reader.expectName();
    OdpsType type = new ColumnParser(reader).type();
    boolean nullable = true;
    String comment = "";
    while (true) {
      SqlToken word = reader.peek();
      if (reader.takeWords("not", "null")) {
        nullable = false;
      } else if (reader.takeWords("comment")) {
        comment = reader.expectString();
      } else if (reader.takeWords("primary", "key")) {
        key(word, name, word);
        closed = true;
      } else if (word.isWord("default") || word.isWord("unique")) {
        throw reader
            .faults()
            .unsupported(word.offset(), "a column with " + word.text().toUpperCase(Locale.ROOT));
      } else if (!reader.takeWords("null")) {
        return new Column(name, type, nullable, comment);
      }
    }
  }

  private void refuseTwice(List<Column> columns, List<Column> partitionColumns) {
    Set<String> names = new HashSet<>();
    List<Column> all = new ArrayList<>(columns);
    all.addAll(partitionColumns);
    for (Column column : all) {
      if (!names.add(column.name())) {
        throw reader.faults().semantic(0, "column " + column.name() + " is declared twice");
      }
    }
  }
}
