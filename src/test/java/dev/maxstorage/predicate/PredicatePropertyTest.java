package dev.maxstorage.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.sql.JobPlan;
import dev.maxstorage.types.Column;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random conditions over random rows: H2 is the judge. */
class PredicatePropertyTest {
  private static final int ROWS = 150;
  private static final int CONDITIONS = 700;
  private static final Pattern PUSHED_STRING =
      Pattern.compile("(DATE|DATETIME|TIMESTAMP|TIMESTAMP_NTZ|)'((?:[^'\\\\]|\\\\')*)'");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void conditionSelectsTheRowsOfH2AndPushedTextNoFewer(long seed) throws SQLException {
    Random random = new Random(seed);
    List<List<@Nullable Object>> rows = RandomRows.rows(ROWS, random);
    int pushedTexts = 0;
    int selectedRows = 0;
    try (BufferAllocator allocator = new RootAllocator();
        VectorSchemaRoot root = RandomRows.batch(rows, allocator);
        Connection connection = h2Connection();
        Statement statement = connection.createStatement()) {
      load(statement, rows);
      for (int i = 0; i < CONDITIONS; i++) {
        RandomCondition condition = RandomCondition.of(random);
        List<Integer> expected = rowsOfH2(statement, condition.h2.toString());
        BoundPredicate bound =
            BoundText.bind(
                RandomRows.COLUMNS, condition.odps.toString(), condition.parameters.toArray());
        assertThat(selected(bound, root)).as(condition.h2.toString()).isEqualTo(expected);

        String literals =
            new JobPlan(
                    condition.odps.toString(),
                    "",
                    JobPlan.Kind.QUERY,
                    Map.of(),
                    condition.parameters.size())
                .withParameters(condition.parameters, BoundText.ZONE);
        assertThat(selected(BoundText.bind(RandomRows.COLUMNS, literals), root))
            .as(literals)
            .isEqualTo(expected);

        for (InstantPushdown instants : InstantPushdown.values()) {
          String pushed = FilterPushdown.text(bound, RandomRows.COLUMNS, instants);
          if (!pushed.isEmpty()) {
            pushedTexts++;
            assertThat(rowsOfH2(statement, h2(pushed)))
                .as(pushed + " for " + condition.h2)
                .containsAll(expected);
          }
        }
        selectedRows += expected.size();
      }
    }
    assertThat(pushedTexts).as("filters that say something").isGreaterThan(CONDITIONS / 2);
    assertThat(selectedRows).isBetween(CONDITIONS * ROWS / 10, CONDITIONS * ROWS * 9 / 10);
  }

  /** Not by DriverManager: services of other drivers on the test class path can stop its search. */
  private static Connection h2Connection() throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:");
    return source.getConnection();
  }

  private static List<Integer> selected(BoundPredicate predicate, VectorSchemaRoot root) {
    RowSelection selection = RowFilter.bind(predicate, root).select();
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < selection.count(); i++) {
      rows.add(selection.row(i));
    }
    return rows;
  }

  private static void load(Statement statement, List<List<@Nullable Object>> rows)
      throws SQLException {
    statement.execute(
        "CREATE TABLE t (k INT, tiny TINYINT, small SMALLINT, big BIGINT, f DOUBLE PRECISION,"
            + " d DOUBLE PRECISION, m NUMERIC(10, 2), wide NUMERIC(38, 18), s VARBINARY, c"
            + " VARBINARY, flag BOOLEAN, \"DAY\" DATE, dt TIMESTAMP(9), ts TIMESTAMP(9), ntz"
            + " TIMESTAMP(9), bin VARBINARY)");
    for (List<@Nullable Object> row : rows) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(RandomCondition.h2(RandomRows.COLUMNS.get(i), row.get(i)));
      }
      statement.execute("INSERT INTO t VALUES (" + String.join(", ", values) + ")");
    }
  }

  private static List<Integer> rowsOfH2(Statement statement, String condition) throws SQLException {
    List<Integer> rows = new ArrayList<>();
    String text = condition.replaceAll("\\bday\\b", "\"DAY\"");
    try (ResultSet result =
        statement.executeQuery("SELECT k FROM t WHERE " + text + " ORDER BY k")) {
      while (result.next()) {
        rows.add(result.getInt(1));
      }
    }
    return rows;
  }

  /** A pushed text in the SQL of H2. */
  private static String h2(String pushed) {
    Column text = BoundText.columns("s string").get(0);
    Matcher matcher = PUSHED_STRING.matcher(pushed);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String value = matcher.group(2).replace("\\'", "'");
      String literal =
          switch (matcher.group(1)) {
            case "" -> RandomCondition.h2(text, value);
            case "DATE" -> "DATE'" + value + "'";
            default -> "TIMESTAMP'" + value + "'";
          };
      matcher.appendReplacement(out, Matcher.quoteReplacement(literal));
    }
    return matcher.appendTail(out).toString().replace("`", "");
  }
}
