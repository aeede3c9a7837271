package dev.maxstorage.warehouse.engine;

import java.util.List;

/**
 * Where a statement's table names resolve.
 *
 * @param project of names without a project
 * @param schema of names without a schema
 * @param schemaModel whether {@code a.b} is schema and table (setting odps.namespace.schema) and
 *     not project and table
 */
record NameScope(String project, String schema, boolean schemaModel) {

  /** The table that one, two or three name parts mean. */
  TableName table(List<String> parts, int offset, SqlFaults faults) {
    return switch (parts.size()) {
      case 1 -> new TableName(project, schema, parts.get(0));
      case 2 ->
          schemaModel
              ? new TableName(project, parts.get(0), parts.get(1))
              : new TableName(parts.get(0), TableName.DEFAULT_SCHEMA, parts.get(1));
      case 3 -> new TableName(parts.get(0), parts.get(1), parts.get(2));
      default ->
          throw faults.syntax(
              offset,
              "table name "
                  + String.join(".", parts)
                  + " has more parts than project, schema and table");
    };
  }
}
