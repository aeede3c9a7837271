package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import dev.maxstorage.warehouse.engine.TranslatedStatement.AddPartition;
import dev.maxstorage.warehouse.engine.TranslatedStatement.CreateTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Describe;
import dev.maxstorage.warehouse.engine.TranslatedStatement.DropPartition;
import dev.maxstorage.warehouse.engine.TranslatedStatement.DropTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.RenameTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Settings;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowCreateTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowPartitions;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowSchemas;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowTables;
import dev.maxstorage.warehouse.engine.TranslatedStatement.TruncateTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Carries out statements about tables, as opposed to rows. */
final class TableDefinitions {
  private static final JobResult.Text OK = new JobResult.Text("OK");

  private final Catalog catalog;
  private final CatalogChanges changes;
  private final DuckConnection connection;
  private final Function<TableName, EngineException> noSuchTable;

  TableDefinitions(
      Catalog catalog,
      CatalogChanges changes,
      DuckConnection connection,
      Function<TableName, EngineException> noSuchTable) {
    this.catalog = catalog;
    this.changes = changes;
    this.connection = connection;
    this.noSuchTable = noSuchTable;
  }

  JobResult run(TranslatedStatement statement) {
    if (statement instanceof CreateTable create) {
      return create(create);
    }
    if (statement instanceof DropTable drop) {
      TableState table = catalog.table(drop.name());
      if (table == null && !drop.ifExists()) {
        throw noSuchTable.apply(drop.name());
      }
      if (table != null) {
        changes.dropTable(table);
      }
      return OK;
    }
    if (statement instanceof RenameTable rename) {
      TableName before = rename.name();
      TableName after = new TableName(before.project(), before.schema(), rename.newName());
      changes.renameTable(table(before), after);
      return OK;
    }
    if (statement instanceof TruncateTable truncate) {
      changes.truncateTable(table(truncate.name()));
      return OK;
    }
    if (statement instanceof AddPartition add) {
      return addPartitions(add);
    }
    if (statement instanceof DropPartition drop) {
      return dropPartitions(drop);
    }
    return new JobResult.Text(shown(statement));
  }

  private String shown(TranslatedStatement statement) {
    if (statement instanceof ShowTables show) {
      return showTables(show);
    }
    if (statement instanceof ShowPartitions show) {
      return lines(
          partitioned(show.name()).partitionDescriptions().stream()
              .map(partition -> partition.spec().text())
              .toList());
    }
    if (statement instanceof ShowSchemas show) {
      checkProject(catalog, show.project());
      return lines(List.of(TableName.DEFAULT_SCHEMA));
    }
    if (statement instanceof ShowCreateTable show) {
      return TableText.create(table(show.name()).description());
    }
    if (statement instanceof Describe describe) {
      return describe(describe);
    }
    if (statement instanceof Settings) {
      return OK.text();
    }
    throw new AssertionError("Statement " + statement + " has no place here");
  }

  private JobResult create(CreateTable create) {
    checkPlace(catalog, create.name());
    TableState like = create.like() == null ? null : table(create.like());
    TableState created =
        changes.createTable(
            create.name(),
            create.comment(),
            lowerCase(like == null ? create.columns() : like.columns()),
            lowerCase(like == null ? create.partitionColumns() : like.partitionColumns()),
            create.lifecycleDays(),
            delta(create, like),
            CatalogChanges.EMPTY);
    if (created == null && !create.ifNotExists()) {
      throw CatalogChanges.alreadyExists(create.name());
    }
    return OK;
  }

  /** The key of the table, or of the one that it is like; the log of changes starts empty. */
  private static @Nullable DeltaState delta(CreateTable create, @Nullable TableState like) {
    DeltaState copied = like == null ? null : like.delta();
    return copied == null
        ? create.delta()
        : DeltaState.of(copied.primaryKey(), copied.retainHours());
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

  /** Refuses a table name in a project or schema that does not exist. */
  static void checkPlace(Catalog catalog, TableName name) {
    checkProject(catalog, name.project());
    if (!name.schema().equals(TableName.DEFAULT_SCHEMA)) {
      throw new EngineException(
          Kind.NO_SUCH_SCHEMA, "Schema " + name.schema() + " is not in project " + name.project());
    }
  }

  private static void checkProject(Catalog catalog, String project) {
    if (!catalog.hasProject(project)) {
      throw new EngineException(
          Kind.NO_SUCH_PROJECT, "ODPS-0420111: Project not found - " + project);
    }
  }

  private TableState table(TableName name) {
    TableState table = catalog.table(name);
    if (table == null) {
      throw noSuchTable.apply(name);
    }
    return table;
  }

  private TableState partitioned(TableName name) {
    TableState table = table(name);
    if (!table.partitioned()) {
      throw new EngineException(
          Kind.INVALID_ARGUMENT,
          "ODPS-0130071:[1,1] Semantic analysis exception - table "
              + name.text()
              + " is not partitioned");
    }
    return table;
  }

  private JobResult addPartitions(AddPartition add) {
    TableState table = partitioned(add.name());
    List<PartitionSpec> fresh = new ArrayList<>();
    for (PartitionSpec spec : add.partitions()) {
      PartitionSpec canonical = whole(table, spec);
      if (!table.partitions().containsKey(canonical)) {
        fresh.add(canonical);
      } else if (!add.ifNotExists()) {
        throw new EngineException(
            Kind.ALREADY_EXISTS, "ODPS-0110061: Partition " + canonical.text() + " already exists");
      }
    }
    changes.addPartitions(table, fresh);
    return OK;
  }

  private JobResult dropPartitions(DropPartition drop) {
    TableState table = partitioned(drop.name());
    List<PartitionSpec> gone = new ArrayList<>();
    for (PartitionSpec spec : drop.partitions()) {
      PartitionSpec canonical = whole(table, spec);
      if (table.partitions().containsKey(canonical)) {
        gone.add(canonical);
      } else if (!drop.ifExists()) {
        throw noSuchPartition(table, canonical);
      }
    }
    changes.dropPartitions(table, gone);
    return OK;
  }

  private PartitionSpec whole(TableState table, PartitionSpec spec) {
    PartitionSpec canonical = PartitionValues.canonical(connection, table, spec);
    if (!table.notFixed(canonical).isEmpty()) {
      throw new EngineException(
          Kind.INVALID_ARGUMENT,
          "Partition "
              + spec.text()
              + " does not give every partition column of "
              + table.name().text());
    }
    return canonical;
  }

  private static EngineException noSuchPartition(TableState table, PartitionSpec spec) {
    return new EngineException(
        Kind.NO_SUCH_PARTITION,
        "ODPS-0130131:[1,1] Partition not found - " + spec.text() + " of " + table.name().text());
  }

  private String showTables(ShowTables show) {
    checkProject(catalog, show.project());
    Pattern pattern = pattern(show.pattern());
    return lines(
        catalog.tables(show.project(), show.schema()).stream()
            .map(table -> table.name().table())
            .filter(name -> pattern.matcher(name).matches())
            .toList());
  }

  private static Pattern pattern(@Nullable String wildcard) {
    if (wildcard == null) {
      return Pattern.compile(".*");
    }
    String regex =
        wildcard
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  private String describe(Describe describe) {
    TableState table = table(describe.table());
    if (describe.partition().isEmpty()) {
      return TableText.describe(table.description());
    }
    PartitionSpec spec = whole(table, describe.partition());
    return table.partitionDescriptions().stream()
        .filter(partition -> partition.spec().equals(spec))
        .findFirst()
        .map(TableText::describe)
        .orElseThrow(() -> noSuchPartition(table, spec));
  }

  private static String lines(List<String> items) {
    return items.stream().map(item -> item + "\n").collect(Collectors.joining());
  }
}
