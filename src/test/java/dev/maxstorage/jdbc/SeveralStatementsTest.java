package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several statements in one text, and what each of them gives back. */
class SeveralStatementsTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private Connection connection;
  private Statement statement;

  @BeforeEach
  void open() throws SQLException {
    connection = DATABASE.connect();
    EmbeddedDatabase.run(connection, "drop table if exists t", "create table t (s string)");
    statement = connection.createStatement();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void resultsComeOneAfterTheOtherUntilNeitherRowsNorCountAreLeft() throws SQLException {
    boolean rows =
        statement.execute(
            "insert into t values ('a;b'); -- one; two\n"
                + "select s from t; /* ; */ insert into t values (';'), ('\\';'); select count(*) from t;");
    assertThat(rows).isFalse();
    assertThat(statement.getUpdateCount()).isEqualTo(1);
    assertThat((Object) statement.getResultSet()).isNull();
    assertThat(statement.getMoreResults()).isTrue();
    assertThat(statement.getUpdateCount()).isEqualTo(-1);
    ResultSet first = statement.getResultSet();
    assertThat(EmbeddedDatabase.rows(first)).containsExactly(List.of("a;b"));
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(first.isClosed()).isTrue();
    assertThat(statement.getUpdateCount()).isEqualTo(2);
    assertThat(statement.getMoreResults(Statement.CLOSE_ALL_RESULTS)).isTrue();
    assertThat(EmbeddedDatabase.rows(statement.getResultSet())).containsExactly(List.of(3L));
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(statement.getUpdateCount()).isEqualTo(-1);
    assertThat(statement.getMoreResults()).isFalse();
  }

  @Test
  void allStatementsRunThoughNobodyAsksForTheirResults() throws SQLException {
    statement.execute("insert into t values ('1'); select * from t; insert into t values ('2')");
    assertThat(DATABASE.rows("select count(*) from t")).containsExactly(List.of(2L));
    statement.execute("select 1"); // gives back what was not asked for
    assertThat(statement.getMoreResults()).isFalse();
  }

  @Test
  void settingsCountForAllStatementsBehindThem() throws SQLException {
    statement.execute(
        "set odps.sql.timezone=America/New_York; select s from t;"
            + " select unix_timestamp(cast('1970-01-01 00:00:00' as datetime))");
    assertThat(statement.getMoreResults()).isTrue();
    assertThat(EmbeddedDatabase.rows(statement.getResultSet())).containsExactly(List.of(18_000L));
  }

  @Test
  void failureSaysWhatTookEffectBefore() throws SQLException {
    refused(
        "42S02",
        () -> statement.execute("insert into t values ('kept'); insert into nope values ('x')"),
        "nope");
    assertThat(statement.getWarnings().getMessage()).contains("1 to 1 of 2");
    assertThat(DATABASE.rows("select * from t")).containsExactly(List.of("kept"));
    assertThat(statement.getMoreResults()).isFalse();
    assertThat(statement.getUpdateCount()).isEqualTo(-1);
  }

  @Test
  void nothingRunsIfAnyStatementHasNoEnd() throws SQLException {
    refused("42601", () -> statement.execute("insert into t values ('1'); select 'open"), "no end");
    refused("42601", () -> statement.execute(" ; -- nothing\n ;"), "empty");
    assertThat(DATABASE.rows("select * from t")).isEmpty();
  }

  @Test
  void preparedStatementIsOneStatement() {
    refused("42601", () -> connection.prepareStatement("select 1; select 2"), "another follows");
  }

  @Test
  void keepingAResultAndUnknownConstantsAreRefused() throws SQLException {
    statement.execute("select 1; select 2");
    refused(
        "0AM00", () -> statement.getMoreResults(Statement.KEEP_CURRENT_RESULT), "Keeping a result");
    refused("22023", () -> statement.getMoreResults(77), "77");
    statement.close();
  }

  @Test
  void namesAndTextsAreQuotedAsMaxComputeReadsThem() throws SQLException {
    for (String text : List.of("it's", "back\\slash", "\"", "new\nline", "")) {
      assertThat(EmbeddedDatabase.rows(connection, "select " + statement.enquoteLiteral(text)))
          .containsExactly(List.of(text));
    }
    assertThat(statement.enquoteNCharLiteral("a")).isEqualTo("'a'");
    assertThat(statement.enquoteIdentifier("plain_1", false)).isEqualTo("plain_1");
    assertThat(statement.enquoteIdentifier("plain_1", true)).isEqualTo("`plain_1`");
    assertThat(statement.enquoteIdentifier("select", false)).isEqualTo("`select`");
    assertThat(statement.enquoteIdentifier("a`b", false)).isEqualTo("`a``b`");
    assertThat(statement.enquoteIdentifier("`a b`", false)).isEqualTo("`a b`");
    assertThat(statement.isSimpleIdentifier("a b")).isFalse();
    assertThat(statement.isSimpleIdentifier("From")).isFalse();
    assertThat(statement.isSimpleIdentifier("a1_")).isTrue();
    refused("22023", () -> statement.enquoteIdentifier("", true), "0");
  }
}
