package dev.maxstorage.jdbc;

import dev.maxstorage.sql.TableName;
import dev.maxstorage.wire.Target;

/** Table names of statements, made whole by where the connection stands. */
final class TableNames {
  private TableNames() {}

  /** A table's name for people: {@code project.schema.table}. */
  static String text(Target.Table table) {
    return table.project() + "." + table.schema() + "." + table.table();
  }

  /**
   * The table of a name. Of two parts the first is the schema, unless it is the name of the current
   * project.
   */
  static Target.Table resolve(TableName name, String project, String schema) {
    String first = name.project();
    if (first == null) {
      return new Target.Table(project, schema, name.table());
    }
    if (name.schema() != null) {
      return new Target.Table(first, name.schema(), name.table());
    }
    return first.equalsIgnoreCase(project)
        ? new Target.Table(project, schema, name.table())
        : new Target.Table(project, first, name.table());
  }
}
