package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the catalog knows of a table at one moment.
 *
 * @param id never used again, also after a drop; stays when the table is renamed
 * @param columns data columns in order
 * @param partitionColumns empty if the table is not partitioned
 * @param lifecycleDays days that data is kept, 0 or less for ever
 * @param properties that were set, sorted by name
 * @param schemaVersion 1 at first, one more with each change of columns
 * @param rows committed rows
 * @param bytes estimated size of the committed rows
 * @param version number of commits so far
 * @param modified of the newest commit, or {@code created}
 * @param primaryKey names of the key columns in key order; empty unless this is a delta table
 */
public record TableDescription(
    long id,
    TableName name,
    String comment,
    List<Column> columns,
    List<Column> partitionColumns,
    long lifecycleDays,
    Map<String, String> properties,
    long schemaVersion,
    long rows,
    long bytes,
    long version,
    Instant created,
    Instant modified,
    List<String> primaryKey) {
  public TableDescription {
    columns = List.copyOf(columns);
    partitionColumns = List.copyOf(partitionColumns);
    primaryKey = List.copyOf(primaryKey);
  }

  /** Whether the table has a primary key: its rows are written by key, and read one a key. */
  public boolean isDelta() {
    return !primaryKey.isEmpty();
  }
}
