package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Walks the 118 statements by whose groups the dialect was measured, on one warehouse: each runs
 * with the answer beside it, {@code *part*} of it where the rest is layout, or is refused by name.
 */
class PrototypeStatementsTest {
  private static final String SEPARATOR = " ==> ";

  private static List<String> lines() throws IOException {
    try (InputStream file =
        PrototypeStatementsTest.class.getResourceAsStream("prototype-statements.txt")) {
      List<String> lines = new ArrayList<>();
      new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(lines::add);
      return lines;
    }
  }

  @Test
  void eachStatementRunsRightOrIsRefusedByName() throws Exception {
    List<String> lines = lines();
    assertThat(lines).hasSize(118);
    SoftAssertions checks = new SoftAssertions();
    try (SqlAnswers answers = new SqlAnswers()) {
      for (String line : lines) {
        int split = line.indexOf(SEPARATOR);
        String statement = line.substring(0, split);
        String expected = line.substring(split + SEPARATOR.length()).strip();
        String given = answers.of(statement, "|", "; ");
        if (expected.startsWith(SqlAnswers.REFUSED)) {
          checks
              .assertThat(given)
              .as(statement)
              .startsWith(SqlAnswers.REFUSED)
              .contains(expected.substring(SqlAnswers.REFUSED.length()));
        } else if (expected.startsWith("*")) {
          checks
              .assertThat(given)
              .as(statement)
              .doesNotStartWith(SqlAnswers.REFUSED)
              .contains(expected.substring(1, expected.length() - 1));
        } else {
          checks.assertThat(given).as(statement).isEqualTo(expected);
        }
      }
    }
    checks.assertAll();
  }
}
