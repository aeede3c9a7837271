package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Definitions through the driver, and what prepared statements and results see of them. */
class DefinitionsTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private Connection connection;

  @BeforeEach
  void createTables() throws SQLException {
    connection = DATABASE.connect();
    EmbeddedDatabase.run(
        connection,
        "drop table if exists t",
        "create table t (id bigint, s string)",
        "insert into t values (1, 'a'), (2, 'b')");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private List<String> columns() throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet result = connection.getMetaData().getColumns(null, null, "t", "%")) {
      while (result.next()) {
        columns.add(result.getString("COLUMN_NAME") + " " + result.getString("TYPE_NAME"));
      }
    }
    return columns;
  }

  @Test
  void preparedStatementsGoOnAfterAlterTable() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("select * from t where id = ?");
        PreparedStatement insert = connection.prepareStatement("insert into t (id) values (?)")) {
      select.setLong(1, 2);
      assertThat(EmbeddedDatabase.rows(select.executeQuery())).containsExactly(List.of(2L, "b"));
      insert.setLong(1, 3);
      insert.executeUpdate();
      EmbeddedDatabase.run(connection, "alter table t add columns (n int comment 'new')");
      insert.setLong(1, 4);
      insert.executeUpdate();
      EmbeddedDatabase.run(connection, "alter table t change column s name string");
      assertThat(columns()).containsExactly("id BIGINT", "name STRING", "n INT");
      assertThat(EmbeddedDatabase.rows(select.executeQuery()))
          .containsExactly(Arrays.asList(2L, "b", null));
      refused("22023", insert::executeUpdate, "Table demo.t has no column s to write");
      assertThat(EmbeddedDatabase.rows(connection, "select id from t where name is null"))
          .containsExactlyInAnyOrder(List.of(3L), List.of(4L));
    }
  }

  @Test
  void aResultThatIsOpenKeepsItsColumns() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet open = statement.executeQuery("select id, s from t")) {
      assertThat(open.next()).isTrue();
      EmbeddedDatabase.run(connection, "alter table t drop column s", "truncate table t");
      assertThat(EmbeddedDatabase.rows(open)).containsExactly(List.of(2L, "b"));
    }
    assertThat(EmbeddedDatabase.rows(connection, "select * from t")).isEmpty();
  }

  @Test
  void anInsertIntoSeveralTablesCountsAllRows() throws SQLException {
    EmbeddedDatabase.run(
        connection, "create table if not exists u (id bigint)", "truncate table u");
    try (Statement statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "from t insert into u select id insert overwrite t select id, 'x' where id = 1"))
          .isEqualTo(3);
    }
    assertThat(EmbeddedDatabase.rows(connection, "select * from t"))
        .containsExactly(List.of(1L, "x"));
    assertThat(EmbeddedDatabase.rows(connection, "select id from u")).hasSize(2);
  }
}
