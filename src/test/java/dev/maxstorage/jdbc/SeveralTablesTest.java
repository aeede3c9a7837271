package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code multiTableCommit=true}: one commit after the other, and what is told when one fails. */
@Timeout(60)
class SeveralTablesTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private Connection connection;

  @BeforeEach
  void createTables() throws SQLException {
    for (String table : new String[] {"a", "b", "c"}) {
      DATABASE.run("drop table if exists " + table, "create table " + table + " (id bigint)");
    }
    connection = DATABASE.connect("multiTableCommit=true");
    connection.setAutoCommit(false);
  }

  @AfterEach
  void close() throws SQLException {
    DATABASE.faults().clear();
    connection.close();
  }

  private void insertIntoAll() throws SQLException {
    EmbeddedDatabase.run(
        connection,
        "insert into a values (1)",
        "insert into b values (2)",
        "insert into c values (3)",
        "insert into a values (4)");
  }

  private static void counts(int a, int b, int c) throws SQLException {
    assertThat(DATABASE.rows("select id from a")).hasSize(a);
    assertThat(DATABASE.rows("select id from b")).hasSize(b);
    assertThat(DATABASE.rows("select id from c")).hasSize(c);
  }

  @Test
  void allTablesAreCommitted() throws SQLException {
    insertIntoAll();
    counts(0, 0, 0);
    connection.commit();
    counts(2, 1, 1);
  }

  @Test
  void allTablesAreRolledBack() throws SQLException {
    insertIntoAll();
    connection.rollback();
    connection.commit();
    counts(0, 0, 0);
  }

  @Test
  void failureBeforeTheFirstCommitLeavesNothing() throws SQLException {
    insertIntoAll();
    DATABASE.faults().on("TableCloseWriteStream").request(3).answer(400);
    refused("22023", connection::commit);
    counts(0, 0, 0);
    insertIntoAll();
    DATABASE.faults().on("TableCommitWriteSession").request(1).answer(400);
    refused("22023", connection::commit);
    counts(0, 0, 0);
  }

  @Test
  void failureBetweenCommitsSaysWhatIsCommitted() throws SQLException {
    insertIntoAll();
    DATABASE.faults().on("TableCommitWriteSession").request(2).answer(400);
    refused(
        "40M00",
        connection::commit,
        "demo.default.a is committed",
        "failed at demo.default.b",
        "demo.default.c is given up");
    counts(2, 0, 0);
    insertIntoAll();
    connection.commit();
    counts(4, 1, 1);
  }

  @Test
  void lostAnswerBetweenCommitsIsUnknown() throws SQLException {
    insertIntoAll();
    DATABASE.faults().on("TableCommitWriteSession").request(2).dropAnswer();
    refused("40003", connection::commit, "demo.default.a is committed", "demo.default.b");
    counts(2, 1, 0);
  }

  @Test
  void tableIsWrittenInOneWayOnly() throws SQLException {
    EmbeddedDatabase.run(connection, "insert into a values (1)", "insert into b values (1)");
    refused(
        "0AM00",
        () -> EmbeddedDatabase.run(connection, "insert overwrite table a values (2)"),
        "two ways");
    connection.commit();
    counts(1, 1, 0);
  }
}
