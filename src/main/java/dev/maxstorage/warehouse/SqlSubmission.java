package dev.maxstorage.warehouse;

import dev.maxstorage.wire.InstanceReadRequest;
import dev.maxstorage.wire.WireJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A submitted SQL job.
 *
 * <p>Source: control-plane document, 11.1.
 *
 * @param guid that the client chose, empty for none
 * @param taskName of the one SQL task
 * @param settings of the property {@code settings}
 * @param query the statement as written
 */
record SqlSubmission(String guid, String taskName, Map<String, String> settings, String query) {
  private static final XMLInputFactory FACTORY = factory();

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** Reads the XML body of a submission; one without a SQL task is refused. */
  static SqlSubmission parse(byte[] body) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, String> properties = new LinkedHashMap<>();
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(body));
      collect(reader, texts, properties);
      reader.close();
    } catch (XMLStreamException e) {
      throw Refusal.badRequest(
          "The body is not an XML document: " + String.valueOf(e.getMessage()).replace('\n', ' '));
    }
    String query = texts.get("Instance/Job/Tasks/SQL/Query");
    if (query == null || query.isBlank()) {
      throw Refusal.unsupported("The job has no SQL task with a query; other tasks are not run");
    }
    String name = texts.getOrDefault("Instance/Job/Tasks/SQL/Name", "").strip();
    return new SqlSubmission(
        texts.getOrDefault("Instance/Job/Guid", "").strip(),
        name.isEmpty() ? InstanceReadRequest.DEFAULT_TASK_NAME : name,
        settings(properties.getOrDefault("settings", "")),
        query);
  }

  /** Texts by the path of their element, and the properties of the task. */
  private static void collect(
      XMLStreamReader reader, Map<String, String> texts, Map<String, String> properties)
      throws XMLStreamException {
    Deque<String> path = new ArrayDeque<>();
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          path.addLast(reader.getLocalName());
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          texts.put(String.join("/", path), text.toString());
          if (path.removeLast().equals("Property")) {
            String parent = String.join("/", path) + "/Property/";
            properties.put(
                texts.getOrDefault(parent + "Name", "").strip(),
                texts.getOrDefault(parent + "Value", ""));
          }
          text.setLength(0);
        }
        default -> {}
      }
    }
  }

  private static Map<String, String> settings(String json) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    Map<?, ?> members =
        WireJson.readOrEmpty(json.getBytes(StandardCharsets.UTF_8), LinkedHashMap.class);
    members.forEach((name, value) -> settings.put(String.valueOf(name), String.valueOf(value)));
    return settings;
  }
}
