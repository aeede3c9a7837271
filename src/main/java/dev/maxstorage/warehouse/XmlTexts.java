package dev.maxstorage.warehouse;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The texts of a request's XML body.
 *
 * @param byPath the text of each element under its path, such as {@code Schema/Name}; of several
 *     under one path the last
 * @param properties the {@code Property} elements, {@code Name} to {@code Value}
 */
record XmlTexts(Map<String, String> byPath, Map<String, String> properties) {
  private static final XMLInputFactory FACTORY = factory();

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** Reads a body; one that is not XML is refused. */
  static XmlTexts of(byte[] body) {
    XmlTexts document = new XmlTexts(new LinkedHashMap<>(), new LinkedHashMap<>());
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(body));
      document.collect(reader);
      reader.close();
    } catch (XMLStreamException e) {
      throw Refusal.badRequest(
          "The body is not an XML document: " + String.valueOf(e.getMessage()).replace('\n', ' '));
    }
    return document;
  }

  private void collect(XMLStreamReader reader) throws XMLStreamException {
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
          byPath.put(String.join("/", path), text.toString());
          if (path.removeLast().equals("Property")) {
            String parent = String.join("/", path) + "/Property/";
            properties.put(
                byPath.getOrDefault(parent + "Name", "").strip(),
                byPath.getOrDefault(parent + "Value", ""));
          }
          text.setLength(0);
        }
        default -> {}
      }
    }
  }
}
