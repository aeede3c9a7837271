package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads of what was written in a range of versions or times, by a hint. */
class IncrementalScanTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static Connection connection;

  @BeforeAll
  static void fill() throws SQLException {
    connection = DATABASE.connect();
    EmbeddedDatabase.run(
        connection,
        "create table log (id bigint, text string)",
        "insert into log values (1, 'a'), (2, 'b')",
        "insert into log values (3, 'c')",
        "insert into log values (4, 'd')",
        "create table pages (k bigint not null primary key, v string)"
            + " tblproperties ('transactional'='true')",
        "insert into pages values (1, 'a'), (2, 'b'), (3, 'c')",
        "update pages set v = 'B' where k = 2",
        "delete from pages where k = 3",
        "create table days (v bigint) partitioned by (day string)",
        "insert into days partition (day='x') values (1), (2)",
        "insert into days partition (day='y') values (3)");
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  private static String text(String sql, Object... parameters) throws SQLException {
    return EmbeddedDatabase.rows(connection, sql, parameters).stream()
        .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining(" ")))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select /*+ incremental(startVersion=1) */ * from log | 3 c, 4 d",
        "select /*+ incremental(startVersion=1, endVersion=2) */ * from log | 3 c",
        "select /*+ INCREMENTAL( endversion = 1 , mode = Append ) */ text from log | a, b",
        "select /*+ incremental(startVersion=1) */ text, 5 as five from log where id > 3 | d 5",
        "select /*+ incremental(startVersion=0) */ id from log limit 2 offset 1 | 2, 3",
        "select * from (select /*+ incremental(startVersion=2) */ id from log) q | 4",
        "select /*+ incremental(startVersion=1) */ count(*) from log | 2",
        "select /*+ incremental(startVersion=9) */ count(*) from log | 0",
        "select /*+ incremental(startTime='2020-01-01 00:00:00') */ count(*) from log | 4",
        "select /*+ incremental(endTime='2020-01-01 00:00:00.500') */ count(*) from log | 0",
        "select /*+ incremental(startVersion=0) */ v from days where day = 'x' | 1, 2",
      })
  void rowsOfTheRangeAreRead(String sql, String expected) throws SQLException {
    assertThat(text(sql)).isEqualTo(expected);
  }

  @Test
  void changesShowTheirOperation() throws SQLException {
    String hint = "/*+ incremental(startVersion=1, mode=cdc) */";
    assertThat(text("select " + hint + " * from pages")).isEqualTo("2 B 32, 2 b 16, 3 c 4");
    assertThat(
            text("select " + hint + " `__META_OP_TYPE` op, 'x' as x, k from pages where v <> 'c'"))
        .isEqualTo("16 x 2, 32 x 2");
    assertThat(text("select " + hint + " k from pages where __meta_op_type in (4, ?)", 16))
        .isEqualTo("2, 3");
    assertThat(text("select " + hint + " count(*) from pages where __meta_op_type = 4"))
        .isEqualTo("1");
    try (PreparedStatement statement =
            connection.prepareStatement("select " + hint + " * from pages");
        ResultSet result = statement.executeQuery()) {
      for (ResultSetMetaData columns : List.of(statement.getMetaData(), result.getMetaData())) {
        List<String> found = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          found.add(columns.getColumnLabel(i) + " " + columns.getColumnTypeName(i));
        }
        assertThat(found).containsExactly("k BIGINT", "v STRING", "__meta_op_type TINYINT");
      }
    }
  }

  @Test
  void appendOfADeltaTableShowsTheOperationIfItIsNamed() throws SQLException {
    String hint = "/*+ incremental(startVersion=1) */";
    assertThat(text("select " + hint + " *, 'x' as x from pages")).isEqualTo("2 B x");
    assertThat(text("select " + hint + " *, __meta_op_type from pages")).isEqualTo("2 B 8");
  }

  @Test
  void explainTellsTheRange() throws SQLException {
    assertThat(
            EmbeddedDatabase.rows(
                    connection,
                    "explain select /*+ incremental(startVersion=1, endVersion=4, mode=cdc) */ v"
                        + " from pages where k > 1")
                .stream()
                .map(row -> (String) row.get(0)))
        .containsExactly(
            "scan of demo.default.pages",
            "incremental: mode cdc, after version 1, up to version 4",
            "data columns: k, v",
            "pushed predicate: `k` > 1",
            "residual predicate: k > 1 (evaluated on the batches)",
            "splits: by bucket");
  }

  @Test
  void operationThatIsNotDeliveredIsAnError() {
    refused(
        "42S22",
        () -> text("select /*+ incremental(startVersion=0) */ __meta_op_type from log"),
        "no column __meta_op_type",
        "id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select /*+ incremental(startVersion=1) */ max(id) from log | 42601 | must be a scan, not a SQL job, but it calls the function max",
        "select /*+ incremental */ id from log | 42601 | cannot be read; it has the form",
        "select /*+ incremental() */ id from log | 42601 | cannot be read; it has the form",
        "select /*+ incremental(mode=cdc) */ id from log | 42601 | no version and no time",
        "select /*+ incremental(startVersion=1, endTime='2026-01-01 00:00:00') */ id from log | 42601 | versions and times",
        "select /*+ incremental(startVersion=-1) */ id from log | 42601 | startVersion",
        "select /*+ incremental(startTime='soon') */ id from log | 42601 | a text such as",
        "select /*+ incremental(startVersion=1, mode=all) */ id from log | 42601 | append or cdc",
        "select /*+ incremental(begin=1) */ id from log | 42601 | unknown key begin",
        "select /*+ incremental(startVersion=1, startversion=2) */ id from log | 42601 | twice",
        "insert into log select /*+ incremental(startVersion=1) */ * from log | 42601 | must be a scan",
        "select /*+ incremental(startVersion=1) */ 1 | 42601 | reads no table",
        "select /*+ incremental(startVersion=1) */ id from log where text = 5 | 0AM00 | compares the string column",
        "select /*+ incremental(startVersion=1, mode=cdc) */ id from log | 0AM00 | primary key",
      })
  void whatCannotBeReadSoIsRefused(String sql, String state, String message) {
    refused(state, () -> text(sql), message);
  }

  @Test
  void engineSqlRefusesIt() throws SQLException {
    try (Connection sql = DATABASE.connect("engine=sql");
        Statement statement = sql.createStatement()) {
      refused(
          "0AM00",
          () -> statement.executeQuery("select /*+ incremental(startVersion=1) */ id from log"),
          "engine=sql");
    }
  }

  @Test
  void otherHintsAreLeftToTheEngine() throws SQLException {
    assertThat(text("select /*+ mapjoin(log) */ id from log where id = 1")).isEqualTo("1");
  }
}
