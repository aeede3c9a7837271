package dev.maxstorage.control;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A project. Source: control-plane document, chapter 6.
 *
 * @param comment empty if there is none, or the list does not tell
 * @param owner empty if the list does not tell
 * @param properties empty in lists
 */
public record Project(
    String name, String comment, String owner, Map<String, String> properties) {
  private static final String SCHEMAS = "odps.schema.model.enabled";

  public Project {
    properties = Map.copyOf(properties);
  }

  static Project of(XmlElement element) {
    Map<String, String> properties = new LinkedHashMap<>();
    XmlElement list = element.child("Properties");
    if (list != null) {
      for (XmlElement property : list.children("Property")) {
        properties.put(property.text("Name"), property.text("Value"));
      }
    }
    return new Project(
        element.text("Name"), element.text("Comment"), element.text("Owner"), properties);
  }

  /** Whether tables stand in schemas; false if the project does not tell. */
  public boolean hasSchemas() {
    return Boolean.parseBoolean(properties.getOrDefault(SCHEMAS, "false"));
  }
}
