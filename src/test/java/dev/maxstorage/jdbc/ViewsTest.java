package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Views, which no read session reads. */
class ViewsTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @BeforeAll
  static void fill() throws SQLException {
    DATABASE.run(
        "create table t (id bigint, s string)",
        "insert into t values (1, 'a'), (2, 'b')",
        "create view v (k comment 'the key', s) comment 'all of t' as select id, s from t");
  }

  @Test
  void aSelectFromAViewIsASqlJob() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      assertThat(EmbeddedDatabase.rows(connection, "select * from v where k > 1"))
          .containsExactly(List.of(2L, "b"));
      assertThat(EmbeddedDatabase.rows(connection, "select s from v where k = ?", 1L))
          .containsExactly(List.of("a"));
      assertThat(EmbeddedDatabase.rows(connection, "explain select * from v"))
          .containsExactly(List.of("SQL job, since it reads a VIEW"));
    }
    try (Connection connection = DATABASE.connect("engine=storage")) {
      refused("0AM00", () -> EmbeddedDatabase.rows(connection, "select * from v"), "VIEW");
    }
  }

  @Test
  void rowsCannotBeWrittenIntoAView() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      refused(
          "0AM00",
          () -> EmbeddedDatabase.run(connection, "insert into v values (3, 'c')"),
          "demo.v is a view");
      assertThat(EmbeddedDatabase.rows(connection, "select count(*) from v"))
          .containsExactly(List.of(2L));
    }
  }

  @Test
  void metadataShowsViewsAndTheirColumns() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet result = connection.getMetaData().getTables(null, null, "%", null)) {
        while (result.next()) {
          tables.add(
              result.getString("TABLE_TYPE")
                  + " "
                  + result.getString("TABLE_NAME")
                  + " "
                  + result.getString("REMARKS"));
        }
      }
      assertThat(tables).containsExactly("TABLE t ", "VIEW v all of t");
      try (ResultSet result =
          connection.getMetaData().getTables(null, null, "%", new String[] {"VIEW"})) {
        assertThat(result.next()).isTrue();
        assertThat(result.getString("TABLE_NAME")).isEqualTo("v");
        assertThat(result.next()).isFalse();
      }
      try (ResultSet result = connection.getMetaData().getColumns(null, null, "v", "%")) {
        assertThat(result.next()).isTrue();
        assertThat(result.getString("COLUMN_NAME")).isEqualTo("k");
        assertThat(result.getString("TYPE_NAME")).isEqualTo("BIGINT");
        assertThat(result.getString("REMARKS")).isEqualTo("the key");
      }
    }
  }
}
