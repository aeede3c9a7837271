package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables of schemas beside "default". */
class SchemasTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @BeforeAll
  static void fill() throws SQLException {
    DATABASE.run(
        "create schema sales",
        "create table t (id bigint)",
        "create table sales.t (id bigint, d string)",
        "insert into t values (1)",
        "insert into sales.t values (2, 'two')");
  }

  private static List<String> names(ResultSet result, String... columns) throws SQLException {
    List<String> names = new ArrayList<>();
    try (result) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (String column : columns) {
          row.add(result.getString(column));
        }
        names.add(String.join(".", row));
      }
    }
    return names;
  }

  @Test
  void namesOfOneTwoAndThreePartsAreScans() throws SQLException {
    try (Connection connection = DATABASE.connect("engine=storage")) {
      assertThat(EmbeddedDatabase.rows(connection, "select * from t")).hasSize(1);
      for (String name : List.of("sales.t", "demo.sales.t", "SALES.T")) {
        assertThat(EmbeddedDatabase.rows(connection, "select * from " + name))
            .containsExactly(List.of(2L, "two"));
      }
    }
  }

  @Test
  void theSchemaOfTheUrlIsWhereShortNamesAre() throws SQLException {
    try (Connection connection = DATABASE.connect("schema=sales")) {
      assertThat(connection.getSchema()).isEqualTo("sales");
      assertThat(EmbeddedDatabase.rows(connection, "select id from t"))
          .containsExactly(List.of(2L));
      assertThat(EmbeddedDatabase.rows(connection, "select id + 0 from t group by id"))
          .containsExactly(List.of(2L));
      assertThat(EmbeddedDatabase.rows(connection, "select id + 0 from default.t group by id"))
          .containsExactly(List.of(1L));
    }
  }

  @Test
  void setSchemaMovesReadsWritesAndDefinitions() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      EmbeddedDatabase.run(connection, "create schema moved");
      connection.setSchema("moved");
      EmbeddedDatabase.run(connection, "create table m (id bigint)");
      try (PreparedStatement insert = connection.prepareStatement("insert into m values (?)")) {
        insert.setLong(1, 5);
        insert.addBatch();
        insert.setLong(1, 6);
        insert.addBatch();
        insert.executeBatch();
      }
      assertThat(EmbeddedDatabase.rows(connection, "select id from m where id > 5"))
          .containsExactly(List.of(6L));
      connection.setSchema("default");
      assertThat(EmbeddedDatabase.rows(connection, "select count(*) from moved.m"))
          .containsExactly(List.of(2L));
      refused("42S02", () -> EmbeddedDatabase.rows(connection, "select id from m"));
      refused("3F000", () -> EmbeddedDatabase.run(connection, "create table nope.m (id bigint)"));
      EmbeddedDatabase.run(connection, "drop table moved.m", "drop schema moved");
    }
  }

  @Test
  void metadataListsSchemasAndTheirTables() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      assertThat(names(connection.getMetaData().getSchemas(), "TABLE_CATALOG", "TABLE_SCHEM"))
          .contains("demo.default", "demo.sales");
      assertThat(names(connection.getMetaData().getSchemas("demo", "SAL%"), "TABLE_SCHEM"))
          .containsExactly("sales");
      assertThat(
              names(
                  connection.getMetaData().getTables(null, null, "t", null),
                  "TABLE_SCHEM",
                  "TABLE_NAME"))
          .containsExactly("default.t", "sales.t");
      assertThat(
              names(
                  connection.getMetaData().getColumns(null, "sales", "t", "%"),
                  "TABLE_SCHEM",
                  "COLUMN_NAME"))
          .containsExactly("sales.id", "sales.d");
    }
  }
}
