package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement needs to know of the tables and views that it names. */
interface RelationLookup {

  /** The table or view of this name, null if there is none. */
  @Nullable Stored find(TableName name);

  /** What is stored under a name. */
  sealed interface Stored {}

  /**
   * A table.
   *
   * @param columns data columns, then partition columns
   */
  record Table(List<Column> columns) implements Stored {}

  /**
   * A view.
   *
   * @param columns names and comments that the view gives the query's columns; empty for the
   *     query's own
   * @param query in MaxCompute's SQL
   * @param scope in which the names of the query resolve
   */
  record View(List<Column> columns, String query, NameScope scope) implements Stored {}
}
