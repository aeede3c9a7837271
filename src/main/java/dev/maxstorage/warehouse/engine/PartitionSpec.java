package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values of partition columns in the table's order, as text; empty for none.
 *
 * <p>Source of the text form: Storage API document, 6.12.
 *
 * @param values column name, lower case, to value; keeps its order
 */
public record PartitionSpec(Map<String, String> values) {
  /** No partition column. */
  public static final PartitionSpec EMPTY = new PartitionSpec(Map.of());

  public PartitionSpec {
    Map<String, String> copy = new LinkedHashMap<>();
    values.forEach((name, value) -> copy.put(name.toLowerCase(Locale.ROOT), value));
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * Reads {@code p1=a/p2=b}. Levels are separated by "/" or ","; blanks around names and values are
   * dropped, as are single or double quotes around values. Empty text is the empty spec.
   */
  public static PartitionSpec parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String level : text.isBlank() ? new String[0] : levels(text)) {
      int equals = level.indexOf('=');
      if (equals < 1) {
        throw new EngineException(
            Kind.INVALID_ARGUMENT,
            "Partition spec '" + text + "' is not of the form name=value/name=value");
      }
      String name = level.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      if (values.put(name, unquoted(level.substring(equals + 1).strip())) != null) {
        throw new EngineException(
            Kind.INVALID_ARGUMENT, "Partition spec '" + text + "' names " + name + " twice");
      }
    }
    return values.isEmpty() ? EMPTY : new PartitionSpec(values);
  }

  /**
   * A separator counts only where another {@code name=} follows, so values may hold the other one.
   */
  private static String[] levels(String text) {
    return text.split("[/,](?=\\s*[A-Za-z_][A-Za-z0-9_]*\\s*=)", -1);
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '\'' || value.charAt(0) == '"')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** Whether no partition column is given. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Whether every value given here is the same in {@code other}. */
  public boolean selects(PartitionSpec other) {
    return other.values.entrySet().containsAll(values.entrySet());
  }

  /** {@code p1=a/p2=b}. */
  public String text() {
    return values.entrySet().stream()
        .map(level -> level.getKey() + "=" + level.getValue())
        .collect(Collectors.joining("/"));
  }
}
