package dev.maxstorage.warehouse;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts of a request's XML body.
 *
 * @param byPath the text of each element under its path, such as {@code Schema/Name}; of several
 *     under one path the last
 * @param properties the {@code Property} elements, {@code Name} to {@code Value}
 */
record XmlTexts(Map<String, String> byPath, Map<String, String> properties) {

  /** Reads a body; one that is not XML is refused. */
  static XmlTexts of(byte[] body) {
    XmlTexts document = new XmlTexts(new LinkedHashMap<>(), new LinkedHashMap<>());
    XmlElements.read(body, document::put);
    return document;
  }

  private void put(String path, String text) {
    byPath.put(path, text);
    if (path.equals("Property") || path.endsWith("/Property")) {
      properties.put(
          byPath.getOrDefault(path + "/Name", "").strip(),
          byPath.getOrDefault(path + "/Value", ""));
    }
  }
}
