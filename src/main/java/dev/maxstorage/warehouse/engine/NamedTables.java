package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.util.function.Function;

/**
 * Finds what a definition names; what is not there is the statement's error.
 *
 * @param noSuchTable the error for a name that is of no table
 */
record NamedTables(
    Catalog catalog, DuckConnection connection, Function<TableName, EngineException> noSuchTable) {

  TableState table(TableName name) {
    TableState table = catalog.table(name);
    if (table == null) {
      throw noSuchTable.apply(name);
    }
    return table;
  }

  TableState partitioned(TableName name) {
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

  /** The spec in the form of the catalog; one that leaves a partition column open is refused. */
  PartitionSpec whole(TableState table, PartitionSpec spec) {
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

  static EngineException noSuchPartition(TableState table, PartitionSpec spec) {
    return new EngineException(
        Kind.NO_SUCH_PARTITION,
        "ODPS-0130131:[1,1] Partition not found - " + spec.text() + " of " + table.name().text());
  }

  /** Refuses a project that does not exist. */
  static void checkProject(Catalog catalog, String project) {
    if (!catalog.hasProject(project)) {
      throw SchemaChanges.noSuchProject(project);
    }
  }

  /** Refuses a project or schema that does not exist. */
  static void checkSchema(Catalog catalog, String project, String schema) {
    checkProject(catalog, project);
    if (catalog.schema(project, schema) == null) {
      throw SchemaChanges.noSuchSchema(project, schema);
    }
  }
}
