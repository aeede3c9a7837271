package dev.maxstorage.control;

import dev.maxstorage.types.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table and its columns. Source: control-plane document, chapter 8.
 *
 * @param columns data columns, in order
 * @param partitionColumns in the order of the levels; empty for a plain table
 * @param created null if unknown
 * @param modified last change of data, null if unknown
 * @param sizeBytes logical bytes, -1 if unknown
 * @param recordNumber rows, perhaps stale, -1 if unknown; never the answer to a COUNT
 * @param viewText the SQL of a view, or null
 */
public record TableDescription(
    String project,
    String schema,
    String name,
    TableKind kind,
    List<Column> columns,
    List<Column> partitionColumns,
    String comment,
    String owner,
    @Nullable Instant created,
    @Nullable Instant modified,
    long sizeBytes,
    long recordNumber,
    @Nullable String viewText) {

  public TableDescription {
    columns = List.copyOf(columns);
    partitionColumns = List.copyOf(partitionColumns);
  }

  /** Data columns, then partition columns. */
  public List<Column> allColumns() {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(partitionColumns);
    return List.copyOf(all);
  }

  /** Whether rows stand in partitions. */
  public boolean isPartitioned() {
    return !partitionColumns.isEmpty();
  }

  /** The data or partition column of this name, or null; case does not matter. */
  public @Nullable Column column(String columnName) {
    for (Column column : allColumns()) {
      if (column.name().equalsIgnoreCase(columnName)) {
        return column;
      }
    }
    return null;
  }
}
