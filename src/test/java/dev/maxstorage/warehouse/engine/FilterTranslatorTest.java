package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filter texts of the control-plane document, chapter 15. */
class FilterTranslatorTest {

  /** The golden strings of 15.8, and the literals of 15.4. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\u0001',
      value = {
        "`id` = 42 => (\"id\" = 42)",
        "`name` = 'it\\'s' => (\"name\" = 'it''s')",
        "`amount` >= 0.1 => (\"amount\" >= 0.1)",
        "`d` >= DATE'2026-01-01' and `d` <= DATE'2026-01-31' =>"
            + " ((\"d\" >= CAST('2026-01-01' AS DATE)) AND (\"d\" <= CAST('2026-01-31' AS DATE)))",
        "`id` in (1, 2, 3) => (\"id\" IN (1, 2, 3))",
        "`id` not in (1, 2, 3) => (\"id\" NOT IN (1, 2, 3))",
        "`c` is null => (\"c\" IS NULL)",
        "(`a` = 1 or `b` = 2) and `c` is not null =>"
            + " (((\"a\" = 1) OR (\"b\" = 2)) AND (\"c\" IS NOT NULL))",
        "`a` = 1 or (`b` = 2 and `c` = 3) => ((\"a\" = 1) OR ((\"b\" = 2) AND (\"c\" = 3)))",
        "`a` = 1 and `b` = 2 and `c` = 3 => ((\"a\" = 1) AND (\"b\" = 2) AND (\"c\" = 3))",
        "not `a` = 1 => (NOT (\"a\" = 1))",
        "not (`a` = 1 or `b` = 2) => (NOT ((\"a\" = 1) OR (\"b\" = 2)))",
        "(not `a` = 1) and `b` = 2 => ((NOT (\"a\" = 1)) AND (\"b\" = 2))",
        "not (not `a` = 1) => (NOT (NOT (\"a\" = 1)))",
        "(`a` = 1) and `b` = 2 => ((\"a\" = 1) AND (\"b\" = 2))",
        "`we``ird` = 1 => (\"we`ird\" = 1)",
        "`t` >= TIMESTAMP_NTZ'2026-01-31 12:00:00.5' =>"
            + " (\"t\" >= CAST('2026-01-31 12:00:00.5' AS TIMESTAMP_NS))",
        "`bin` = X'0aff' => (\"bin\" = unhex('0aff'))",
        "name = \"abc\" AND d >= DATE \"2026-01-01\" =>"
            + " ((\"name\" = 'abc') AND (\"d\" >= CAST('2026-01-01' AS DATE)))",
        "t < TIMESTAMP '2026-01-31 12:00:00.123456789' =>"
            + " (\"t\" < CAST('2026-01-31 12:00:00.123456789+00' AS TIMESTAMPTZ_NS))",
        "t < TIMESTAMP_NTZ'3026-01-31 12:00:00' =>" + " (\"t\" < CAST('infinity' AS TIMESTAMP_NS))",
        "t > TIMESTAMP'0001-01-01 00:00:00' =>" + " (\"t\" > CAST('-infinity' AS TIMESTAMPTZ_NS))",
        "t <> DATETIME \"2026-01-31 12:00:00.000\" =>"
            + " (\"t\" <> CAST('2026-01-31 12:00:00.000+00' AS TIMESTAMPTZ))",
        "a = 1 or b = 2 and not c = 3 =>" + " ((\"a\" = 1) OR ((\"b\" = 2) AND (NOT (\"c\" = 3))))",
        "true = false => (TRUE = FALSE)",
        "a = -7 => (\"a\" = (-7))",
        "a != 1.0E10 => (\"a\" <> 1.0e10)",
        "5L < a => (5 < \"a\")",
        "a = 1.5BD => (\"a\" = 1.5)",
        "a in ('x', NULL) => (\"a\" IN ('x', NULL))",
        "größe = 1 => (\"größe\" = 1)",
        "date = 1 => (\"date\" = 1)"
      })
  void filterBecomesACondition(String filter, String condition) {
    assertThat(SqlTranslator.filter(filter)).isEqualTo(condition);
  }

  @Test
  void emptyFilterIsTrue() {
    assertThat(SqlTranslator.filter("")).isEqualTo("TRUE");
    assertThat(SqlTranslator.filter("  ")).isEqualTo("TRUE");
  }

  @Test
  void nulInAStringIsKept() {
    assertThat(SqlTranslator.filter("a = 'x\\0y'")).isEqualTo("(\"a\" = ('x' || chr(0) || 'y'))");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a =",
        "= 1",
        "a == 1",
        "a <=> 1",
        "a like 'x%'",
        "a between 1 and 2",
        "a rlike 'x'",
        "upper(a) = 'X'",
        "a + 1 = 2",
        "a.b = 1",
        "cast(a as int) = 1",
        "a in ()",
        "a in (b)",
        "a in (1",
        "a not = 1",
        "a is 1",
        "(a = 1",
        "a = 1)",
        "a = 1 and",
        "a = 'open",
        "a = 1 b = 2",
        "a = NaN(1)",
        "a = 1.5L",
        "a = X'0'",
        "d = DATE'2026-1-1'",
        "t = DATETIME'2026-01-01 00:00:00.1234'",
        "a = 1; drop table t"
      })
  void textOutsideTheGrammarIsRefused(String filter) {
    assertThatThrownBy(() -> SqlTranslator.filter(filter))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Filter '" + filter + "'")
        .extracting(failure -> ((EngineException) failure).kind())
        .isEqualTo(Kind.INVALID_ARGUMENT);
  }

  /** Rows of (a, b): (1, 1), (null, 1), (2, null); Kleene logic by 15.7. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\u0001',
      value = {
        "a != 1 => 2",
        "not a = 1 => 2",
        "a not in (1) => 2",
        "a not in (1, null) => ",
        "a = 1 or b is null => 1; 2",
        "a = 1 or b = 1 => 1; null",
        "not (a = 1 and b = 1) => 2",
        "a is null => null",
        "a = null => ",
        "true => 1; null; 2",
        "false or a >= 2 => 2"
      })
  void onlyRowsWithTrueQualify(String filter, String expected) throws SQLException {
    try (SqlRuns runs = new SqlRuns()) {
      String rows =
          runs.duckRows(
              "SELECT a FROM (VALUES (1, 1, 1), (2, NULL, 1), (3, 2, NULL)) AS t(n, a, b) WHERE "
                  + SqlTranslator.filter(filter)
                  + " ORDER BY n");
      assertThat(rows).isEqualTo(expected == null ? "" : expected);
    }
  }

  @Test
  void zonedLiteralsAreInUtcWhateverTheSession() throws SQLException {
    try (SqlRuns runs = new SqlRuns()) {
      runs.run("SET TimeZone='Asia/Shanghai'");
      String condition =
          SqlTranslator.filter(
              "dt >= DATETIME'2026-03-31 23:59:59' and"
                  + " ts = TIMESTAMP'2026-03-31 23:59:59.123456789'");
      assertThat(runs.duckRows("SELECT count(*) FROM main.moments WHERE " + condition))
          .isEqualTo("1");
    }
  }
}
