package dev.maxstorage.control;

import dev.maxstorage.types.Column;
import dev.maxstorage.wire.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * What a table is.
 *
 * @param table project, schema and name as the service spells them
 * @param kind what it is
 * @param comment free text, empty if there is none
 * @param columns data columns in order
 * @param partitionColumns partition columns in order, empty for a plain table
 */
public record TableDescription(
    Target.Table table,
    TableKind kind,
    String comment,
    List<Column> columns,
    List<Column> partitionColumns) {

  public TableDescription {
    columns = List.copyOf(columns);
    partitionColumns = List.copyOf(partitionColumns);
  }

  /** Data columns, then partition columns: the order of {@code SELECT *}. */
  public List<Column> allColumns() {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(partitionColumns);
    return List.copyOf(all);
  }
}
