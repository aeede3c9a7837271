package dev.maxstorage.jdbc;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType.Kind;
import java.util.List;

/**
 * One column of a result.
 *
 * @param label the alias, or the name
 * @param column name and type
 * @param table where the column comes from; empty texts for a computed column
 * @param vector 0-based position of the column's vector in the batches
 */
record ResultColumn(String label, Column column, Origin table, int vector) {

  /** The table of a column: project, schema and name, all empty if there is none. */
  record Origin(String project, String schema, String table) {
    /** No table. */
    static final Origin NONE = new Origin("", "", "");
  }

  /** Columns in the order of their vectors, labelled with their names. */
  static List<ResultColumn> inOrder(List<Column> columns, Origin origin) {
    return java.util.stream.IntStream.range(0, columns.size())
        .mapToObj(i -> new ResultColumn(columns.get(i).name(), columns.get(i), origin, i))
        .toList();
  }

  /** Whether the cells hold blob references. */
  boolean isBlob() {
    return column.type().kind() == Kind.BLOB;
  }
}
