package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the table in {@code docs/reference/sqlstates.md} with the driver's SQLStates. */
class SqlStatesPageTest {
  private static final Path PAGE = Path.of("docs/reference/sqlstates.md");

  /** The first two cells of a state's row; the third is free text. */
  private static String rowStart(SqlState state) {
    String exception =
        state == SqlState.WARNING
            ? "SQLWarning"
            : SqlErrors.of(state, "").getClass().getSimpleName();
    return "| `%s` | %s | ".formatted(state.code(), exception);
  }

  @Test
  void thePageHasOneRowForEachStateInTheirOrder() throws Exception {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")).toList();
    List<String> expected = Stream.of(SqlState.values()).map(SqlStatesPageTest::rowStart).toList();
    assertThat(rows.stream().map(SqlStatesPageTest::twoCells)).containsExactlyElementsOf(expected);
  }

  private static String twoCells(String row) {
    return row.substring(0, row.indexOf('|', row.indexOf('|', 1) + 1) + 2);
  }
}
