package dev.maxstorage.warehouse.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads TBLPROPERTIES, and decides with PRIMARY KEY whether a table is a delta table. */
final class TableProperties {
  private static final String TRANSACTIONAL = "transactional";
  private static final String RETAIN_HOURS = "acid.data.retain.hours";

  /** How the service spreads rows; here there is nothing to spread. */
  private static final String BUCKETS = "write.bucket.num";

  private static final Set<String> OWN = Set.of(TRANSACTIONAL, RETAIN_HOURS, BUCKETS);
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
      String value = reader.expectString();
      if (properties.put(name, value) != null) {
        throw reader.faults().semantic(at.offset(), "property '" + name + "' is given twice");
      }
    } while (reader.takeSymbol(","));
    reader.expectSymbol(")");
    return properties;
  }

  /** The properties that mean nothing to the warehouse: they are kept and shown. */
  static Map<String, String> free(Map<String, String> properties) {
    Map<String, String> free = new LinkedHashMap<>(properties);
    free.keySet().removeAll(OWN);
    return free;
  }

  /** Refuses properties that are decided when a table is made. */
  static Map<String, String> expectFree(Map<String, String> properties, SqlFaults faults, int offset) {
    for (String name : properties.keySet()) {
      if (OWN.contains(name)) {
        throw faults.unsupported(offset, "a change of table property '" + name + "'");
      }
    }
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
    return transactional
        ? DeltaState.of(primaryKey, retainHours(properties.get(RETAIN_HOURS), faults, offset))
        : null;
  }

  private static long retainHours(@Nullable String text, SqlFaults faults, int offset) {
    if (text == null) {
      return DeltaState.DEFAULT_RETAIN_HOURS;
    }
    if (!text.matches("\\d{1,3}") || Long.parseLong(text) > MAX_RETAIN_HOURS) {
      throw faults.semantic(
          offset, RETAIN_HOURS + " '" + text + "' is not a number from 0 to " + MAX_RETAIN_HOURS);
    }
    return Long.parseLong(text);
  }
}
