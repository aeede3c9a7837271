package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The columns of a table that a query's rows make. */
record CreatedColumns(List<Column> columns, List<Column> partitionColumns) {

  /**
   * The query's columns, in lower case.
   *
   * @param partitioning names of the query's columns that become partition columns, in any order;
   *     one of type VOID gets the type of the query's column
   */
  static CreatedColumns of(QueryColumns query, List<Column> partitioning) {
    List<Column> columns = new ArrayList<>();
    for (Column column : query.columns()) {
      columns.add(Column.of(column.name().toLowerCase(Locale.ROOT), column.type()));
    }
    List<Column> partitionColumns = new ArrayList<>();
    for (Column partition : partitioning) {
      Column found =
          columns.stream()
              .filter(column -> column.name().equalsIgnoreCase(partition.name()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new EngineException(
                          Kind.INVALID_ARGUMENT,
                          "ODPS-0130071:[1,1] Semantic analysis exception - partition column "
                              + partition.name()
                              + " is no column of the query"));
      columns.remove(found);
      boolean typed = !SqlTypes.isVoid(partition.type());
      partitionColumns.add(
          new Column(
              found.name(), typed ? partition.type() : found.type(), true, partition.comment()));
    }
    return new CreatedColumns(columns, partitionColumns);
  }
}
