package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches of texts: consecutive inserts into one table are one commit. */
class TextBatchTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private Connection connection;

  @BeforeEach
  void createTables() throws SQLException {
    DATABASE.run(
        "drop table if exists t",
        "drop table if exists p",
        "create table t (id bigint, name string)",
        "create table p (id bigint) partitioned by (pt string)");
    connection = DATABASE.connect();
  }

  @AfterEach
  void close() throws SQLException {
    DATABASE.faults().clear();
    connection.close();
  }

  private long[] run(String... texts) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String text : texts) {
        statement.addBatch(text);
      }
      return statement.executeLargeBatch();
    }
  }

  private static List<List<Object>> rows() throws SQLException {
    return DATABASE.rows("select id, name from t order by id");
  }

  @Test
  void insertsIntoOneTableAreOneCommitAndHaveCountsOfTheirOwn() throws SQLException {
    RequestCount commits = RequestCount.of(DATABASE, "TableCommitWriteSession");
    assertThat(
            run(
                "insert into t values (1, 'a'), (2, 'b')",
                "INSERT INTO TABLE t VALUES (3, null);",
                "insert into t values (4, 'd')",
                "insert into t (name, id) values ('e', 5)",
                "insert into t (name, id) values ('f', 6)"))
        .containsExactly(2, 1, 1, 1, 1);
    assertThat(commits.requests()).isEqualTo(2);
    assertThat(rows()).hasSize(6).contains(List.of(5L, "e"), List.of(4L, "d"));
  }

  @Test
  void otherStatementsEndARun() throws SQLException {
    assertThat(
            run(
                "insert into t values (1, 'a')",
                "insert into p partition (pt='x') values (1)",
                "insert into p partition (pt='y') values (2), (3)",
                "insert into t select id + 10, pt from p",
                "insert into t values (2, 'b')",
                "insert overwrite t values (7, 'only')",
                "insert overwrite t values (8, 'last')",
                "set odps.sql.x=1"))
        .containsExactly(1, 1, 2, 3, 1, 1, 1, 0);
    assertThat(rows()).containsExactly(List.of(8L, "last"));
  }

  @Test
  void runThatFailsWritesNothingAndTellsWhatWasDoneBefore() throws SQLException {
    BatchUpdateException failed =
        catchThrowableOfType(
            BatchUpdateException.class,
            () ->
                run(
                    "insert into p partition (pt='x') values (1), (2)",
                    "insert into t values (1, 'a')",
                    "insert into t values ('no number', 'b')",
                    "insert into t values (3, 'c')"));
    assertThat((Throwable) failed)
        .hasMessageStartingWith(
            "Statements 2 to 4 of the batch, none of which was done: Column 'id', row 2")
        .hasMessageContaining("no number");
    assertThat(failed.getLargeUpdateCounts()).containsExactly(2);
    assertThat(failed.getSQLState()).isEqualTo("22018");
    assertThat(rows()).isEmpty();
  }

  @Test
  void textThatIsWrongFailsAtItsTurn() throws SQLException {
    BatchUpdateException failed =
        catchThrowableOfType(
            BatchUpdateException.class,
            () -> run("insert into t values (1, 'a')", "insert into t values ('", "select 1"));
    assertThat((Throwable) failed).hasMessageStartingWith("Statement 2 of the batch: ");
    assertThat(failed.getLargeUpdateCounts()).containsExactly(1);
    assertThat(rows()).hasSize(1);
    failed =
        catchThrowableOfType(
            BatchUpdateException.class, () -> run("insert into t values (2, 'b')", "select 1"));
    assertThat((Throwable) failed).hasMessageStartingWith("Statement 2 of the batch: ");
    assertThat(failed.getLargeUpdateCounts()).containsExactly(1);
  }

  @Test
  void transactionTakesARunLikeAnyInsert() throws SQLException {
    connection.setAutoCommit(false);
    assertThat(run("insert into t values (1, 'a')", "insert into t values (2, 'b')"))
        .containsExactly(1, 1);
    assertThat(rows()).isEmpty();
    connection.commit();
    assertThat(rows()).hasSize(2);
  }
}
