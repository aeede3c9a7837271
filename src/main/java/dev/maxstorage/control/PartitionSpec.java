package dev.maxstorage.control;

import static java.util.Collections.unmodifiableMap;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The values of a partition: names and values in the order of the levels. Values are texts, whatever
 * the column's type.
 */
public record PartitionSpec(Map<String, String> values) {
  public PartitionSpec {
    values = unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Levels as {@code k=v}, joined with {@code /}, without quotes: what the Storage API takes. Storage
   * API document, 6.12.
   */
  public String text() {
    return values.entrySet().stream()
        .map(level -> level.getKey() + "=" + level.getValue())
        .collect(Collectors.joining("/"));
  }

  /** Levels as {@code k='v'}, joined with commas: what the control plane takes. */
  String quotedText() {
    return values.entrySet().stream()
        .map(level -> level.getKey() + "='" + level.getValue() + "'")
        .collect(Collectors.joining(","));
  }
}
