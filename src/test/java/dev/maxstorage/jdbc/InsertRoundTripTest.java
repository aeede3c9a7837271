package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.H2;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same 100,000 rows of every scalar type, with nulls, here and in H2, compared by value. */
class InsertRoundTripTest {
  private static final int ROWS = 100_000;
  private static final int BATCH = 12_345;
  private static final int NULL_EVERY = 7;
  private static final long SEED = 20261122;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static Connection h2;
  private static PreparedStatement query;
  private static ResultSet expected;

  @BeforeAll
  static void fillH2() throws SQLException {
    h2 = H2.connect();
    try (Statement statement = h2.createStatement()) {
      statement.execute("create table v (id bigint primary key, " + columns(Side.H2) + ")");
    }
    h2.setAutoCommit(false);
    insert(h2);
    h2.commit();
    query =
        h2.prepareStatement(
            "select * from v order by id",
            ResultSet.TYPE_SCROLL_INSENSITIVE,
            ResultSet.CONCUR_READ_ONLY);
    expected = query.executeQuery();
  }

  @AfterAll
  static void closeH2() throws SQLException {
    query.close();
    h2.close();
  }

  private enum Side {
    OURS,
    H2
  }

  private static String columns(Side side) {
    return ScalarColumn.ALL.stream()
        .map(c -> c.name() + " " + (side == Side.H2 ? c.h2Type() : c.type()))
        .collect(Collectors.joining(", "));
  }

  private static void createTable(Connection connection) throws SQLException {
    EmbeddedDatabase.run(
        connection,
        "drop table if exists v",
        "create table v (id bigint not null, " + columns(Side.OURS) + ")");
  }

  /** Inserts the rows in several batches; the values depend on the row and column alone. */
  private static void insert(Connection connection) throws SQLException {
    List<ScalarColumn> columns = ScalarColumn.ALL;
    String marks = columns.stream().map(c -> ", ?").collect(Collectors.joining());
    Random random = new Random(SEED);
    try (PreparedStatement insert =
        connection.prepareStatement("insert into v values (?" + marks + ")")) {
      int pending = 0;
      for (int row = 0; row < ROWS; row++) {
        insert.setLong(1, row);
        for (int c = 0; c < columns.size(); c++) {
          Object value = columns.get(c).value(random, row);
          if (random.nextInt(NULL_EVERY) == 0) {
            insert.setNull(c + 2, columns.get(c).sqlType());
          } else {
            columns.get(c).set().into(insert, c + 2, value);
          }
        }
        insert.addBatch();
        if (++pending == BATCH || row == ROWS - 1) {
          int[] counts = insert.executeBatch();
          assertThat(counts).hasSize(pending).containsOnly(1);
          pending = 0;
        }
      }
    }
  }

  @Test
  void rowsOfOneTransactionAreReadBackAsH2ReadsThem() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      createTable(connection);
      connection.setAutoCommit(false);
      insert(connection);
      assertThat(DATABASE.rows("select count(*) from v")).containsExactly(List.of(0L));
      connection.commit();
      try (Statement statement = connection.createStatement();
          ResultSet scan = statement.executeQuery("select * from v")) {
        compare(scan, ScalarColumn::getters);
      }
    }
  }

  @Test
  void autoCommittedBatchesAreReadBackAsASqlJobOrdersThem() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      createTable(connection);
      insert(connection);
      try (Statement statement = connection.createStatement();
          ResultSet sorted = statement.executeQuery("select * from v order by id")) {
        compare(sorted, column -> column.getters().subList(0, 1));
      }
    }
  }

  private interface Chosen {
    List<ScalarColumn.Get> of(ScalarColumn column);
  }

  /** Compares every row, by id, whatever the order of the result. */
  private static void compare(ResultSet actual, Chosen getters) throws SQLException {
    boolean[] seen = new boolean[ROWS];
    int rows = 0;
    while (actual.next()) {
      int id = actual.getInt(1);
      assertThat(seen[id]).as("row %d twice", id).isFalse();
      seen[id] = true;
      rows++;
      expected.absolute(id + 1);
      for (int c = 0; c < ScalarColumn.ALL.size(); c++) {
        compareCell(actual, id, c, getters.of(ScalarColumn.ALL.get(c)));
      }
    }
    assertThat(rows).isEqualTo(ROWS);
  }

  private static void compareCell(ResultSet actual, int id, int c, List<ScalarColumn.Get> getters)
      throws SQLException {
    for (int g = 0; g < getters.size(); g++) {
      Object ours = getters.get(g).from(actual, c + 2);
      boolean oursNull = actual.wasNull();
      Object theirs = getters.get(g).from(expected, c + 2);
      if (!equal(ours, theirs) || oursNull != expected.wasNull()) {
        fail(
            "row %d, column %s, getter %d: %s, but H2 gives %s",
            id, ScalarColumn.ALL.get(c).name(), g, text(ours), text(theirs));
      }
    }
  }

  private static boolean equal(Object ours, Object theirs) {
    return ours instanceof byte[] a && theirs instanceof byte[] b
        ? Arrays.equals(a, b)
        : Objects.equals(ours, theirs);
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
  }
}
