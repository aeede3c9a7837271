package dev.maxstorage.warehouse.engine;

import java.util.Locale;

/** A table's full name, in lower case: MaxCompute's names do not differ by case. */
public record TableName(String project, String schema, String table) {
  /** The schema that every project has. */
  public static final String DEFAULT_SCHEMA = "default";

  public TableName {
    project = project.toLowerCase(Locale.ROOT);
    schema = schema.toLowerCase(Locale.ROOT);
    table = table.toLowerCase(Locale.ROOT);
  }

  /** As messages show it: {@code project.table}, with the schema between unless it is "default". */
  public String text() {
    return schema.equals(DEFAULT_SCHEMA)
        ? project + "." + table
        : project + "." + schema + "." + table;
  }
}
