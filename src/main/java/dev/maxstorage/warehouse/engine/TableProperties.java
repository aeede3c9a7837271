package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The TBLPROPERTIES that mean something here; all others are only kept. */
final class TableProperties {
  private static final String TRANSACTIONAL = "transactional";

  /** How long the changes of a delta table can be read. */
  private static final String RETAIN_HOURS = "acid.data.retain.hours";

  private static final long DEFAULT_RETAIN_HOURS = 24;
  private static final long MAX_RETAIN_HOURS = 168;

  private TableProperties() {}

  /** {@code ('name'='value', ..)}, after the word TBLPROPERTIES; names in lower case. */
  static Map<String, String> read(TokenReader reader) {
    Map<String, String> properties = new LinkedHashMap<>();
    reader.expectSymbol("(");
    do {
      SqlToken at = reader.peek();
      String name = reader.expectString().toLowerCase(Locale.ROOT);
      reader.expectSymbol("=");
      if (properties.put(name, reader.expectString()) != null) {
        throw reader.faults().semantic(at.offset(), "property '" + name + "' is given twice");
      }
    } while (reader.takeSymbol(","));
    reader.expectSymbol(")");
    return properties;
  }

  /** What makes the table a delta table, null if nothing does. */
  static @Nullable DeltaState delta(
      Map<String, String> properties, List<String> primaryKey, SqlFaults faults, int offset) {
    boolean transactional = "true".equalsIgnoreCase(properties.get(TRANSACTIONAL));
    if (transactional && primaryKey.isEmpty()) {
      throw faults.unsupported(offset, "a transactional table without PRIMARY KEY");
    }
    if (!transactional && !primaryKey.isEmpty()) {
      throw faults.semantic(
          offset, "PRIMARY KEY needs TBLPROPERTIES ('transactional'='true'): a delta table");
    }
    checkRetention(properties);
    return transactional ? DeltaState.of(primaryKey) : null;
  }

  /** Refuses properties that cannot be set on a table that exists. */
  static void checkChange(Map<String, String> properties) {
    if (properties.containsKey(TRANSACTIONAL)) {
      throw semantic("property '" + TRANSACTIONAL + "' can be given to a new table only");
    }
    checkRetention(properties);
  }

  private static void checkRetention(Map<String, String> properties) {
    String hours = properties.get(RETAIN_HOURS);
    if (hours != null && (!hours.matches("\\d{1,3}") || hours(hours) > MAX_RETAIN_HOURS)) {
      throw semantic(RETAIN_HOURS + " '" + hours + "' is not in 0 to " + MAX_RETAIN_HOURS);
    }
  }

  private static EngineException semantic(String reason) {
    return new EngineException(
        Kind.INVALID_ARGUMENT, "ODPS-0130071:[1,1] Semantic analysis exception - " + reason);
  }

  /** How long a table with these properties keeps its log of changes. */
  static Duration retention(Map<String, String> properties) {
    String hours = properties.get(RETAIN_HOURS);
    return Duration.ofHours(hours == null ? DEFAULT_RETAIN_HOURS : hours(hours));
  }

  private static long hours(String text) {
    return Long.parseLong(text);
  }
}
