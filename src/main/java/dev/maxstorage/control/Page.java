package dev.maxstorage.control;

import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.WireRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Walks lists that come in pages. Source: control-plane document, 7.1. */
final class Page {
  /** Makes an item of its element. */
  @FunctionalInterface
  interface Reader<T> {
    T read(XmlElement element) throws IOException;
  }

  private Page() {}

  /** All items of all pages. A page may be empty and still have a successor. */
  static <T> List<T> all(
      HttpTransport transport, WireRequest first, String elementName, Reader<T> reader)
      throws IOException {
    List<T> items = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    WireRequest request = first.query("expectmarker", "true");
    while (true) {
      XmlElement page = XmlElement.parse(transport.send(request).body(), first.label());
      for (XmlElement element : page.children(elementName)) {
        items.add(reader.read(element));
      }
      String marker = page.text("Marker");
      if (marker.isEmpty()) {
        return items;
      }
      if (!seen.add(marker)) {
        throw new MalformedAnswerException(
            first.label() + ": the page marker '" + marker + "' came twice", null);
      }
      request = first.query("expectmarker", "true").query("marker", marker);
    }
  }
}
