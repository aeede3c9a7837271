package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.time.Instant;
import java.util.List;

/**
 * What the catalog knows of a view.
 *
 * @param id never used again; tables and views share the numbers
 * @param columns as they were when the view was made
 * @param text the query as written
 * @param expandedText the query with the columns spelled out
 */
public record ViewDescription(
    long id,
    TableName name,
    String comment,
    List<Column> columns,
    String text,
    String expandedText,
    Instant created) {
  public ViewDescription {
    columns = List.copyOf(columns);
  }
}
