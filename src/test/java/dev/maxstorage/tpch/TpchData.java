package dev.maxstorage.tpch;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Puts the generated tables into a database, by batches of one prepared INSERT a table. */
record TpchData(double scaleFactor) {
  private static final int BATCH_ROWS = 20_000;

  /** Columns that the reference database needs an index on. */
  private static final List<String> KEYS =
      List.of(
          "c_custkey",
          "o_orderkey",
          "o_custkey",
          "l_orderkey",
          "l_partkey",
          "p_partkey",
          "ps_partkey",
          "s_suppkey");

  void load(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    for (TpchTable<?> table : TpchTable.getTables()) {
      load(connection, table);
    }
    connection.setAutoCommit(true);
  }

  void index(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (TpchTable<?> table : TpchTable.getTables()) {
        for (TpchColumn<?> column : table.getColumns()) {
          if (KEYS.contains(column.getColumnName())) {
            statement.execute(
                "create index on " + name(table) + "(" + column.getColumnName() + ")");
          }
        }
      }
    }
  }

  private <E extends TpchEntity> void load(Connection connection, TpchTable<E> table)
      throws SQLException {
    String columns =
        table.getColumns().stream()
            .map(column -> column.getColumnName() + " " + type(column))
            .collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table " + name(table) + " (" + columns + ")");
    }
    String marks = String.join(", ", Collections.nCopies(table.getColumns().size(), "?"));
    String insert = "insert into " + name(table) + " values (" + marks + ")";
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      int rows = 0;
      for (E row : table.createGenerator(scaleFactor, 1, 1)) {
        int parameter = 1;
        for (TpchColumn<E> column : table.getColumns()) {
          set(statement, parameter++, column, row);
        }
        statement.addBatch();
        if (++rows % BATCH_ROWS == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
    }
    connection.commit();
  }

  private static String name(TpchTable<?> table) {
    return table.getTableName();
  }

  private static String type(TpchColumn<?> column) {
    return switch (column.getType().getBase()) {
      case IDENTIFIER -> "bigint";
      case INTEGER -> "int";
      case DATE -> "date";
      case DOUBLE -> "decimal(15,2)";
      case VARCHAR -> "varchar(" + column.getType().getPrecision().orElseThrow() + ")";
    };
  }

  private static <E extends TpchEntity> void set(
      PreparedStatement statement, int parameter, TpchColumn<E> column, E row) throws SQLException {
    switch (column.getType().getBase()) {
      case IDENTIFIER -> statement.setLong(parameter, column.getIdentifier(row));
      case INTEGER -> statement.setInt(parameter, column.getInteger(row));
      case DATE -> statement.setObject(parameter, LocalDate.ofEpochDay(column.getDate(row)));
      case DOUBLE ->
          statement.setBigDecimal(
              parameter,
              BigDecimal.valueOf(column.getDouble(row)).setScale(2, RoundingMode.HALF_UP));
      case VARCHAR -> statement.setString(parameter, column.getString(row));
    }
  }
}
