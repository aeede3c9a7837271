package dev.maxstorage.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.types.Column;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterPushdownTest {
  private static final List<Column> DATA =
      BoundText.columns(
          "id bigint; a int; b int; name string; v varchar(9); ch char(5); amount decimal(10,2);"
              + " d date; c string; x double; f float; bool boolean; we`ird int; t timestamp_ntz;"
              + " dt datetime; ts timestamp; bin binary; j json; arr array<int>");
  private static final List<Column> PARTITIONS = BoundText.columns("pt string; hh bigint");

  private static String pushed(String condition, InstantPushdown instants, Object... parameters) {
    List<Column> all =
        IntStream.range(0, DATA.size() + PARTITIONS.size())
            .mapToObj(i -> i < DATA.size() ? DATA.get(i) : PARTITIONS.get(i - DATA.size()))
            .toList();
    return FilterPushdown.text(BoundText.bind(all, condition, parameters), DATA, instants);
  }

  /** Control-plane document, 15.8: the rows that our client emits. */
  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          id = 42                                                | `id` = 42
          name = "it's"                                          | `name` = 'it\\'s'
          amount >= 0.10                                         | `amount` >= 0.1
          d >= DATE'2026-01-01' and d <= DATE'2026-01-31'        | `d` >= DATE'2026-01-01' and `d` <= DATE'2026-01-31'
          id in (1, 2, 3)                                        | `id` in (1, 2, 3)
          id not in (1, 2, 3)                                    | `id` not in (1, 2, 3)
          c is null                                              | `c` is null
          (a = 1 or b = 2) and c is not null                     | (`a` = 1 or `b` = 2) and `c` is not null
          a = 1 or (b = 2 and id = 3)                            | `a` = 1 or (`b` = 2 and `id` = 3)
          a = 1 and b = 2 and id = 3                             | `a` = 1 and `b` = 2 and `id` = 3
          `we``ird` = 1                                          | `we``ird` = 1
          t >= TIMESTAMP_NTZ'2026-01-31 12:00:00.5'              | `t` >= TIMESTAMP_NTZ'2026-01-31 12:00:00.5'
          """)
  void goldenTextIsEmitted(String condition, String text) {
    assertThat(pushed(condition, InstantPushdown.OFF)).isEqualTo(text);
  }

  /** Control-plane document, 15.2 to 15.6. A dash stands for no filter. */
  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ID != 1                             | `id` != 1
          not id = 1                          | `id` != 1
          not (a < 1 and b >= 2)              | `a` >= 1 or `b` < 2
          not (a in (1) or b is null)         | `a` not in (1) and `b` is not null
          a between 1 and 2                   | `a` >= 1 and `a` <= 2
          a > 1.5                             | `a` > 1
          name < 'größe 😀'                   | `name` < 'größe 😀'
          name = ''                           | `name` = ''
          name = 'a\\\\b'                     | -
          name = 'a\\nb'                      | -
          name in ('x', 'y\\0')               | -
          name not in ('x')                   | -
          name != 'x'                         | `name` != 'x'
          v >= 'x'                            | `v` >= 'x'
          ch = 'x'                            | -
          ch is null                          | `ch` is null
          amount > 1.5                        | `amount` >= 1.5
          amount < 200                        | `amount` <= 200
          amount = 0                          | `amount` = 0
          amount != 1                         | -
          amount in (1, 2.50)                 | `amount` in (1, 2.5)
          amount < 100000000                  | -
          amount >= -100000000 and a = 1      | `a` = 1
          amount in (1, 100000000)            | -
          amount < 99999999.99BD              | `amount` <= 99999999.99
          name like 'ab%c_'                   | `name` >= 'ab' and `name` < 'ac'
          name like 'x\\\\%y'                 | `name` = 'x%y'
          name not like 'x\\\\%y'             | `name` != 'x%y'
          name like '%x'                      | -
          name like '%'                       | `name` is not null
          name not like '%'                   | -
          name not like 'ab%'                 | -
          not (name not like 'ab%' or a = 1)  | `name` >= 'ab' and `name` < 'ac' and `a` != 1
          name like 'a[%'                     | `name` >= 'a['
          name like 'a\\n%'                   | -
          v like 'x%' or a = 1                | (`v` >= 'x' and `v` < 'y') or `a` = 1
          a <=> 1                             | `a` = 1
          a <=> null                          | `a` is null
          a is distinct from 1                | `a` is null or `a` != 1
          bool is true                        | -
          amount not in (1)                   | -
          amount = 12345678901234.56BD        | -
          x < 1.5                             | `x` <= 1.5
          x <= -1e10                          | `x` <= -1.0E10
          x = 0.5                             | `x` = 0.5
          x > 1.5                             | -
          x >= 1.5                            | -
          x != 1.5                            | -
          x in (1.5)                          | -
          f = 1.5                             | -
          f is not null                       | `f` is not null
          bool                                | -
          bool is null                        | `bool` is null
          d != DATE'2026-01-31'               | `d` != DATE'2026-01-31'
          d not in (DATE'2026-01-31')         | `d` not in (DATE'2026-01-31')
          t = TIMESTAMP_NTZ'2026-01-31 12:00:00' | `t` = TIMESTAMP_NTZ'2026-01-31 12:00:00'
          t != TIMESTAMP_NTZ'2026-01-31 12:00:00' | -
          t in (TIMESTAMP_NTZ'2026-01-31 12:00:00') | -
          dt = DATETIME'2026-01-31 12:00:00'  | -
          dt is null                          | `dt` is null
          bin = X'00'                         | -
          bin is null                         | `bin` is null
          j is null                           | -
          arr is not null                     | -
          pt = '20260131'                     | -
          pt = '20260131' and a = 1           | `a` = 1
          pt = '20260131' or a = 1            | -
          (a = 1 or bool) and b = 2           | `b` = 2
          (a = 1 and bool) or b = 2           | `a` = 1 or `b` = 2
          a = 1 or (b = 2 and (a = 3 or b = 4)) | `a` = 1 or (`b` = 2 and (`a` = 3 or `b` = 4))
          1 = 0                               | -
          """)
  void leafIsWidenedOrLeftOut(String condition, String text) {
    assertThat(pushed(condition, InstantPushdown.OFF)).isEqualTo(text.equals("-") ? "" : text);
  }

  /** The zone of the session is eight hours east of UTC. */
  @ParameterizedTest(name = "[{index}] {0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          UTC     | dt > DATETIME'2026-01-31 12:00:00'      | `dt` > DATETIME'2026-01-31 04:00:00'
          UTC     | dt > DATETIME'2026-01-31 12:00:00.5'    | `dt` >= DATETIME'2026-01-31 04:00:00'
          UTC     | dt < DATETIME'2026-01-31 12:00:00.5'    | `dt` < DATETIME'2026-01-31 04:00:01'
          UTC     | dt <= DATETIME'2026-01-31 12:00:00.5'   | `dt` < DATETIME'2026-01-31 04:00:01'
          UTC     | dt = DATETIME'2026-01-31 12:00:00.5'    | `dt` >= DATETIME'2026-01-31 04:00:00' and `dt` < DATETIME'2026-01-31 04:00:01'
          UTC     | dt = DATETIME'2026-01-31 12:00:00'      | `dt` = DATETIME'2026-01-31 04:00:00'
          UTC     | dt != DATETIME'2026-01-31 12:00:00'     | -
          UTC     | ts >= TIMESTAMP'2026-01-31 12:00:00.000000001' | `ts` >= TIMESTAMP'2026-01-31 04:00:00.000000001'
          WIDENED | ts >= TIMESTAMP'2026-01-31 12:00:00.5'  | `ts` >= TIMESTAMP'2026-01-30 13:00:00.5'
          WIDENED | ts < TIMESTAMP'2026-01-31 12:00:00'     | `ts` < TIMESTAMP'2026-01-31 19:00:00'
          WIDENED | ts = TIMESTAMP'2026-01-31 12:00:00'     | `ts` >= TIMESTAMP'2026-01-30 13:00:00' and `ts` <= TIMESTAMP'2026-01-31 19:00:00'
          WIDENED | dt = DATETIME'2026-01-31 12:00:00.5'    | `dt` >= DATETIME'2026-01-30 13:00:00' and `dt` < DATETIME'2026-01-31 19:00:01'
          WIDENED | ts in (TIMESTAMP'2026-01-31 12:00:00')  | -
          """)
  void instantsFollowTheOption(InstantPushdown option, String condition, String text) {
    assertThat(pushed(condition, option)).isEqualTo(text.equals("-") ? "" : text);
  }

  @Test
  void nanAndInfinityAreNotPushed() {
    assertThat(pushed("x < ?", InstantPushdown.OFF, Double.NaN)).isEmpty();
    assertThat(pushed("x <= ?", InstantPushdown.OFF, Double.POSITIVE_INFINITY)).isEmpty();
  }

  @Test
  void leastBigintIsNotPushed() {
    assertThat(pushed("id > ?", InstantPushdown.OFF, Long.MIN_VALUE)).isEmpty();
  }

  @Test
  void oneDecimalOfLargeScaleSwitchesEverythingOff() {
    List<Column> columns = BoundText.columns("a int; m decimal(38,19)");
    assertThat(FilterPushdown.text(BoundText.bind(columns, "a = 1"), columns)).isEmpty();
  }

  @Test
  void nameInBackTicksOfItsOwnIsNotPushed() {
    List<Column> columns = BoundText.columns("`a` int; b int");
    assertThat(FilterPushdown.text(BoundText.bind(columns, "```a``` = 1 and b = 2"), columns))
        .isEqualTo("`b` = 2");
  }

  @Test
  void listOfMoreThan500IsLeftOut() {
    String numbers =
        IntStream.range(0, 501).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    assertThat(pushed("a in (" + numbers + ") and b = 1", InstantPushdown.OFF))
        .isEqualTo("`b` = 1");
    assertThat(pushed("a in (" + numbers.substring(3) + ")", InstantPushdown.OFF))
        .startsWith("`a` in (1, 2, ");
  }

  @Test
  void conjunctsBeyondTheLongestTextAreLeftOut() {
    String large = "name = '" + "x".repeat(10_000) + "'";
    String text = pushed(large + " and a = 1 and " + large + " and b = 2", InstantPushdown.OFF);
    assertThat(text).hasSize(10_000 + 11 + 2 * 12).startsWith("`name` = 'xx").endsWith("`b` = 2");
    assertThat(pushed("a = 1 or " + large + " or " + large, InstantPushdown.OFF)).isEmpty();
  }
}
