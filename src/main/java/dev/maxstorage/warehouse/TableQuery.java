package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the names of a batch load: a document {@code Tables} of elements {@code Table} with {@code
 * Project}, {@code Name} and {@code Schema}. Source: control-plane document, 7.4.
 */
final class TableQuery {
  private static final int MOST_TABLES = 100;

  private final String project;
  private final List<TableName> names = new ArrayList<>();
  private String name = "";
  private String schema = "";
  private String tableProject = "";

  private TableQuery(String project) {
    this.project = project;
  }

  /**
   * The names in the order of the document.
   *
   * @param project of tables that name none
   */
  static List<TableName> names(byte[] body, String project) {
    TableQuery query = new TableQuery(project);
    XmlElements.read(
        body, (path, text) -> query.end(path.substring(path.lastIndexOf('/') + 1), text.strip()));
    if (query.names.size() > MOST_TABLES) {
      throw Refusal.badRequest(
          "The body names " + query.names.size() + " tables, at most " + MOST_TABLES + " are read");
    }
    return query.names;
  }

  private void end(String element, String text) {
    switch (element) {
      case "Project" -> tableProject = text;
      case "Schema" -> schema = text;
      case "Name" -> name = text;
      case "Table" -> {
        if (name.isEmpty()) {
          throw Refusal.badRequest("An element Table of the body has no element Name");
        }
        names.add(
            new TableName(
                tableProject.isEmpty() ? project : tableProject,
                schema.isEmpty() ? TableName.DEFAULT_SCHEMA : schema,
                name));
        name = "";
        schema = "";
        tableProject = "";
      }
      default -> {}
    }
  }
}
