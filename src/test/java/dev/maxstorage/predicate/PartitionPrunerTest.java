package dev.maxstorage.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.types.Column;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionPrunerTest {
  private static final List<Column> PARTITIONS = BoundText.columns("pt string; hh int; day date");
  private static final List<Column> COLUMNS =
      BoundText.columns("id bigint; pt string; hh int; day date");
  private static final List<String> SPECS =
      List.of(
          "pt=20260101/hh=07/day=2026-01-01",
          "pt=20260101/hh=12/day=2026-01-01",
          "PT=20260102/hh=7/day=2026-01-02",
          "pt=a'b/hh=-1/day=2026-02-01",
          "pt=__HIVE_DEFAULT_PARTITION__/hh=x/day=never");

  private static Map<String, String> values(String spec) {
    return Arrays.stream(spec.split("/"))
        .map(part -> part.split("="))
        .collect(
            Collectors.toMap(part -> part[0], part -> part[1], (a, b) -> b, LinkedHashMap::new));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          pt = '20260101'                       | 0 1 4
          Pt > '20260101'                       | 2 3 4
          pt != '20260101'                      | 2 3 4
          pt in ('20260102', "a'b")             | 2 3 4
          pt not in ('20260102', "a'b")         | 0 1 4
          pt is null                            | 4
          pt is not null                        | 0 1 2 3 4
          hh = 7                                | 0 2 4
          hh < 7                                | 3 4
          day >= DATE'2026-01-02'               | 2 3 4
          pt = '20260101' and hh = 12           | 1 4
          not (pt = '20260101' and hh = 12)     | 0 2 3 4
          id = 5                                | 0 1 2 3 4
          id = 5 and hh = 12                    | 1 4
          id = 5 or hh = 12                     | 0 1 2 3 4
          not (id = 5 or hh = 12)               | 0 2 3 4
          (id = 5 or hh = 12) and pt = '20260102' | 2 4
          1 = 0                                 | ''
          """)
  void partitionsThatCanMatchStay(String condition, String kept) {
    BoundPredicate predicate = BoundText.bind(COLUMNS, condition);
    List<String> expected =
        kept.equals("''")
            ? List.of()
            : Arrays.stream(kept.split(" ")).map(i -> SPECS.get(Integer.parseInt(i))).toList();
    assertThat(
            PartitionPruner.choose(
                    predicate,
                    PARTITIONS,
                    SPECS,
                    (Function<String, Map<String, String>>) spec -> values(spec))
                .kept())
        .isEqualTo(expected);
  }
}
