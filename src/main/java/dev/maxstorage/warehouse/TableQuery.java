package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.TableName;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the names of a batch load: a document {@code Tables} of elements {@code Table} with {@code
 * Project}, {@code Name} and {@code Schema}. Source: control-plane document, 7.4.
 */
final class TableQuery {
  private static final int MOST_TABLES = 100;
  private static final XMLInputFactory FACTORY = factory();

  private final String project;
  private final List<TableName> names = new ArrayList<>();
  private String name = "";
  private String schema = "";
  private String tableProject = "";

  private TableQuery(String project) {
    this.project = project;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * The names in the order of the document.
   *
   * @param project of tables that name none
   */
  static List<TableName> names(byte[] body, String project) {
    TableQuery query = new TableQuery(project);
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(body));
      query.read(reader);
      reader.close();
    } catch (XMLStreamException e) {
      throw Refusal.badRequest(
          "The body is not an XML document: " + String.valueOf(e.getMessage()).replace('\n', ' '));
    }
    if (query.names.size() > MOST_TABLES) {
      throw Refusal.badRequest(
          "The body names " + query.names.size() + " tables, at most " + MOST_TABLES + " are read");
    }
    return query.names;
  }

  private void read(XMLStreamReader reader) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> text.setLength(0);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> end(reader.getLocalName(), text.toString().strip());
        default -> {}
      }
    }
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
