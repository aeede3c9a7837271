package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Holds {@code docs/reference/sql.md} to what it says: its statements run, and its functions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlPageTest {
  private static final Path PAGE = Path.of("docs/reference/sql.md");
  private static final Pattern BLOCK = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SIGNATURE =
      Pattern.compile("`([a-z0-9_]+\\([a-z*., ]*\\) -> [a-z<>,]+)`");
  private static final Pattern FUNCTION =
      Pattern.compile("(?m)^\\| (`[^|]*\\) -> [^|]*) \\| `(.*)` \\| `(.*)` \\|$");

  private SqlAnswers answers;

  /** A statement of the page and the lines below it. */
  private record Example(String statement, List<String> lines) {}

  @BeforeAll
  void open() throws SQLException {
    answers = new SqlAnswers();
  }

  @AfterAll
  void close() throws Exception {
    answers.close();
  }

  @Test
  void everyStatementGivesWhatStandsBelowIt() throws IOException {
    SoftAssertions checks = new SoftAssertions();
    List<Example> examples = examples();
    assertThat(examples).hasSizeGreaterThan(40);
    for (Example example : examples) {
      String given = answers.of(example.statement(), " | ", "\n");
      String expected = String.join("\n", example.lines());
      if (expected.startsWith(SqlAnswers.REFUSED)) {
        checks
            .assertThat(given)
            .as(example.statement())
            .startsWith(SqlAnswers.REFUSED)
            .contains(expected.substring(SqlAnswers.REFUSED.length()));
      } else {
        checks.assertThat(given).as(example.statement()).isEqualTo(expected);
      }
    }
    checks.assertAll();
  }

  @Test
  void everyExampleOfAFunctionGivesWhatStandsBesideIt() throws IOException {
    SoftAssertions checks = new SoftAssertions();
    List<MatchResult> rows = FUNCTION.matcher(Files.readString(PAGE)).results().toList();
    assertThat(rows).hasSizeGreaterThan(180);
    for (MatchResult row : rows) {
      String name = row.group(1).substring(1, row.group(1).indexOf('('));
      String example = row.group(2).replace("\\|", "|");
      checks.assertThat(example).containsPattern("\\b" + name + "\\(");
      String statement = example.startsWith("select ") ? example : "select " + example;
      checks.assertThat(answers.of(statement, ", ", "; ")).as(example).isEqualTo(row.group(3));
    }
    checks.assertAll();
  }

  @Test
  void theFunctionsAreThoseOfTheRegistry() throws IOException {
    List<String> onPage = new ArrayList<>();
    Matcher signatures = SIGNATURE.matcher(Files.readString(PAGE));
    while (signatures.find()) {
      onPage.add(signatures.group(1));
    }
    assertThat(onPage)
        .containsExactlyInAnyOrderElementsOf(
            SqlFunctions.all().stream().map(function -> function.signature().text()).toList());
  }

  private static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
    while (blocks.find()) {
      StringBuilder statement = new StringBuilder();
      for (String line : blocks.group(1).split("\n", -1)) {
        if (line.startsWith("-- ")) {
          examples.get(examples.size() - 1).lines().add(line.substring("-- ".length()));
        } else {
          statement.append(statement.isEmpty() ? "" : "\n").append(line);
          if (line.endsWith(";")) {
            examples.add(new Example(statement.toString(), new ArrayList<>()));
            statement.setLength(0);
          }
        }
      }
      assertThat(statement.toString()).isBlank();
    }
    return examples;
  }
}
