package dev.maxstorage.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.TestSwitches.Filters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random conditions through the driver, over a table of all scalar types: decided by the driver
 * alone, pushed down to servers of several kinds, and with partitions chosen. H2 is the judge.
 */
class ScanPropertyTest {
  private static final int ROWS = 200;
  private static final List<Column> COLUMNS = RandomRows.WITH_PARTITIONS;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static H2Rows h2;
  private static Connection residual;
  private static Connection pushing;

  @BeforeAll
  static void fill() throws SQLException {
    List<List<@Nullable Object>> rows = RandomRows.rows(COLUMNS, ROWS, new Random(11));
    h2 = new H2Rows(COLUMNS, rows);
    residual = DATABASE.connect("filterPushdown=false&engine=storage");
    pushing = DATABASE.connect("temporalPushdown=true&engine=storage");
    String data = definitions(COLUMNS.subList(0, COLUMNS.size() - 2));
    DATABASE.run(
        "create table plain (" + definitions(COLUMNS) + ")",
        "create table parts (" + data + ") partitioned by (ps string, pn bigint)");
    for (String table : List.of("plain", "parts")) {
      insert(table, rows);
    }
  }

  private static String definitions(List<Column> columns) {
    return columns.stream()
        .map(column -> "`" + column.name() + "` " + column.type().text())
        .collect(Collectors.joining(", "));
  }

  private static void insert(String table, List<List<@Nullable Object>> rows) throws SQLException {
    String marks = "?, ".repeat(COLUMNS.size() - 1) + "?";
    try (PreparedStatement insert =
        residual.prepareStatement("insert into " + table + " values (" + marks + ")")) {
      for (List<@Nullable Object> row : rows) {
        for (int i = 0; i < row.size(); i++) {
          insert.setObject(i + 1, row.get(i));
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @AfterAll
  static void close() throws SQLException {
    h2.close();
    residual.close();
    pushing.close();
  }

  @Test
  void aHundredConditionsGiveTheRowsOfH2() throws SQLException {
    check(1, 100);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4, 5})
  void aThousandConditionsGiveTheRowsOfH2(long seed) throws SQLException {
    check(seed, 1_000);
  }

  private static void check(long seed, int conditions) throws SQLException {
    Random random = new Random(seed);
    int selected = 0;
    for (int i = 0; i < conditions; i++) {
      RandomCondition condition = RandomCondition.of(COLUMNS, random);
      List<Integer> expected = h2.select(condition.h2.toString());
      String where = " where " + condition.odps;
      List<@Nullable Object> values = condition.parameters;
      DATABASE.switches().reset();
      assertRows(residual, "select k from plain" + where, values, expected);
      assertRows(residual, "select k from parts" + where, values, expected);
      Filters server = List.of(Filters.EXACT, Filters.COARSE, Filters.REJECT).get(i % 3);
      DATABASE.switches().set(server);
      String both = "select k from (select * from %s" + where + ") q";
      assertRows(pushing, both.formatted("plain"), values, expected);
      assertRows(pushing, both.formatted("parts"), values, expected);
      selected += expected.size();
    }
    assertThat(selected).isBetween(conditions * ROWS / 10, conditions * ROWS * 9 / 10);
  }

  private static void assertRows(
      Connection connection, String sql, List<@Nullable Object> values, List<Integer> expected)
      throws SQLException {
    List<Integer> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        query.setObject(i + 1, values.get(i));
      }
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          found.add(result.getInt(1));
        }
      }
    } catch (SQLException e) {
      throw new SQLException(sql + " " + values, e);
    }
    found.sort(null);
    assertThat(found).as(sql + " " + values).isEqualTo(expected);
  }
}
