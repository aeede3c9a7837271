package dev.maxstorage.warehouse.engine;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a table is besides its columns and rows.
 *
 * @param lifecycleDays days that data is kept, 0 or less for ever
 * @param properties of SET TBLPROPERTIES, sorted by name
 * @param dataId number of the data table that holds the rows; the table's own id until its columns
 *     change
 * @param schemaVersion 1 at first, one more with each change of columns
 */
record TableOptions(
    long lifecycleDays, Map<String, String> properties, long dataId, long schemaVersion) {
  TableOptions {
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  /** Of a table that has just been made. */
  static TableOptions of(long tableId, long lifecycleDays) {
    return new TableOptions(lifecycleDays, Map.of(), tableId, 1);
  }

  TableOptions withLifecycle(long days) {
    return new TableOptions(days, properties, dataId, schemaVersion);
  }

  TableOptions withProperties(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(properties);
    all.putAll(more);
    return new TableOptions(lifecycleDays, all, dataId, schemaVersion);
  }

  /** With rows in another data table, under other columns. */
  TableOptions movedTo(long newDataId) {
    return new TableOptions(lifecycleDays, properties, newDataId, schemaVersion + 1);
  }
}
