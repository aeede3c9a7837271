package dev.maxstorage.predicate;

import dev.maxstorage.testing.H2;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows in a table {@code t} of H2, whose word counts. Text is bytes there, for their order; for
 * LIKE each has a second column, {@link #likeName}.
 */
final class H2Rows implements AutoCloseable {
  private final Connection connection = H2.connect();
  private final Statement statement = connection.createStatement();

  /** A table of the rows; the first column is the row number. */
  H2Rows(List<Column> columns, List<List<@Nullable Object>> rows) throws SQLException {
    statement.execute(
        "CREATE TABLE t ("
            + columns.stream().map(H2Rows::definition).collect(Collectors.joining(", "))
            + ")");
    for (List<@Nullable Object> row : rows) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(RandomCondition.h2(columns.get(i), row.get(i)));
        if (hasLikeName(columns.get(i))) {
          values.add(likeText((String) row.get(i)));
        }
      }
      statement.execute("INSERT INTO t VALUES (" + String.join(", ", values) + ")");
    }
  }

  private static String definition(Column column) {
    String type =
        switch (column.type().kind()) {
          case FLOAT, DOUBLE -> "DOUBLE PRECISION";
          case DECIMAL ->
              "NUMERIC("
                  + ((OdpsType.Decimal) column.type()).precision()
                  + ", "
                  + ((OdpsType.Decimal) column.type()).scale()
                  + ")";
          case STRING, VARCHAR, CHAR, BINARY -> "VARBINARY";
          case DATETIME, TIMESTAMP, TIMESTAMP_NTZ -> "TIMESTAMP(9)";
          default -> column.type().kind().name();
        };
    return "\""
        + column.name()
        + "\" "
        + type
        + (hasLikeName(column) ? ", " + likeName(column) + " VARCHAR" : "");
  }

  static boolean hasLikeName(Column column) {
    return column.type().kind() == OdpsType.Kind.STRING;
  }

  static String likeName(Column column) {
    return column.name() + "_text";
  }

  /** Text as a literal. H2 takes half a code point for a character, so others stand for those. */
  static String likeText(@Nullable String text) {
    if (text == null) {
      return "NULL";
    }
    StringBuilder out = new StringBuilder("'");
    text.codePoints()
        .map(c -> Character.isBmpCodePoint(c) ? c : 0xe000 + (c & 0xfff))
        .forEach(out::appendCodePoint);
    return out.toString().replace("'", "''").substring(1) + "'";
  }

  /** The first column of the rows for which a condition is true. */
  List<Integer> select(String condition) throws SQLException {
    List<Integer> rows = new ArrayList<>();
    String text = condition.replaceAll("\\bday\\b", "\"day\"");
    try (ResultSet result =
        statement.executeQuery("SELECT k FROM t WHERE " + text + " ORDER BY k")) {
      while (result.next()) {
        rows.add(result.getInt(1));
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
