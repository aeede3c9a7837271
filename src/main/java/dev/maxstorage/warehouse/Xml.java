package dev.maxstorage.warehouse;

import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes one small XML document; characters that XML 1.0 does not know become U+FFFD. */
final class Xml {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newInstance();

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter writer;
  private final Deque<String> open = new ArrayDeque<>();

  /** Begins a document with its root element. */
  Xml(String root) {
    try {
      writer = FACTORY.createXMLStreamWriter(text);
      writer.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    start(root);
  }

  /** Begins an element with attributes, given as name, value, name, value. */
  Xml start(String element, String... attributes) {
    try {
      writer.writeStartElement(element);
      for (int i = 0; i < attributes.length; i += 2) {
        writer.writeAttribute(attributes[i], legal(attributes[i + 1]));
      }
      open.push(element);
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the innermost element. */
  Xml end() {
    try {
      writer.writeEndElement();
      open.pop();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An element that holds text; null writes an empty element. */
  Xml text(String element, @Nullable String value) {
    return start(element).characters(value == null ? "" : value).end();
  }

  /** An element whose text stands in CDATA. */
  Xml cdata(String element, String value, String... attributes) {
    start(element, attributes);
    try {
      writer.writeCData(legal(value).replace("]]>", "]]]]><![CDATA[>"));
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return end();
  }

  /** Adds text to the innermost element. */
  Xml characters(String value) {
    try {
      writer.writeCharacters(legal(value));
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends all open elements. */
  String document() {
    while (!open.isEmpty()) {
      end();
    }
    try {
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static String legal(String value) {
    StringBuilder legal = new StringBuilder(value.length());
    value.codePoints().map(c -> isLegal(c) ? c : 0xFFFD).forEach(legal::appendCodePoint);
    return legal.toString();
  }

  private static boolean isLegal(int c) {
    return c == 0x9
        || c == 0xA
        || c == 0xD
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
