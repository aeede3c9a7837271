package dev.maxstorage.warehouse;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Pages of a list: sorted by name, a marker names the last item of the page before.
 *
 * <p>Source: control-plane document, 7.1. The marker is there on every page, empty on the last.
 */
final class Pages {
  private static final int DEFAULT_ITEMS = 1000;

  private Pages() {}

  /**
   * One page as an XML list.
   *
   * @param items sorted by {@code name}
   * @param name the sorting key of an item
   * @param write adds an item to the document
   */
  static <T> Response page(
      Request request,
      String root,
      List<T> items,
      Function<T, String> name,
      BiConsumer<Xml, T> write) {
    int most =
        (int) Math.min(Math.max(request.number("maxitems", DEFAULT_ITEMS), 1), DEFAULT_ITEMS);
    String after = decoded(request.parameter("marker"));
    String prefix = request.parameter("name").toLowerCase(Locale.ROOT);
    List<T> rest =
        items.stream()
            .filter(item -> name.apply(item).toLowerCase(Locale.ROOT).startsWith(prefix))
            .filter(item -> after.isEmpty() || name.apply(item).compareTo(after) > 0)
            .toList();
    List<T> page = rest.subList(0, Math.min(most, rest.size()));
    boolean last = page.size() == rest.size();
    Xml xml = new Xml(root);
    xml.text("Marker", last ? "" : encoded(name.apply(page.get(page.size() - 1))));
    xml.text("MaxItems", Integer.toString(most));
    page.forEach(item -> write.accept(xml, item));
    return Response.xml(xml.document());
  }

  private static String encoded(String marker) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(marker.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String marker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("Marker " + marker + " was not given by this server");
    }
  }
}
