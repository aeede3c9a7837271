package dev.maxstorage.warehouse.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog knows of a schema.
 *
 * @param project in lower case
 * @param name in lower case
 * @param comment empty if there is none
 * @param created null for the schema "default", which is as old as its project
 */
public record SchemaDescription(
    String project, String name, String comment, @Nullable Instant created) {

  static SchemaDescription defaultOf(String project) {
    return new SchemaDescription(project, TableName.DEFAULT_SCHEMA, "", null);
  }

  boolean isDefault() {
    return name.equals(TableName.DEFAULT_SCHEMA);
  }
}
