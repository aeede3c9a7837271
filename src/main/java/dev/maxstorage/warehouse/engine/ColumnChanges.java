package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import dev.maxstorage.warehouse.engine.TableChange.AddColumns;
import dev.maxstorage.warehouse.engine.TableChange.ChangeColumn;
import dev.maxstorage.warehouse.engine.TableChange.DropColumns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table's columns after ALTER TABLE, each with where its values come from.
 *
 * @param columns data columns
 * @param sources for each column a DuckDB expression over the columns before
 */
record ColumnChanges(List<Column> columns, List<String> sources) {

  /** The columns after ADD COLUMNS. */
  static ColumnChanges of(TableState table, AddColumns add) {
    ColumnChanges changed = unchanged(table);
    for (Column column : add.columns()) {
      boolean exists = table.column(column.name()) != null;
      if (exists && !add.ifNotExists()) {
        throw semantic(
            "column " + column.name() + " already exists in table " + table.name().text());
      }
      if (!column.nullable()) {
        throw semantic("column " + column.name() + " is new and so cannot be NOT NULL");
      }
      if (!exists) {
        changed.columns.add(column);
        changed.sources.add("CAST(NULL AS " + DuckSql.type(column.type()) + ")");
      }
    }
    return changed;
  }

  /** The columns after DROP COLUMNS. */
  static ColumnChanges of(TableState table, DropColumns drop) {
    Set<Column> dropped = new HashSet<>();
    for (String name : drop.names()) {
      if (!dropped.add(changeable(table, name))) {
        throw semantic("column " + name + " is dropped twice");
      }
    }
    ColumnChanges changed = new ColumnChanges(new ArrayList<>(), new ArrayList<>());
    for (Column column : table.columns()) {
      if (!dropped.contains(column)) {
        changed.keep(column);
      }
    }
    if (changed.columns.isEmpty()) {
      throw semantic("table " + table.name().text() + " would have no column left");
    }
    return changed;
  }

  /** The columns after CHANGE COLUMN. */
  static ColumnChanges of(TableState table, ChangeColumn change) {
    boolean commentOnly = change.newName() == null && change.type() == null && !change.nullable();
    Column before =
        commentOnly ? dataColumn(table, change.column()) : changeable(table, change.column());
    @Nullable String newName = change.newName();
    String name = newName == null ? before.name() : newName.toLowerCase(Locale.ROOT);
    if (!name.equals(before.name()) && table.column(name) != null) {
      throw semantic("column " + name + " already exists in table " + table.name().text());
    }
    OdpsType type = change.type() == null ? before.type() : change.type();
    String source = TypeWidening.expression(before, type);
    if (source == null) {
      throw semantic(
          "column "
              + before.name()
              + " of type "
              + before.type().text()
              + " cannot become "
              + type.text()
              + ": not every value would stay the same");
    }
    String comment = change.comment() == null ? before.comment() : change.comment();
    Column after = new Column(name, type, before.nullable() || change.nullable(), comment);
    ColumnChanges changed = unchanged(table);
    int index = table.columns().indexOf(before);
    changed.columns.set(index, after);
    changed.sources.set(index, source);
    return changed;
  }

  private static ColumnChanges unchanged(TableState table) {
    ColumnChanges same = new ColumnChanges(new ArrayList<>(), new ArrayList<>());
    table.columns().forEach(same::keep);
    return same;
  }

  private void keep(Column column) {
    columns.add(column);
    sources.add(DuckSql.name(column.name()));
  }

  private static Column dataColumn(TableState table, String name) {
    Column column = table.column(name);
    if (column == null) {
      throw semantic("column " + name + " cannot be resolved in table " + table.name().text());
    }
    if (!table.columns().contains(column)) {
      throw semantic("column " + name + " is a partition column; it stays as it was made");
    }
    return column;
  }

  /** A data column that is not of the primary key. */
  private static Column changeable(TableState table, String name) {
    Column column = dataColumn(table, name);
    DeltaState delta = table.delta();
    if (delta != null && delta.primaryKey().contains(column.name())) {
      throw semantic("column " + name + " is in the primary key; it stays as it was made");
    }
    return column;
  }

  /** Whether only comments differ, so that rows need not be written again. */
  boolean keepsRows(TableState table) {
    return withoutComments(columns).equals(withoutComments(table.columns()));
  }

  private static List<Column> withoutComments(List<Column> columns) {
    return columns.stream()
        .map(column -> new Column(column.name(), column.type(), column.nullable(), ""))
        .toList();
  }

  private static EngineException semantic(String reason) {
    return new EngineException(
        Kind.INVALID_ARGUMENT, "ODPS-0130071:[1,1] Semantic analysis exception - " + reason);
  }
}
