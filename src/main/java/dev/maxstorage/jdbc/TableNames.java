package dev.maxstorage.jdbc;

import dev.maxstorage.control.ProjectDescription.Naming;
import dev.maxstorage.sql.TableName;
import dev.maxstorage.wire.Target;

/** Table names of statements, made whole by where the connection stands. */
final class TableNames {
  private TableNames() {}

  /** A table's name for people: {@code project.schema.table}. */
  static String text(Target.Table table) {
    return table.project() + "." + table.schema() + "." + table.table();
  }

  /** The table of a name; what two parts mean depends on the project's naming. */
  static Target.Table resolve(TableName name, String project, String schema, Naming naming) {
    String first = name.project();
    if (first == null) {
      return new Target.Table(project, schema, name.table());
    }
    String middle = name.schema();
    if (middle != null) {
      return new Target.Table(first, middle, name.table());
    }
    return switch (naming) {
      case THREE_LEVELS -> new Target.Table(project, first, name.table());
      case TWO_LEVELS -> new Target.Table(first, Target.DEFAULT_SCHEMA, name.table());
    };
  }
}
