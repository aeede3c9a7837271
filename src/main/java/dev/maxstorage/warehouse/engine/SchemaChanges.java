package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes and drops schemas; the views that tables are read from lie in a DuckDB schema each. */
final class SchemaChanges {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private final CatalogChanges changes;
  private final DuckConnection connection;
  private final CatalogStore store;
  private final Catalog catalog;

  SchemaChanges(CatalogChanges changes, DuckConnection connection, Catalog catalog) {
    this.changes = changes;
    this.connection = connection;
    this.store = new CatalogStore(connection);
    this.catalog = catalog;
  }

  /**
   * Makes a schema.
   *
   * @return false if there is one of that name already
   */
  boolean create(String project, String name, String comment) {
    if (!NAME.matcher(name).matches()) {
      throw new EngineException(
          Kind.INVALID_ARGUMENT,
          "Schema name '" + name + "' is not a letter followed by letters, digits and _");
    }
    boolean[] created = new boolean[1];
    changes.change(
        "Schema " + name + " could not be created",
        () -> {
          expectProject(project);
          if (catalog.schema(project, name) == null) {
            SchemaDescription schema = new SchemaDescription(project, name, comment, changes.now());
            connection.transaction(
                () -> {
                  store.insertSchema(schema);
                  createInDatabase(connection, project, name);
                });
            catalog.addSchema(schema);
            created[0] = true;
          }
        });
    return created[0];
  }

  private void expectProject(String project) {
    if (!catalog.hasProject(project)) {
      throw noSuchProject(project);
    }
  }

  static void createInDatabase(DuckConnection connection, String project, String schema)
      throws SQLException {
    connection.execute("CREATE SCHEMA IF NOT EXISTS " + DuckSql.name(project + "." + schema));
  }

  /** Drops a schema, which must be empty. */
  void drop(SchemaDescription schema) {
    changes.change(
        "Schema " + schema.name() + " could not be dropped",
        () -> {
          if (schema.isDefault()) {
            throw new EngineException(
                Kind.INVALID_ARGUMENT, "Schema default cannot be dropped: every project has it");
          }
          if (catalog.schema(schema.project(), schema.name()) == null) {
            throw noSuchSchema(schema.project(), schema.name());
          }
          int tables = catalog.tables(schema.project(), schema.name()).size();
          int views = catalog.views(schema.project(), schema.name()).size();
          if (tables + views > 0) {
            throw new EngineException(
                Kind.CONFLICT,
                String.format(
                    Locale.ROOT,
                    "Schema %s is not empty: it has %d tables and %d views",
                    schema.name(),
                    tables,
                    views));
          }
          connection.transaction(
              () -> {
                store.deleteSchema(schema);
                connection.execute(
                    "DROP SCHEMA IF EXISTS "
                        + DuckSql.name(schema.project() + "." + schema.name()));
              });
          catalog.removeSchema(schema);
        });
  }

  static EngineException noSuchProject(String project) {
    return new EngineException(
        Kind.NO_SUCH_PROJECT, "ODPS-0420111: Project not found - " + project);
  }

  static EngineException noSuchSchema(String project, String schema) {
    return new EngineException(
        Kind.NO_SUCH_SCHEMA,
        "ODPS-0110061: Schema not found - " + schema + " of project " + project);
  }

  static EngineException alreadyExists(String project, String schema) {
    return new EngineException(
        Kind.ALREADY_EXISTS,
        "ODPS-0110061: Schema " + schema + " of project " + project + " already exists");
  }
}
