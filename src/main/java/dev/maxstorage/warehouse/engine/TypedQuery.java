package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A query: how DuckDB computes it, and the columns it gives.
 *
 * @param sql in DuckDB's SQL; DuckDB may give columns of a type that holds the column's own
 */
record TypedQuery(String sql, List<Column> columns) {

  /** The same rows with columns cast to types, under the same names. */
  TypedQuery as(List<Column> wanted) {
    if (wanted.equals(columns)) {
      return this;
    }
    String items =
        IntStream.range(0, columns.size())
            .mapToObj(
                i ->
                    Conversions.cast(
                                SqlValue.of("c" + i, columns.get(i).type()), wanted.get(i).type())
                            .sql()
                        + " AS "
                        + DuckSql.name(wanted.get(i).name()))
            .collect(Collectors.joining(", "));
    String names =
        IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    return new TypedQuery(
        "SELECT " + items + " FROM (" + sql + ") AS \"$rows\"(" + names + ")", wanted);
  }
}
