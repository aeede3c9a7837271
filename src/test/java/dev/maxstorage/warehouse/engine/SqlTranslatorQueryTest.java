package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Statements of MaxCompute run on DuckDB, with the answers that MaxCompute documents. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlTranslatorQueryTest {
  private SqlRuns runs;

  @BeforeAll
  void open() throws SQLException {
    runs = new SqlRuns();
  }

  @AfterAll
  void close() throws SQLException {
    runs.close();
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvFileSource(resources = "queries.txt", delimiterString = " ==> ", quoteCharacter = '\u0001')
  void queryGivesMaxComputesAnswer(String query, String expected) throws SQLException {
    assertThat(runs.rows(query)).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void everyFunctionHasAQueryHere() throws IOException {
    String queries;
    try (InputStream file = getClass().getResourceAsStream("queries.txt")) {
      queries = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(AnyTables.functions())
        .allSatisfy(name -> assertThat(queries).containsPattern("\\b" + name + "\\("));
  }
}
