package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** ARRAY, MAP and STRUCT as JDBC sees them: arrays as result sets, structs with names. */
class NestedResultsTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static Connection connection;

  @BeforeAll
  static void fill() throws SQLException {
    connection = DATABASE.connect();
    EmbeddedDatabase.run(
        connection,
        "create table nested (flat array<int>, deep array<array<string>>,"
            + " rows array<struct<id:bigint,tags:array<string>>>,"
            + " lists map<string,array<double>>, part struct<a:int,b:array<int>>)",
        "insert into nested select array(10, null, 30), array(array('a', 'b'), array('c')),"
            + " array(named_struct('id', 1L, 'tags', array('x', 'y'))),"
            + " map('k', array(1.5D, 2.5D)), named_struct('a', 1, 'b', array(7, 8))",
        "insert into nested (flat) values (null)");
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  private interface Check {
    void on(ResultSet row) throws SQLException;
  }

  private static void firstRow(Check check) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select * from nested where flat is not null")) {
      assertThat(result.next()).isTrue();
      check.on(result);
    }
  }

  private static List<List<Object>> rows(ResultSet result) throws SQLException {
    try (result) {
      return EmbeddedDatabase.rows(result);
    }
  }

  @Test
  void arrayIsAResultSetOfIndexAndValue() throws SQLException {
    firstRow(
        row -> {
          Array array = row.getArray("flat");
          assertThat(array.getBaseType()).isEqualTo(Types.INTEGER);
          try (ResultSet elements = array.getResultSet()) {
            assertThat(elements.getMetaData().getColumnLabel(1)).isEqualTo("INDEX");
            assertThat(elements.getMetaData().getColumnType(1)).isEqualTo(Types.BIGINT);
            assertThat(elements.getMetaData().getColumnType(2)).isEqualTo(Types.INTEGER);
            assertThat(elements.next()).isTrue();
            assertThat(elements.getInt(1)).isEqualTo(1);
            assertThat(elements.getInt("value")).isEqualTo(10);
            assertThat(elements.next()).isTrue();
            assertThat(elements.getInt(2)).isZero();
            assertThat(elements.wasNull()).isTrue();
            assertThat(elements.next()).isTrue();
            assertThat(elements.next()).isFalse();
          }
        });
  }

  @Test
  void partOfAnArrayKeepsItsIndexes() throws SQLException {
    firstRow(
        row -> {
          Array array = row.getArray("flat");
          assertThat(rows(array.getResultSet(2, 5)))
              .containsExactly(Arrays.asList(2L, null), List.of(3L, 30));
          assertThat(rows(array.getResultSet(1, 1, Map.of()))).containsExactly(List.of(1L, 10));
          assertThat((Object[]) array.getArray(3, 1)).containsExactly(30);
          refused("22023", () -> array.getResultSet(0, 1), "index 0");
          refused("22023", () -> array.getArray(4, 1), "3 elements");
          refused("22023", () -> array.getArray(1, -1), "-1");
          refused("0AM00", () -> array.getArray(Map.of("x", String.class)), "type map");
        });
  }

  @Test
  void arraysOfArraysAreResultSetsAllTheWayDown() throws SQLException {
    firstRow(
        row -> {
          try (ResultSet outer = row.getArray("deep").getResultSet()) {
            assertThat(outer.next()).isTrue();
            assertThat(rows(outer.getArray(2).getResultSet()))
                .containsExactly(List.of(1L, "a"), List.of(2L, "b"));
            assertThat(outer.next()).isTrue();
            assertThat(outer.getString(2)).isEqualTo("[\"c\"]");
          }
          Array inner = (Array) ((Object[]) row.getArray("deep").getArray())[0];
          assertThat(rows(inner.getResultSet())).hasSize(2);
        });
  }

  @Test
  void arraysInsideStructsAndMapsAreResultSetsToo() throws SQLException {
    firstRow(
        row -> {
          Struct part = (Struct) row.getObject("part");
          assertThat(part.getSQLTypeName()).isEqualTo("STRUCT<a:INT,b:ARRAY<INT>>");
          assertThat(part.getAttributes()[0]).isEqualTo(1);
          assertThat(rows(((Array) part.getAttributes(Map.of())[1]).getResultSet()))
              .containsExactly(List.of(1L, 7), List.of(2L, 8));
          Map<?, ?> lists = (Map<?, ?>) row.getObject("lists");
          assertThat(rows(((Array) lists.get("k")).getResultSet(2, 1)))
              .containsExactly(List.of(2L, 2.5));
          try (ResultSet structs = row.getArray("rows").getResultSet()) {
            assertThat(structs.next()).isTrue();
            Struct struct = structs.getObject(2, Struct.class);
            assertThat(struct.getAttributes()[0]).isEqualTo(1L);
            assertThat(rows(((Array) struct.getAttributes()[1]).getResultSet())).hasSize(2);
          }
        });
  }

  @Test
  void arrayOutlivesItsRowButNotFree() throws SQLException {
    Array[] kept = new Array[1];
    firstRow(row -> kept[0] = row.getArray("flat"));
    assertThat((Object[]) kept[0].getArray()).containsExactly(10, null, 30);
    assertThat(rows(kept[0].getResultSet())).hasSize(3);
    kept[0].free();
    refused("55000", kept[0]::getArray, "freed");
    refused("55000", kept[0]::getBaseType, "freed");
    refused("55000", kept[0]::getResultSet, "freed");
    kept[0].free();
  }

  @Test
  void arrayWhoseConnectionIsClosedKeepsItsElements() throws SQLException {
    Connection own = DATABASE.connect();
    Array array = own.createArrayOf("INT", new Object[] {1, 2});
    ResultSet open = array.getResultSet();
    own.close();
    assertThat(open.isClosed()).isTrue();
    assertThat((Object[]) array.getArray()).containsExactly(1, 2);
    refused("08003", array::getResultSet);
  }
}
