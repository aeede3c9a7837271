package dev.maxstorage.control;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** An element of an answer; documents with a DTD are refused, so nothing outside them is read. */
record XmlElement(Element element) {
  private static final int SNIPPET_CHARACTERS = 200;

  /**
   * The root element of a document.
   *
   * @param what is asked for, for the message of the exception
   */
  static XmlElement parse(byte[] document, String what) throws MalformedAnswerException {
    try {
      DocumentBuilder builder = builder();
      return new XmlElement(
          builder.parse(new ByteArrayInputStream(document)).getDocumentElement());
    } catch (SAXException | IOException e) {
      String text = new String(document, StandardCharsets.UTF_8);
      String snippet = text.substring(0, Math.min(text.length(), SNIPPET_CHARACTERS));
      throw new MalformedAnswerException(
          what + ": the answer is no XML document: '" + snippet + "'", e);
    }
  }

  private static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler()); // throws, and prints nothing
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("This Java platform has no XML parser", e);
    }
  }

  /** The child elements of this name, in order. */
  List<XmlElement> children(String name) {
    List<XmlElement> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals(name)) {
        children.add(new XmlElement(child));
      }
    }
    return children;
  }

  /** The first child element of this name, or null. */
  @Nullable XmlElement child(String name) {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals(name)) {
        return new XmlElement(child);
      }
    }
    return null;
  }

  /** The text of the first child of this name, without outer blanks; empty if there is none. */
  String text(String name) {
    XmlElement child = child(name);
    return child == null ? "" : child.text().strip();
  }

  /** All text inside. */
  String text() {
    return element.getTextContent();
  }

  /** The value of an attribute; empty if there is none. */
  String attribute(String name) {
    return element.getAttribute(name);
  }
}
