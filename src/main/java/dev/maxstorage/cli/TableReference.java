package dev.maxstorage.cli;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as a command names it: {@code table}, {@code schema.table} or {@code
 * project.schema.table}.
 *
 * @param qualifiers what stands before the last name, outermost first
 * @param name the last name
 */
record TableReference(List<String> qualifiers, String name) {
  private static final int MOST_PARTS = 3;

  TableReference {
    qualifiers = List.copyOf(qualifiers);
  }

  /** Reads a name; parts are separated by dots. */
  static TableReference parse(String text) throws CommandException {
    List<String> parts = List.of(text.split("\\.", -1));
    boolean blank = parts.stream().anyMatch(String::isBlank);
    if (blank || parts.size() > MOST_PARTS) {
      throw new CommandException(
          "Table name '" + text + "' is none of table, schema.table, project.schema.table");
    }
    return new TableReference(parts.subList(0, parts.size() - 1), parts.get(parts.size() - 1));
  }

  /** The table of another name in the same schema. */
  TableReference sibling(String otherName) {
    return new TableReference(qualifiers, otherName);
  }

  /** The name as SQL text. */
  String sql() {
    List<String> parts = new ArrayList<>(qualifiers);
    parts.add(name);
    return String.join(".", parts.stream().map(TableReference::quoted).toList());
  }

  /** A name in back-ticks. */
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** Whether the table exists, seen from this connection. */
  boolean exists(Connection connection) throws SQLException {
    DatabaseMetaData metadata = connection.getMetaData();
    String escape = metadata.getSearchStringEscape();
    int given = qualifiers.size();
    String catalog = given == 2 ? qualifiers.get(0) : connection.getCatalog();
    String schema = given == 0 ? connection.getSchema() : qualifiers.get(given - 1);
    try (ResultSet tables =
        metadata.getTables(catalog, exactly(schema, escape), exactly(name, escape), null)) {
      return tables.next();
    }
  }

  /** A metadata pattern that matches this text only. */
  private static String exactly(String text, String escape) {
    return text.replace(escape, escape + escape)
        .replace("%", escape + "%")
        .replace("_", escape + "_");
  }

  @Override
  public String toString() {
    return qualifiers.isEmpty() ? name : String.join(".", qualifiers) + "." + name;
  }
}
