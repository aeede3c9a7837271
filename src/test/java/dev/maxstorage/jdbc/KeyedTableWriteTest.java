package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.H2;
import dev.maxstorage.warehouse.TestSwitches.AccessTokens;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inserts into tables with a primary key, and deletes from them by key, in write sessions. */
@Timeout(120)
class KeyedTableWriteTest {
  private static final String TRANSACTIONAL = " tblproperties ('transactional'='true')";
  private static final String ALL = "select a, b, n from t order by a, b";

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private Connection connection;

  @BeforeEach
  void createTables() throws SQLException {
    DATABASE.run(
        "drop table if exists t",
        "create table t (a bigint not null, b string not null, n bigint, c string not null,"
            + " primary key (a, b))"
            + TRANSACTIONAL);
    connect("writeStreams=4");
  }

  private void connect(String properties) throws SQLException {
    if (connection != null) {
      connection.close();
    }
    connection = DATABASE.connect(properties);
  }

  @AfterEach
  void close() throws SQLException {
    DATABASE.switches().set(AccessTokens.CHECK);
    DATABASE.faults().clear();
    connection.close();
  }

  private PreparedStatement insert() throws SQLException {
    return connection.prepareStatement("insert into t values (?, ?, ?, 'c')");
  }

  private PreparedStatement delete() throws SQLException {
    return connection.prepareStatement("delete from t where b = ? and a = ?");
  }

  private static void bind(PreparedStatement insert, long a, String b, long n) throws SQLException {
    insert.setLong(1, a);
    insert.setString(2, b);
    insert.setLong(3, n);
  }

  private static void bind(PreparedStatement delete, long a, String b) throws SQLException {
    delete.setString(1, b);
    delete.setLong(2, a);
  }

  private static List<String> plan(Connection connection, String sql) throws SQLException {
    return EmbeddedDatabase.rows(connection, "explain " + sql).stream()
        .map(row -> String.valueOf(row.get(0)))
        .toList();
  }

  /** Large enough for several chunks and bodies. */
  private static final int MANY = 60_000;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lastRowOfAKeyWinsInLargeBatches(boolean autoCommit) throws SQLException {
    connection.setAutoCommit(autoCommit);
    RequestCount streams = RequestCount.of(DATABASE, "TableCreateWriteStream");
    try (PreparedStatement insert =
        connection.prepareStatement("insert into t values (?, 'x', ?, ?)")) {
      insert.setString(3, "c".repeat(300));
      for (int batch = 0; batch < 2; batch++) {
        for (int i = 0; i < MANY; i++) {
          insert.setLong(1, i % 1000);
          insert.setLong(2, (long) batch * MANY + i);
          insert.addBatch();
        }
        assertThat(insert.executeLargeBatch()).hasSize(MANY).containsOnly(1L);
      }
    }
    if (!autoCommit) {
      connection.commit();
    }
    assertThat(streams.requests()).isEqualTo(autoCommit ? 2 : 1);
    assertThat(DATABASE.rows("select count(*), min(n - a), max(n - a) from t").get(0))
        .containsExactly(1000L, 2L * MANY - 1000, 2L * MANY - 1000);
  }

  @ParameterizedTest
  @EnumSource
  void insertsAndDeletesOfATransactionTakeEffectInTheirOrder(AccessTokens tokens)
      throws SQLException {
    DATABASE.switches().set(tokens);
    connection.setAutoCommit(false);
    try (PreparedStatement insert = insert();
        PreparedStatement delete = delete()) {
      for (int i = 1; i <= 4; i++) {
        bind(insert, i, "x", i);
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).containsExactly(1, 1, 1, 1);
      for (int i = 2; i <= 9; i++) {
        bind(delete, i, "x");
        delete.addBatch();
      }
      assertThat(delete.executeBatch()).hasSize(8).containsOnly(Statement.SUCCESS_NO_INFO);
      bind(insert, 3, "x", 33);
      assertThat(insert.executeUpdate()).isEqualTo(1);
      bind(delete, 1, "x");
      assertThat(delete.executeUpdate()).isEqualTo(Statement.SUCCESS_NO_INFO);
      EmbeddedDatabase.run(connection, "insert into t values (7, 'y', 7, 'c'), (8, 'y', 8, 'c')");
      EmbeddedDatabase.run(connection, "delete from t where a = 7 and b = 'y'");
    }
    assertThat(DATABASE.rows(ALL)).isEmpty();
    connection.commit();
    assertThat(DATABASE.rows(ALL)).containsExactly(List.of(3L, "x", 33L), List.of(8L, "y", 8L));
    try (PreparedStatement delete = delete()) {
      bind(delete, 3, "x");
      delete.executeUpdate();
      connection.rollback();
      assertThat(DATABASE.rows(ALL)).hasSize(2);
      connection.setAutoCommit(true);
      delete.executeUpdate();
    }
    assertThat(DATABASE.rows(ALL)).containsExactly(List.of(8L, "y", 8L));
  }

  /** The same random inserts and deletes on H2, whose MERGE by key is an upsert. */
  @ParameterizedTest
  @CsvSource({"1, CHECK", "2, CHECK", "3, OMIT", "4, CHECK"})
  void sequencesGiveTheRowsOfH2(long seed, AccessTokens tokens) throws SQLException {
    DATABASE.switches().set(tokens);
    Random random = new Random(seed);
    try (Connection h2 = H2.connect()) {
      EmbeddedDatabase.run(
          h2, "create table t (a bigint, b varchar, n bigint, c varchar, primary key (a, b))");
      h2.setAutoCommit(false);
      try (PreparedStatement insert = insert();
          PreparedStatement delete = delete();
          PreparedStatement merge =
              h2.prepareStatement("merge into t (a, b, n, c) key (a, b) values (?, ?, ?, 'c')");
          PreparedStatement remove = h2.prepareStatement("delete from t where b = ? and a = ?")) {
        for (int transaction = 0; transaction < 6; transaction++) {
          connection.setAutoCommit(random.nextInt(3) == 0);
          for (int batch = 0; batch <= random.nextInt(5); batch++) {
            int rows = 1 + random.nextInt(40);
            boolean inserts = random.nextInt(3) > 0;
            for (int row = 0; row < rows; row++) {
              long a = random.nextInt(6);
              String b = "k" + random.nextInt(4);
              long n = random.nextInt(1000);
              for (PreparedStatement each : List.of(insert, merge)) {
                if (inserts) {
                  bind(each, a, b, n);
                  each.addBatch();
                }
              }
              for (PreparedStatement each : List.of(delete, remove)) {
                if (!inserts) {
                  bind(each, a, b);
                  each.addBatch();
                }
              }
            }
            for (PreparedStatement each :
                inserts ? List.of(insert, merge) : List.of(delete, remove)) {
              each.executeBatch();
            }
          }
          if (connection.getAutoCommit()) {
            h2.commit();
          } else if (random.nextInt(4) == 0) {
            connection.rollback();
            h2.rollback();
          } else {
            connection.commit();
            h2.commit();
          }
          assertThat(DATABASE.rows(ALL))
              .as("transaction %s of seed %s", transaction, seed)
              .isEqualTo(EmbeddedDatabase.rows(h2, ALL));
        }
      }
    }
  }

  @Test
  void partitionBelongsToTheKey() throws SQLException {
    DATABASE.run(
        "drop table if exists p",
        "create table p (k bigint not null primary key, v string) partitioned by (pt string)"
            + TRANSACTIONAL);
    EmbeddedDatabase.run(
        connection,
        "insert into p partition (pt='x') values (1, 'a'), (2, 'b')",
        "insert into p partition (pt='y') values (1, 'c')");
    try (PreparedStatement delete =
        connection.prepareStatement("delete from p where k = ? and pt = 'x'")) {
      delete.setLong(1, 1);
      assertThat(delete.executeUpdate()).isEqualTo(Statement.SUCCESS_NO_INFO);
    }
    assertThat(DATABASE.rows("select k, pt from p order by k, pt"))
        .containsExactly(List.of(1L, "y"), List.of(2L, "x"));
    assertThat(plan(connection, "delete from p where k = 1"))
        .containsExactly(
            "SQL job, since it does not say which pt, a column of the key or partition");
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("delete from p where k = 1")).isEqualTo(1);
    }
  }

  @Test
  void explainSaysWhatADeleteIs() throws SQLException {
    DATABASE.run("drop table if exists plain", "create table plain (a bigint)");
    assertThat(plan(connection, "delete from t where a = 1 and t.b = 'x'"))
        .containsExactly("write session deleting from demo.default.t by key", "key: a, b");
    assertThat(plan(connection, "delete from t where a = 1"))
        .containsExactly(
            "SQL job, since it does not say which b, a column of the key or partition");
    assertThat(plan(connection, "delete from t where a = 1 and b = 'x' and n = 1"))
        .containsExactly("SQL job, since it has a condition on n, no column of the key");
    assertThat(plan(connection, "delete from t where a = '1' and b = 'x'"))
        .containsExactly("SQL job, since it compares a with a value of another type");
    assertThat(plan(connection, "delete from t where a = 1 or b = 'x'"))
        .containsExactly("SQL job, since it deletes by something else than a key");
    assertThat(plan(connection, "delete from plain where a = 1"))
        .containsExactly("SQL job, since the table has no primary key");
  }

  @Test
  void otherDeletesAreJobsAndTellHowManyRows() throws SQLException {
    EmbeddedDatabase.run(
        connection, "insert into t values (1, 'x', 1, 'c'), (2, 'x', 2, 'c'), (3, 'y', 3, 'c')");
    try (PreparedStatement delete = connection.prepareStatement("delete from t where b = ?")) {
      delete.setString(1, "x");
      assertThat(delete.executeUpdate()).isEqualTo(2);
      refused("0AM00", delete::addBatch);
      connection.setAutoCommit(false);
      delete.setString(1, "y");
      assertThat(delete.executeUpdate()).isEqualTo(1);
      assertThat(delete.getWarnings().getMessage()).contains("it does not say which a");
    }
  }

  @Test
  void keyThatIsNullOrOfTheWrongTypeIsRefused() throws SQLException {
    try (PreparedStatement delete = delete()) {
      delete.setNull(1, java.sql.Types.VARCHAR);
      delete.setLong(2, 1);
      refused("23502", delete::executeUpdate, "Column 'b', row 1: no key is NULL");
      refused("22018", () -> delete.setString(2, "one"), "column 'a'");
      assertThat(delete.getParameterMetaData().getParameterTypeName(2)).isEqualTo("BIGINT");
    }
  }

  @Test
  void streamingDeletesAreVisibleAtOnce() throws SQLException {
    connect("writeMode=streaming&apiVersion=3");
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      EmbeddedDatabase.run(connection, "insert into t values (1, 'x', " + i + ", 'c')");
      seen.add(DATABASE.rows(ALL).toString());
      EmbeddedDatabase.run(connection, "delete from t where a = 1 and b = 'x'");
      seen.add(DATABASE.rows(ALL).toString());
    }
    assertThat(seen).containsExactly("[[1, x, 0]]", "[]", "[[1, x, 1]]", "[]", "[[1, x, 2]]", "[]");
  }
}
