package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A query's columns: as the user sees them, and as expressions over {@code c0, c1, ...}, since two
 * columns may have one name.
 */
record QueryColumns(String duckSql, List<Column> columns) {

  /** Columns as the query gives them, of which some may be nothing but NULL. */
  static QueryColumns of(TranslatedStatement.Query query) {
    return new QueryColumns(query.duckSql(), query.columns());
  }

  /** Columns in types that can be stored. */
  static QueryColumns stored(TranslatedStatement.Query query) {
    List<Column> columns =
        query.columns().stream()
            .map(column -> Column.of(column.name(), SqlTypes.stored(column.type())))
            .toList();
    return new QueryColumns(query.duckSql(), columns);
  }

  /** Binds a query of DuckDB's own, without running it. */
  static QueryColumns of(DuckConnection connection, String duckSql) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepare(duckSql)) {
      ResultSetMetaData metaData = statement.getMetaData();
      for (int i = 1; i <= metaData.getColumnCount(); i++) {
        String duckType = metaData.getColumnTypeName(i);
        columns.add(Column.of(metaData.getColumnLabel(i), ResultTypes.of(duckType)));
      }
    }
    return new QueryColumns(duckSql, List.copyOf(columns));
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
        .mapToObj(i -> cast("c" + i, columns.get(i).type()) + " AS c" + i)
        .collect(Collectors.joining(", ", "SELECT ", from()));
  }

  private static String cast(String name, OdpsType type) {
    return "CAST(" + name + " AS " + DuckSql.type(type) + ")";
  }

  /**
   * Column {@code index} as a value to store in a table's column. Unlike in CAST, text that is no
   * value of the column's type, and a value out of its range, fail.
   *
   * @throws SqlTypeException if values of the column's type cannot be stored there
   */
  String assigned(int index, Column target) {
    String name = "c" + index;
    OdpsType from = columns.get(index).type();
    OdpsType to = target.type();
    if (SqlTypes.isVoid(from) || from.equals(to)) {
      return to.kind() == Kind.VARCHAR || to.kind() == Kind.CHAR ? name : cast(name, to);
    }
    boolean text = SqlTypes.isText(from);
    return switch (to.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT -> {
        expect(text || SqlTypes.isNumber(from), from, to);
        boolean fraction = SqlTypes.isDecimal(from) || SqlTypes.isFloating(from);
        yield cast(fraction ? "trunc(" + name + ")" : name, to);
      }
      case FLOAT, DOUBLE, DECIMAL -> {
        expect(text || SqlTypes.isNumber(from), from, to);
        yield cast(name, to);
      }
      case STRING, JSON -> Conversions.string(SqlValue.of(name, from)).sql();
      case VARCHAR, CHAR -> limited(Conversions.string(SqlValue.of(name, from)).sql(), to);
      case BLOB -> {
        expect(text, from, to);
        yield DuckSql.blob(name);
      }
      case DATE, DATETIME, TIMESTAMP, TIMESTAMP_NTZ -> {
        expect(text || SqlTypes.isTime(from), from, to);
        yield text ? time(name, to) : Conversions.cast(SqlValue.of(name, from), to).sql();
      }
      case ARRAY, MAP, STRUCT -> {
        expect(to.equals(SqlTypes.common(from, to)), from, to);
        yield cast(name, to);
      }
      default -> throw refused(from, to);
    };
  }

  private static String time(String name, OdpsType to) {
    String value = cast(name, to);
    return to.kind() == Kind.DATETIME ? "date_trunc('milliseconds', " + value + ")" : value;
  }

  private static String limited(String text, OdpsType to) {
    return "CASE WHEN length("
        + text
        + ") > "
        + ((OdpsType.Text) to).length()
        + " THEN error('value ''' || left("
        + text
        + ", 60) || ''' is longer than "
        + to.text()
        + "') ELSE "
        + text
        + " END";
  }

  private static void expect(boolean possible, OdpsType from, OdpsType to) {
    if (!possible) {
      throw refused(from, to);
    }
  }

  private static SqlTypeException refused(OdpsType from, OdpsType to) {
    return new SqlTypeException("a " + from.text() + " cannot be stored as " + to.text());
  }
}
