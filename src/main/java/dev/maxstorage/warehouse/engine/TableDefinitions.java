package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.TranslatedStatement.AddPartition;
import dev.maxstorage.warehouse.engine.TranslatedStatement.AlterTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.CreateTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.DropPartition;
import dev.maxstorage.warehouse.engine.TranslatedStatement.DropTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.RenameTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.TruncateTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries out definitions: those about tables here, SHOW and the rest by others. */
final class TableDefinitions {
  private static final JobResult.Text OK = new JobResult.Text("OK");

  private final Catalog catalog;
  private final CatalogChanges changes;
  private final NamedTables named;

  TableDefinitions(
      Catalog catalog,
      CatalogChanges changes,
      DuckConnection connection,
      Function<TableName, EngineException> noSuchTable) {
    this.catalog = catalog;
    this.changes = changes;
    this.named = new NamedTables(catalog, connection, noSuchTable);
  }

  JobResult run(TranslatedStatement statement) {
    if (statement instanceof CreateTable create) {
      return create(create);
    }
    if (statement instanceof DropTable drop) {
      if (!drop.ifExists() || catalog.isTaken(drop.name())) {
        changes.dropTable(named.table(drop.name()));
      }
      return OK;
    }
    if (statement instanceof RenameTable rename) {
      TableName before = rename.name();
      TableName after = new TableName(before.project(), before.schema(), rename.newName());
      changes.renameTable(named.table(before), after);
      return OK;
    }
    if (statement instanceof TruncateTable truncate) {
      truncate(truncate);
      return OK;
    }
    if (statement instanceof AlterTable alter) {
      TableState table = named.table(alter.name());
      changes.alterations().alter(table, canonical(table, alter.change()));
      return OK;
    }
    if (statement instanceof AddPartition add) {
      return addPartitions(add);
    }
    if (statement instanceof DropPartition drop) {
      return dropPartitions(drop);
    }
    boolean done = new NamespaceDefinitions(catalog, changes, named.noSuchTable()).run(statement);
    return done ? OK : new JobResult.Text(new CatalogTexts(catalog, named).text(statement));
  }

  private JobResult create(CreateTable create) {
    NamedTables.checkSchema(catalog, create.name().project(), create.name().schema());
    TableName source = create.like();
    ViewState likeView = source == null ? null : catalog.view(source);
    if (likeView != null) {
      return create(create, likeView.description().columns(), List.of(), Map.of(), null);
    }
    TableState like = source == null ? null : named.table(source);
    return create(
        create,
        like == null ? create.columns() : like.columns(),
        like == null ? create.partitionColumns() : like.partitionColumns(),
        like == null ? create.properties() : like.options().properties(),
        delta(create, like));
  }

  private JobResult create(
      CreateTable create,
      List<Column> columns,
      List<Column> partitionColumns,
      Map<String, String> properties,
      @Nullable DeltaState delta) {
    TableState created =
        changes.createTable(
            create.name(),
            create.comment(),
            lowerCase(columns),
            lowerCase(partitionColumns),
            create.lifecycleDays(),
            properties,
            delta,
            CatalogChanges.EMPTY);
    if (created == null && !create.ifNotExists()) {
      throw CatalogChanges.alreadyExists(create.name());
    }
    return OK;
  }

  /** The key of the table, or of the one that it is like; the log of changes starts empty. */
  private static @Nullable DeltaState delta(CreateTable create, @Nullable TableState like) {
    DeltaState copied = like == null ? null : like.delta();
    return copied == null ? create.delta() : DeltaState.of(copied.primaryKey());
  }

  private static List<Column> lowerCase(List<Column> columns) {
    return columns.stream()
        .map(
            column ->
                new Column(
                    column.name().toLowerCase(Locale.ROOT),
                    column.type(),
                    column.nullable(),
                    column.comment()))
        .toList();
  }

  private void truncate(TruncateTable truncate) {
    TableState table = named.table(truncate.name());
    Set<PartitionSpec> partitions = new LinkedHashSet<>();
    for (PartitionSpec spec : truncate.partitions()) {
      PartitionSpec whole = named.whole(named.partitioned(truncate.name()), spec);
      if (!table.partitions().containsKey(whole)) {
        throw NamedTables.noSuchPartition(table, whole);
      }
      partitions.add(whole);
    }
    changes.truncateTable(table, partitions);
  }

  /** The change with the partitions that it names as the catalog spells them. */
  private TableChange canonical(TableState table, TableChange change) {
    if (change instanceof TableChange.Touch touch && !touch.partition().isEmpty()) {
      PartitionSpec spec = named.whole(named.partitioned(table.name()), touch.partition());
      if (!table.partitions().containsKey(spec)) {
        throw NamedTables.noSuchPartition(table, spec);
      }
      return new TableChange.Touch(spec);
    }
    if (change instanceof TableChange.RenamePartition rename) {
      TableState partitioned = named.partitioned(table.name());
      return new TableChange.RenamePartition(
          named.whole(partitioned, rename.before()), named.whole(partitioned, rename.after()));
    }
    return change;
  }

  private JobResult addPartitions(AddPartition add) {
    TableState table = named.partitioned(add.name());
    List<PartitionSpec> fresh = new ArrayList<>();
    for (PartitionSpec spec : add.partitions()) {
      PartitionSpec canonical = named.whole(table, spec);
      if (!table.partitions().containsKey(canonical)) {
        fresh.add(canonical);
      } else if (!add.ifNotExists()) {
        throw CatalogChanges.partitionExists(canonical);
      }
    }
    changes.addPartitions(table, fresh);
    return OK;
  }

  private JobResult dropPartitions(DropPartition drop) {
    TableState table = named.partitioned(drop.name());
    List<PartitionSpec> gone = new ArrayList<>();
    for (PartitionSpec spec : drop.partitions()) {
      PartitionSpec canonical = named.whole(table, spec);
      if (table.partitions().containsKey(canonical)) {
        gone.add(canonical);
      } else if (!drop.ifExists()) {
        throw NamedTables.noSuchPartition(table, canonical);
      }
    }
    changes.dropPartitions(table, gone);
    return OK;
  }
}
