package dev.maxstorage.cli;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The demo's table: how it is made, how rows are written, and what a row must read like. */
final class DemoTable {
  static final String NAME = "demo_events";
  static final String PARTITION = "region";
  static final String PICTURE = "picture";

  private static final int BATCH_ROWS = 10_000;
  private static final int PICTURE_BYTES = 1 << 20;

  private final Connection connection;

  DemoTable(Connection connection) {
    this.connection = connection;
  }

  /** Drops what an earlier run left, and creates the table. */
  void create() throws SQLException {
    String columns =
        DemoColumn.ALL.stream()
            .map(column -> column.name() + " " + column.type())
            .collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS " + NAME);
      statement.execute(
          "CREATE TABLE %s (%s, %s BLOB) PARTITIONED BY (%s STRING)"
              .formatted(NAME, columns, PICTURE, PARTITION));
    }
  }

  /** Inserts rows without pictures into a partition, in batches and one transaction. */
  void load(String region, int firstId, int rows) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = prepareInsert(region)) {
      for (int id = firstId; id < firstId + rows; id++) {
        bind(insert, id);
        insert.setNull(DemoColumn.ALL.size() + 1, Types.BLOB);
        insert.addBatch();
        if ((id - firstId + 1) % BATCH_ROWS == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Inserts one batch of rows, each with a picture; gives the sum of the update counts. */
  long insertPictures(String region, int firstId, int rows) throws SQLException {
    try (PreparedStatement insert = prepareInsert(region)) {
      for (int id = firstId; id < firstId + rows; id++) {
        bind(insert, id);
        insert.setBinaryStream(
            DemoColumn.ALL.size() + 1, new ByteArrayInputStream(picture(id)), PICTURE_BYTES);
        insert.addBatch();
      }
      return Arrays.stream(insert.executeLargeBatch()).sum();
    }
  }

  private PreparedStatement prepareInsert(String region) throws SQLException {
    String names = DemoColumn.ALL.stream().map(DemoColumn::name).collect(Collectors.joining(", "));
    String marks = String.join(", ", Collections.nCopies(DemoColumn.ALL.size() + 1, "?"));
    return connection.prepareStatement(
        "INSERT INTO %s PARTITION (%s = '%s') (%s, %s) VALUES (%s)"
            .formatted(NAME, PARTITION, region, names, PICTURE, marks));
  }

  private static void bind(PreparedStatement insert, int id) throws SQLException {
    int parameter = 1;
    for (DemoColumn column : DemoColumn.ALL) {
      insert.setObject(parameter++, column.value().apply(id));
    }
  }

  /** The bytes of a row's picture: noise that depends on the id. */
  static byte[] picture(int id) {
    byte[] bytes = new byte[PICTURE_BYTES];
    new SplittableRandom(id).nextBytes(bytes);
    return bytes;
  }

  /** The sum of the prices of a range of rows. */
  static BigDecimal priceSum(int firstId, int rows) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int id = firstId; id < firstId + rows; id++) {
      sum = sum.add(DemoColumn.price(id));
    }
    return sum;
  }

  /** Compares a row that has the columns of {@link DemoColumn#ALL} with what was written. */
  static void check(ResultSet row) throws SQLException, CommandException {
    int id = row.getInt("id");
    for (DemoColumn column : DemoColumn.ALL) {
      Object expected = column.value().apply(id);
      Object actual = row.getObject(column.name(), column.javaClass());
      if (!Objects.deepEquals(expected, actual)) {
        throw new CommandException(
            "Row %s, column %s: expected %s, read %s"
                .formatted(id, column.name(), expected, actual));
      }
    }
  }
}
