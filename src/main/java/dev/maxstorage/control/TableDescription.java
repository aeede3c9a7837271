package dev.maxstorage.control;

import dev.maxstorage.types.Column;
import dev.maxstorage.wire.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a table is.
 *
 * @param table project, schema and name as the service spells them
 * @param kind what it is
 * @param comment free text, empty if there is none
 * @param columns data columns in order
 * @param partitionColumns partition columns in order, empty for a plain table
 * @param defaults SQL text of the default values of columns, by their names
 * @param generated SQL text of the expressions of generated columns, by their names
 */
public record TableDescription(
    Target.Table table,
    TableKind kind,
    String comment,
    List<Column> columns,
    List<Column> partitionColumns,
    Map<String, String> defaults,
    Map<String, String> generated) {

  public TableDescription {
    columns = List.copyOf(columns);
    partitionColumns = List.copyOf(partitionColumns);
    defaults = Map.copyOf(defaults);
    generated = Map.copyOf(generated);
  }

  /** Whether a column, by its 0-based position in {@link #allColumns}, is one of the partition. */
  public boolean isPartitionColumn(int position) {
    return position >= columns.size();
  }

  /** Data columns, then partition columns: the order of {@code SELECT *}. */
  public List<Column> allColumns() {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(partitionColumns);
    return List.copyOf(all);
  }
}
