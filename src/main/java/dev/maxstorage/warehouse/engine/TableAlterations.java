package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.TableChange.AddColumns;
import dev.maxstorage.warehouse.engine.TableChange.ChangeColumn;
import dev.maxstorage.warehouse.engine.TableChange.DropColumns;
import dev.maxstorage.warehouse.engine.TableChange.RenamePartition;
import dev.maxstorage.warehouse.engine.TableChange.SetComment;
import dev.maxstorage.warehouse.engine.TableChange.SetLifecycle;
import dev.maxstorage.warehouse.engine.TableChange.SetProperties;
import dev.maxstorage.warehouse.engine.TableChange.Touch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out ALTER TABLE.
 *
 * <p>Other columns mean another data table: the rows are copied, under the ids that their segments
 * have. Snapshots go on reading the data table that they began with.
 */
final class TableAlterations {
  private final CatalogChanges changes;
  private final DuckConnection connection;
  private final Ids ids;

  TableAlterations(CatalogChanges changes, DuckConnection connection, Ids ids) {
    this.changes = changes;
    this.connection = connection;
    this.ids = ids;
  }

  /** Changes the table's newest version; partition specs are whole and canonical. */
  void alter(TableState table, TableChange change) {
    changes.change(
        "Table " + table.name().text() + " could not be altered",
        () -> {
          TableState before = changes.existing(table.id());
          TableOptions options = before.options();
          if (change instanceof AddColumns add) {
            columns(before, ColumnChanges.of(before, add));
          } else if (change instanceof DropColumns drop) {
            columns(before, ColumnChanges.of(before, drop));
          } else if (change instanceof ChangeColumn column) {
            columns(before, ColumnChanges.of(before, column));
          } else if (change instanceof SetComment comment) {
            describe(before, comment.comment(), before.columns(), options);
          } else if (change instanceof SetLifecycle lifecycle) {
            TableOptions next = options.withLifecycle(lifecycle.days());
            describe(before, before.comment(), before.columns(), next);
          } else if (change instanceof SetProperties properties) {
            TableProperties.checkChange(properties.properties());
            TableOptions next = options.withProperties(properties.properties());
            describe(before, before.comment(), before.columns(), next);
          } else if (change instanceof Touch touch) {
            PartitionSpec spec = touch.partition();
            List<PartitionSpec> touched = spec.isEmpty() ? List.of() : List.of(spec);
            TableState after = before.with(List.of(), List.of(), touched, changes.now());
            changes.publish(before, after, () -> {});
          } else if (change instanceof RenamePartition rename) {
            rename(before, rename);
          } else {
            throw new AssertionError("No rule for " + change);
          }
        });
  }

  private void describe(
      TableState before, String comment, List<Column> columns, TableOptions options)
      throws SQLException {
    TableState after = before.described(comment, columns, options, changes.now());
    changes.publish(before, after, () -> {});
  }

  private void columns(TableState before, ColumnChanges changed) throws SQLException {
    if (changed.keepsRows(before)) {
      describe(before, before.comment(), changed.columns(), before.options());
      return;
    }
    TableState after =
        before.described(
            before.comment(),
            changed.columns(),
            before.options().movedTo(ids.next()),
            changes.now());
    changes.publish(
        before,
        after,
        () -> {
          connection.execute(DataTable.create(after));
          if (!before.stored().isEmpty()) {
            copy(before, after, changed);
          }
        });
  }

  private void copy(TableState before, TableState after, ColumnChanges changed)
      throws SQLException {
    List<String> into = hidden(before);
    List<String> from = new ArrayList<>(into);
    changed.columns().forEach(column -> into.add(DuckSql.name(column.name())));
    from.addAll(changed.sources());
    for (Column column : before.partitionColumns()) {
      into.add(DuckSql.name(column.name()));
      from.add(DuckSql.name(column.name()));
    }
    connection.execute(
        "INSERT INTO "
            + after.dataTable()
            + "("
            + String.join(", ", into)
            + ") SELECT "
            + String.join(", ", from)
            + " FROM "
            + before.dataTable()
            + " WHERE \"$segment\" IN ("
            + CatalogStore.list(before.stored().stream().map(SegmentState::id).toList())
            + ")");
  }

  /** The columns of a data table that are no columns of the table, such as the segment. */
  private List<String> hidden(TableState table) throws SQLException {
    List<String> names = new ArrayList<>();
    connection.query(
        "SELECT column_name FROM duckdb_columns() WHERE schema_name = '$data' AND table_name = 'd_"
            + table.options().dataId()
            + "' AND starts_with(column_name, '$') ORDER BY column_index",
        row -> names.add(DuckSql.name(row.getString(1))));
    return names;
  }

  /** The rows are written again, as one segment of the partition's new name. */
  private void rename(TableState before, RenamePartition rename) throws SQLException {
    if (before.delta() != null) {
      throw new EngineException(
          EngineException.Kind.UNSUPPORTED,
          "PARTITION RENAME of a table with a primary key is not supported by this warehouse");
    }
    if (!before.partitions().containsKey(rename.before())) {
      throw NamedTables.noSuchPartition(before, rename.before());
    }
    if (before.partitions().containsKey(rename.after())) {
      throw CatalogChanges.partitionExists(rename.after());
    }
    List<SegmentState> old =
        before.segments().stream()
            .filter(segment -> segment.partition().equals(rename.before()))
            .toList();
    List<SegmentState> moved =
        old.isEmpty() ? List.of() : List.of(Compaction.whole(old, ids.next(), rename.after()));
    TableState after =
        before
            .with(
                old.stream().map(SegmentState::id).toList(),
                moved,
                List.of(rename.after()),
                changes.now())
            .without(List.of(rename.before()), changes.now());
    changes.publish(
        before,
        after,
        () -> {
          for (SegmentState segment : moved) {
            Compaction.copy(connection, before, old, segment.id(), rename.after());
          }
        });
  }
}
