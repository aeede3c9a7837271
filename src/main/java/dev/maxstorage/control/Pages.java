package dev.maxstorage.control;

import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.wire.CorruptStreamException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Walks the pages of an XML list by their markers. Source: control-plane document, 7.1. */
final class Pages {
  private Pages() {}

  /**
   * All items of a list. A page without items may have a successor.
   *
   * @param request the first request, without a marker
   * @param item the name of the elements
   */
  static <T> List<T> all(
      HttpTransport transport, WireRequest request, String item, Function<XmlReply, T> read)
      throws IOException {
    List<T> items = new ArrayList<>();
    Set<String> markers = new HashSet<>();
    WireRequest page = request.query("expectmarker", "true");
    while (true) {
      XmlReply reply = XmlReply.parse(transport.send(page).body(), request.label());
      for (XmlReply element : reply.children(item)) {
        items.add(read.apply(element));
      }
      String marker = reply.text("Marker");
      if (marker.isEmpty()) {
        return items;
      }
      if (!markers.add(marker)) {
        throw new CorruptStreamException(
            0, request.label() + ": the page marker '" + marker + "' came twice");
      }
      page = request.query("expectmarker", "true").query("marker", marker);
    }
  }
}
