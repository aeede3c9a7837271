package dev.maxstorage.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.sql.JobPlan;
import dev.maxstorage.types.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
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
        H2Rows h2 = new H2Rows(RandomRows.COLUMNS, rows)) {
      for (int i = 0; i < CONDITIONS; i++) {
        RandomCondition condition = RandomCondition.of(RandomRows.COLUMNS, random);
        List<Integer> expected = h2.select(condition.h2.toString());
        BoundPredicate bound =
            BoundText.bind(
                RandomRows.COLUMNS, condition.odps.toString(), condition.parameters.toArray());
        assertThat(selected(bound, root)).as(condition.h2.toString()).isEqualTo(expected);

        if (condition.hasLiterals()) {
          String literals = literals(condition);
          assertThat(selected(BoundText.bind(RandomRows.COLUMNS, literals), root))
              .as(literals)
              .isEqualTo(expected);
        }

        for (InstantPushdown instants : InstantPushdown.values()) {
          String pushed = FilterPushdown.text(bound, RandomRows.COLUMNS, instants);
          if (!pushed.isEmpty()) {
            pushedTexts++;
            assertThat(h2.select(h2(pushed)))
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

  /** The condition with literals in place of parameters. */
  private static String literals(RandomCondition condition) {
    return new JobPlan(
            condition.odps.toString(),
            "",
            JobPlan.Kind.QUERY,
            Map.of(),
            condition.parameters.size())
        .withParameters(condition.parameters, BoundText.ZONE);
  }

  private static List<Integer> selected(BoundPredicate predicate, VectorSchemaRoot root) {
    RowSelection selection = RowFilter.bind(predicate, root).select();
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < selection.count(); i++) {
      rows.add(selection.row(i));
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
