package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A bound query's columns: as the user sees them, and as expressions over {@code c0, c1, ...},
 * since two columns may have one name.
 */
record QueryColumns(String duckSql, List<Column> columns, List<String> duckTypes) {

  /** Binds the query, without running it. */
  static QueryColumns of(DuckConnection connection, String duckSql) throws SQLException {
    List<Column> columns = new ArrayList<>();
    List<String> duckTypes = new ArrayList<>();
    try (PreparedStatement statement = connection.prepare(duckSql)) {
      ResultSetMetaData metaData = statement.getMetaData();
      for (int i = 1; i <= metaData.getColumnCount(); i++) {
        String duckType = metaData.getColumnTypeName(i);
        columns.add(Column.of(metaData.getColumnLabel(i), ResultTypes.of(duckType)));
        duckTypes.add(duckType);
      }
    }
    return new QueryColumns(duckSql, List.copyOf(columns), List.copyOf(duckTypes));
  }

  int count() {
    return columns.size();
  }

  /** The columns under the names {@code c0, c1, ...}. */
  List<Column> numbered() {
    return IntStream.range(0, count())
        .mapToObj(i -> Column.of("c" + i, columns.get(i).type()))
        .toList();
  }

  /** A FROM clause that gives the query's rows under those names. */
  String from() {
    return IntStream.range(0, count())
        .mapToObj(i -> "c" + i)
        .collect(Collectors.joining(", ", " FROM (" + duckSql + ") AS \"$query\"(", ")"));
  }

  /** A query for all rows, each column in the DuckDB type that stands for its MaxCompute type. */
  String select() {
    return IntStream.range(0, count())
        .mapToObj(i -> cast(i, columns.get(i).type()) + " AS c" + i)
        .collect(Collectors.joining(", ", "SELECT ", from()));
  }

  private String cast(int index, OdpsType type) {
    String name = "c" + index;
    return "CAST(" + name + " AS " + DuckSql.type(type) + ")";
  }

  /** Column {@code index} as a value to store in a table's column. */
  String assigned(int index, Column target) {
    String name = "c" + index;
    String duckType = duckTypes.get(index);
    boolean number =
        duckType.startsWith("DECIMAL") || duckType.equals("DOUBLE") || duckType.equals("FLOAT");
    return switch (target.type().kind()) {
      case TINYINT, SMALLINT, INT, BIGINT -> cast(number ? "trunc(" + name + ")" : name, target);
      case STRING, JSON -> text(name, duckType);
      case BLOB -> duckType.equals("VARCHAR") ? DuckSql.blob(name) : name;
      case VARCHAR, CHAR -> {
        String text = text(name, duckType);
        int length = ((OdpsType.Text) target.type()).length();
        yield "CASE WHEN length("
            + text
            + ") > "
            + length
            + " THEN error('value ''' || left("
            + text
            + ", 60) || ''' is longer than "
            + target.type().text()
            + "') ELSE "
            + text
            + " END";
      }
      case DATETIME -> "date_trunc('milliseconds', " + cast(name, target) + ")";
      default -> cast(name, target);
    };
  }

  private static String cast(String value, Column target) {
    return "CAST(" + value + " AS " + DuckSql.type(target.type()) + ")";
  }

  private static String text(String name, String duckType) {
    return duckType.equals("VARCHAR") ? name : "odps_string(" + name + ")";
  }
}
