package dev.maxstorage.wire;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Error bodies in XML: the texts of the elements below the root, whatever the root's name. */
final class ErrorXml {
  private static final XMLInputFactory FACTORY = factory();

  private ErrorXml() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** Element name to text; empty if the text is not XML, such as most HTML pages. */
  static Map<String, String> members(String xml) {
    Map<String, String> members = new HashMap<>();
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(xml));
      try {
        reader.nextTag();
        int depth = 1;
        StringBuilder text = new StringBuilder();
        while (depth > 0) {
          switch (reader.next()) {
            case XMLStreamConstants.START_ELEMENT -> {
              depth++;
              text.setLength(0);
            }
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                text.append(reader.getText());
            case XMLStreamConstants.END_ELEMENT -> {
              if (depth == 2) {
                members.putIfAbsent(reader.getLocalName(), text.toString());
              }
              depth--;
            }
            default -> {}
          }
        }
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      // Not XML: the text itself becomes the message.
      return Map.of();
    }
    return members;
  }
}
