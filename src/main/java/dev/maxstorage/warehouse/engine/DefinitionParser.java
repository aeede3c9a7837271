package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.TranslatedStatement.AddPartition;
import dev.maxstorage.warehouse.engine.TranslatedStatement.AlterTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.Describe;
import dev.maxstorage.warehouse.engine.TranslatedStatement.DropPartition;
import dev.maxstorage.warehouse.engine.TranslatedStatement.DropTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.DropView;
import dev.maxstorage.warehouse.engine.TranslatedStatement.RenameTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.RenameView;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowCreateTable;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowPartitions;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowSchemas;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowTables;
import dev.maxstorage.warehouse.engine.TranslatedStatement.ShowViews;
import dev.maxstorage.warehouse.engine.TranslatedStatement.TruncateTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads CREATE, DROP, ALTER, TRUNCATE, SHOW and DESC. */
record DefinitionParser(TokenReader reader, NameScope scope, RelationLookup lookup) {

  TranslatedStatement statement() {
    SqlToken first = reader.take();
    TranslatedStatement statement =
        switch (first.name()) {
          case "create" -> create(first);
          case "drop" -> drop(first);
          case "alter" -> alter(first);
          case "truncate" -> truncate(first);
          case "show" -> show(first);
          default -> describe();
        };
    reader.expectEnd();
    return statement;
  }

  private TranslatedStatement create(SqlToken first) {
    if (reader.takeWords("schema")) {
      return new SchemaParser(reader, scope).create();
    }
    boolean replace = reader.takeWords("or", "replace", "view");
    if (replace || reader.takeWords("view")) {
      return new ViewParser(reader, scope, lookup).create(replace);
    }
    return new CreateTableParser(reader, scope, lookup).create(first);
  }

  private TableName table() {
    int offset = reader.peek().offset();
    return scope.table(reader.expectQualifiedName(), offset, reader.faults());
  }

  private TranslatedStatement drop(SqlToken first) {
    if (reader.takeWords("schema")) {
      return new SchemaParser(reader, scope).drop();
    }
    if (reader.takeWords("view")) {
      boolean ifExists = reader.takeWords("if", "exists");
      return new DropView(table(), ifExists);
    }
    expectTable(first, "DROP");
    boolean ifExists = reader.takeWords("if", "exists");
    TableName name = table();
    reader.takeWords("purge");
    return new DropTable(name, ifExists);
  }

  private TranslatedStatement truncate(SqlToken first) {
    expectTable(first, "TRUNCATE");
    TableName name = table();
    return new TruncateTable(
        name, reader.peek().isWord("partition") ? partitions(true) : List.of());
  }

  private TranslatedStatement alter(SqlToken first) {
    if (reader.takeWords("view")) {
      return alterView();
    }
    expectTable(first, "ALTER");
    TableName name = table();
    if (reader.takeWords("rename", "to")) {
      return new RenameTable(name, reader.expectName());
    }
    SqlToken word = reader.peek();
    if (word.isWord("add") && (reader.peek(1).isWord("partition") || reader.peek(1).isWord("if"))) {
      reader.take();
      boolean ifNotExists = reader.takeWords("if", "not", "exists");
      return new AddPartition(name, ifNotExists, partitions(false));
    }
    if (word.isWord("drop")
        && (reader.peek(1).isWord("partition") || reader.peek(1).isWord("if"))) {
      reader.take();
      boolean ifExists = reader.takeWords("if", "exists");
      return new DropPartition(name, ifExists, partitions(true));
    }
    return new AlterTable(name, new AlterTableParser(reader).change());
  }

  private RenameView alterView() {
    TableName name = table();
    SqlToken word = reader.peek();
    if (reader.takeWords("rename", "to")) {
      return new RenameView(name, reader.expectName());
    }
    throw reader
        .faults()
        .unsupported(word.offset(), "ALTER VIEW " + word.text().toUpperCase(Locale.ROOT));
  }

  private List<PartitionSpec> partitions(boolean commas) {
    List<PartitionSpec> specs = new ArrayList<>();
    do {
      reader.expectWords("partition");
      specs.add(PartitionClause.spec(reader));
    } while ((commas && reader.takeSymbol(",")) || reader.peek().isWord("partition"));
    return specs;
  }

  private TranslatedStatement show(SqlToken first) {
    if (reader.takeWords("tables")) {
      Place place = place();
      return new ShowTables(place.project(), place.schema(), pattern());
    }
    if (reader.takeWords("views")) {
      Place place = place();
      return new ShowViews(place.project(), place.schema(), pattern());
    }
    if (reader.takeWords("schemas")) {
      String project =
          reader.takeWords("in") || reader.takeWords("from")
              ? reader.expectName()
              : scope.project();
      return new ShowSchemas(project, pattern());
    }
    if (reader.takeWords("create", "table")) {
      return new ShowCreateTable(table());
    }
    if (reader.takeWords("partitions")) {
      TableName name = table();
      if (reader.peek().isWord("partition")) {
        throw reader.faults().unsupported(first.offset(), "SHOW PARTITIONS of some partitions");
      }
      return new ShowPartitions(name);
    }
    throw reader
        .faults()
        .unsupported(first.offset(), "SHOW " + reader.peek().text().toUpperCase(Locale.ROOT));
  }

  private @Nullable String pattern() {
    return reader.takeWords("like") ? reader.expectString() : null;
  }

  /** The schema after IN or FROM, or that of names without one. */
  private record Place(String project, String schema) {}

  private Place place() {
    String project = scope.project();
    String schema = scope.schema();
    if (reader.takeWords("in") || reader.takeWords("from")) {
      String name = reader.expectName();
      if (reader.takeSymbol(".")) {
        project = name;
        schema = reader.expectName();
      } else if (scope.schemaModel()) {
        schema = name;
      } else {
        project = name;
        schema = TableName.DEFAULT_SCHEMA;
      }
    }
    return new Place(project, schema);
  }

  private Describe describe() {
    boolean extended = reader.takeWords("extended");
    reader.takeWords("table");
    TableName name = table();
    PartitionSpec partition =
        reader.takeWords("partition") ? PartitionClause.spec(reader) : PartitionSpec.EMPTY;
    return new Describe(name, extended, partition);
  }

  /** Views, functions, schemas and the like are refused by name. */
  private void expectTable(SqlToken statement, String verb) {
    if (!reader.takeWords("table")) {
      throw reader
          .faults()
          .unsupported(
              statement.offset(), verb + " " + reader.peek().text().toUpperCase(Locale.ROOT));
    }
  }
}
