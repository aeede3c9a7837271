package dev.maxstorage.control;

import dev.maxstorage.wire.CorruptStreamException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * An element of an XML answer of the control plane. Document types and external entities are
 * refused.
 */
final class XmlReply {
  private final Element element;

  private XmlReply(Element element) {
    this.element = element;
  }

  /**
   * The root element of a document.
   *
   * @param what names the answer in messages
   * @throws CorruptStreamException if the bytes are no XML document
   */
  static XmlReply parse(byte[] body, String what) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler()); // the default one prints
      return new XmlReply(builder.parse(new ByteArrayInputStream(body)).getDocumentElement());
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The JDK's XML parser lacks a feature", e);
    } catch (SAXException e) {
      throw new CorruptStreamException(0, what + " is no XML document: " + e.getMessage());
    }
  }

  /** A text for an element of a request. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The first child element of a name, or null. */
  @Nullable XmlReply child(String name) {
    List<XmlReply> all = children(name);
    return all.isEmpty() ? null : all.get(0);
  }

  /** All child elements of a name, in order. */
  List<XmlReply> children(String name) {
    List<XmlReply> found = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals(name)) {
        found.add(new XmlReply(child));
      }
    }
    return found;
  }

  /** The text of the first child element of a name, trimmed; empty if there is none. */
  String text(String name) {
    XmlReply child = child(name);
    return child == null ? "" : child.text().trim();
  }

  /** The text of this element. */
  String text() {
    return element.getTextContent();
  }

  /** An attribute of this element; empty if there is none. */
  String attribute(String name) {
    return element.getAttribute(name);
  }
}
