package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.warehouse.engine.TableChange.AddColumns;
import dev.maxstorage.warehouse.engine.TableChange.ChangeColumn;
import dev.maxstorage.warehouse.engine.TableChange.DropColumns;
import dev.maxstorage.warehouse.engine.TableChange.RenamePartition;
import dev.maxstorage.warehouse.engine.TableChange.SetComment;
import dev.maxstorage.warehouse.engine.TableChange.SetLifecycle;
import dev.maxstorage.warehouse.engine.TableChange.SetProperties;
import dev.maxstorage.warehouse.engine.TableChange.Touch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what ALTER TABLE does, after the table's name. */
record AlterTableParser(TokenReader reader) {

  TableChange change() {
    SqlToken first = reader.peek();
    if (reader.takeWords("add", "columns") || reader.takeWords("add", "column")) {
      return addColumns();
    }
    if (reader.takeWords("drop", "columns") || reader.takeWords("drop", "column")) {
      return dropColumns();
    }
    if (reader.takeWords("rename", "column")) {
      String column = reader.expectName();
      reader.expectWords("to");
      return new ChangeColumn(column, reader.expectName(), null, null, false);
    }
    if (reader.takeWords("change")) {
      reader.takeWords("column");
      return changeColumn();
    }
    if (reader.takeWords("set")) {
      return set(first);
    }
    if (reader.takeWords("touch")) {
      return new Touch(
          reader.takeWords("partition") ? PartitionClause.spec(reader) : PartitionSpec.EMPTY);
    }
    if (reader.takeWords("partition")) {
      PartitionSpec before = PartitionClause.spec(reader);
      if (!reader.takeWords("rename", "to", "partition")) {
        throw unsupported(first, "PARTITION " + word(reader.peek()));
      }
      return new RenamePartition(before, PartitionClause.spec(reader));
    }
    throw unsupported(first, word(first));
  }

  private AddColumns addColumns() {
    boolean ifNotExists = reader.takeWords("if", "not", "exists");
    boolean list = reader.takeSymbol("(");
    List<Column> columns = new ArrayList<>();
    do {
      columns.add(column());
    } while (reader.takeSymbol(","));
    if (list) {
      reader.expectSymbol(")");
    }
    return new AddColumns(ifNotExists, columns);
  }

  private Column column() {
    SqlToken first = reader.peek();
    String name = reader.expectName();
    if (reader.peek().isSymbol(".")) {
      throw unsupported(first, "ADD COLUMNS of a member of a struct");
    }
    OdpsType type = new ColumnParser(reader).type();
    boolean nullable = !reader.takeWords("not", "null");
    SqlToken next = reader.peek();
    if (next.isWord("default") || next.isWord("first") || next.isWord("after")) {
      throw unsupported(next, "ADD COLUMNS with " + word(next));
    }
    String comment = reader.takeWords("comment") ? reader.expectString() : "";
    return new Column(name, type, nullable, comment);
  }

  private DropColumns dropColumns() {
    boolean list = reader.takeSymbol("(");
    List<String> names = new ArrayList<>();
    do {
      names.add(reader.expectName());
    } while (reader.takeSymbol(","));
    if (list) {
      reader.expectSymbol(")");
    }
    return new DropColumns(names);
  }

  /**
   * {@code c COMMENT 'x'}, {@code c NULL}, {@code c RENAME TO d}, {@code c d type [COMMENT 'x']}.
   */
  private ChangeColumn changeColumn() {
    String column = reader.expectName();
    if (reader.takeWords("comment")) {
      return new ChangeColumn(column, null, null, reader.expectString(), false);
    }
    if (reader.takeWords("null")) {
      return new ChangeColumn(column, null, null, null, true);
    }
    if (reader.takeWords("rename", "to")) {
      return new ChangeColumn(column, reader.expectName(), null, null, false);
    }
    String newName = reader.expectName();
    OdpsType type = new ColumnParser(reader).type();
    @Nullable String comment = reader.takeWords("comment") ? reader.expectString() : null;
    SqlToken next = reader.peek();
    if (next.isWord("first") || next.isWord("after") || next.isWord("not")) {
      throw unsupported(next, "CHANGE COLUMN with " + word(next));
    }
    return new ChangeColumn(column, newName, type, comment, false);
  }

  private TableChange set(SqlToken first) {
    if (reader.takeWords("comment")) {
      return new SetComment(reader.expectString());
    }
    if (reader.takeWords("lifecycle")) {
      return new SetLifecycle(CreateTableParser.lifecycle(reader));
    }
    if (reader.takeWords("tblproperties")) {
      return new SetProperties(TableProperties.read(reader));
    }
    throw unsupported(first, "SET " + word(reader.peek()));
  }

  private EngineException unsupported(SqlToken at, String what) {
    return reader.faults().unsupported(at.offset(), "ALTER TABLE " + what);
  }

  private static String word(SqlToken token) {
    return token.text().toUpperCase(Locale.ROOT);
  }
}
