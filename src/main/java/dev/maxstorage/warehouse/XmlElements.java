package dev.maxstorage.warehouse;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the XML body of a request, element by element. */
final class XmlElements {
  private static final XMLInputFactory FACTORY = factory();

  private XmlElements() {}

  /** Takes an element when it ends. */
  interface Taker {

    /**
     * An element, after those inside it.
     *
     * @param path names from the root on, such as {@code Schema/Name}
     * @param text what stands before its end, behind the last element inside it
     */
    void take(String path, String text);
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /** Reads a body; one that is not XML is refused. */
  static void read(byte[] body, Taker taker) {
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(body));
      read(reader, taker);
      reader.close();
    } catch (XMLStreamException e) {
      throw Refusal.badRequest(
          "The body is not an XML document: " + String.valueOf(e.getMessage()).replace('\n', ' '));
    }
  }

  private static void read(XMLStreamReader reader, Taker taker) throws XMLStreamException {
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
          taker.take(String.join("/", path), text.toString());
          path.removeLast();
          text.setLength(0);
        }
        default -> {}
      }
    }
  }
}
