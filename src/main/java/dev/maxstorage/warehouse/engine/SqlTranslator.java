package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.SqlToken.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Translates statements of MaxCompute's SQL for DuckDB: text in, description out, no connection.
 * What it has to know of tables it asks a {@link RelationLookup}.
 *
 * <p>What it does not know it refuses: a statement is never carried out in another meaning. Queries
 * are parsed by Druid, of which {@link StandIns} hides what it misreads; every other statement is
 * read by {@link DefinitionParser}, {@link InsertParser} and {@link ChangeParser}.
 */
final class SqlTranslator {
  private final String project;
  private final String schema;
  private final Map<String, String> settings;
  private final RelationLookup lookup;

  /**
   * A translator for names that resolve in this project and schema.
   *
   * @param settings of the job; {@code odps.namespace.schema=true} makes {@code a.b} mean schema
   *     and table
   * @param lookup of the tables and views that statements name
   */
  SqlTranslator(
      String project, String schema, Map<String, String> settings, RelationLookup lookup) {
    this.project = project.toLowerCase(Locale.ROOT);
    this.schema = schema.toLowerCase(Locale.ROOT);
    this.settings = Map.copyOf(settings);
    this.lookup = lookup;
  }

  /**
   * Translates one statement, which SET statements may precede; they are read for settings of names
   * and else passed over. Only SET statements give {@link TranslatedStatement.Settings}.
   *
   * @throws EngineException kind SYNTAX if the text is not SQL, UNSUPPORTED if the warehouse does
   *     not do what it asks, INVALID_ARGUMENT if it contradicts itself
   */
  TranslatedStatement translate(String text) {
    LeadingSettings leading = LeadingSettings.of(text);
    TokenReader reader = new TokenReader(leading.statement());
    while (reader.takeSymbol(";")) {
      // an empty statement
    }
    if (reader.peek().kind() == Kind.END) {
      if (leading.settings().isEmpty()) {
        throw reader.faults().syntax(0, "the statement is empty");
      }
      return new TranslatedStatement.Settings(leading.settings());
    }
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(leading.settings());
    return statement(reader, scope(all));
  }

  private NameScope scope(Map<String, String> all) {
    boolean schemaModel = "true".equalsIgnoreCase(all.get("odps.namespace.schema"));
    String wanted = all.getOrDefault("odps.default.schema", "").toLowerCase(Locale.ROOT);
    return new NameScope(project, wanted.isEmpty() ? schema : wanted, schemaModel);
  }

  private TranslatedStatement statement(TokenReader reader, NameScope scope) {
    SqlToken first = reader.peek();
    String word = first.kind() == Kind.WORD ? first.name() : first.text();
    return switch (word) {
      case "select", "values", "(" ->
          new QueryParser(scope, lookup).query(reader.rest(), reader.faults());
      case "with" -> new InsertParser(reader, scope, lookup).with();
      case "insert" -> new InsertParser(reader, scope, lookup).insert();
      case "create", "drop", "alter", "truncate", "show", "desc", "describe" ->
          new DefinitionParser(reader, scope, lookup).statement();
      case "from" -> new MultiInsertParser(reader, scope, lookup).inserts(List.of());
      case "explain" -> explain(reader, scope);
      case "update", "delete", "merge" -> new ChangeParser(reader, scope, lookup).statement();
      case "load",
          "unload",
          "use",
          "grant",
          "revoke",
          "analyze",
          "msck",
          "export",
          "import",
          "set",
          "cost",
          "clone",
          "restore",
          "kill",
          "list",
          "read",
          "count",
          "add",
          "remove",
          "whoami",
          "setproject",
          "begin",
          "declare",
          "function" ->
          throw reader.faults().unsupported(first.offset(), first.text().toUpperCase(Locale.ROOT));
      default ->
          throw reader
              .faults()
              .syntax(first.offset(), "invalid token " + first.shown() + ", expect a statement");
    };
  }

  private TranslatedStatement explain(TokenReader reader, NameScope scope) {
    reader.take();
    SqlToken first = reader.peek();
    TranslatedStatement explained = statement(reader, scope);
    if (explained instanceof TranslatedStatement.Query
        || explained instanceof TranslatedStatement.Insert) {
      return new TranslatedStatement.Explain(explained);
    }
    throw reader
        .faults()
        .unsupported(first.offset(), "EXPLAIN of a statement other than a query or one INSERT");
  }

  /**
   * The DuckDB condition of a Storage API filter text; an empty text gives {@code TRUE}.
   *
   * @throws EngineException kind INVALID_ARGUMENT if the text is not of the filter grammar
   *     (control-plane document, 15.1)
   */
  static String filter(String filterText) {
    return new FilterTranslator(filterText).text();
  }
}
