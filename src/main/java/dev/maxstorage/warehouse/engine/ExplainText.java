package dev.maxstorage.warehouse.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** What EXPLAIN answers: the tables of a statement and DuckDB's plan for its rows. */
final class ExplainText {
  private ExplainText() {}

  /** Binds and plans the statement without running it. */
  static String of(DuckConnection connection, TranslatedStatement statement) throws SQLException {
    if (statement instanceof TranslatedStatement.Insert insert) {
      return (insert.overwrite() ? "Overwrites: " : "Inserts into: ")
          + insert.table().text()
          + "\n"
          + of(connection, insert.rows());
    }
    TranslatedStatement.Query query = (TranslatedStatement.Query) statement;
    StringBuilder text = new StringBuilder();
    text.append("Reads: ").append(names(query.tables())).append("\nColumns: ");
    text.append(
        query.columns().stream()
            .map(column -> column.name() + " " + column.type().text())
            .collect(Collectors.joining(", ")));
    text.append("\n");
    connection.query(
        "EXPLAIN " + query.duckSql(), row -> text.append(row.getString(2).stripTrailing()));
    return text.append("\n").toString();
  }

  private static String names(List<TableName> tables) {
    return tables.isEmpty()
        ? "no table"
        : tables.stream().map(TableName::text).collect(Collectors.joining(", "));
  }
}
