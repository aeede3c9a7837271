package dev.maxstorage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobPlanTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static JobPlan job(String text, int parameterCount) {
    return new JobPlan(text, "test", JobPlan.Kind.QUERY, Map.of(), parameterCount);
  }

  private static String literal(@Nullable Object value) {
    return job("?", 1).withParameters(Collections.singletonList(value), ZONE);
  }

  static List<Arguments> literals() {
    Instant instant = Instant.parse("2026-01-31T04:00:00.5Z");
    return List.of(
        Arguments.of(null, "NULL"),
        Arguments.of((byte) 5, "5"),
        Arguments.of(-5L, "-5"),
        Arguments.of(1.5, "1.5E0"),
        Arguments.of(1e10, "1.0E10"),
        Arguments.of(0.1f, "0.10000000149011612E0"),
        Arguments.of(new BigDecimal("1E+2"), "100BD"),
        Arguments.of(new BigDecimal("-0.10"), "-0.10BD"),
        Arguments.of(BigInteger.TEN, "10"),
        Arguments.of(BigInteger.TWO.pow(64), "18446744073709551616BD"),
        Arguments.of(true, "TRUE"),
        Arguments.of("it's", "'it\\'s'"),
        Arguments.of("a\\b\"c;?--", "'a\\\\b\"c;?--'"),
        Arguments.of("\n\r\t\u00007\u0001\u007f", "'\\n\\r\\t\\0\\067\\001\\177'"),
        Arguments.of("größe 😀", "'größe 😀'"),
        Arguments.of('x', "'x'"),
        Arguments.of(new byte[] {0x0a, (byte) 0xff}, "X'0aff'"),
        Arguments.of(new UUID(1, 2), "'00000000-0000-0001-0000-000000000002'"),
        Arguments.of(LocalDate.of(2026, 1, 31), "DATE'2026-01-31'"),
        Arguments.of(Date.valueOf("2026-01-31"), "DATE'2026-01-31'"),
        Arguments.of(Timestamp.from(instant), "TIMESTAMP'2026-01-31 12:00:00.5'"),
        Arguments.of(instant, "TIMESTAMP'2026-01-31 12:00:00.5'"),
        Arguments.of(
            OffsetDateTime.parse("2026-01-31T05:00:00+01:00"), "TIMESTAMP'2026-01-31 12:00:00'"),
        Arguments.of(
            LocalDateTime.parse("2026-01-31T12:00:00.000000001"),
            "TIMESTAMP_NTZ'2026-01-31 12:00:00.000000001'"));
  }

  @ParameterizedTest
  @MethodSource("literals")
  void valueBecomesLiteral(@Nullable Object value, String expected) {
    assertThat(literal(value)).isEqualTo(expected);
  }

  @Test
  void questionMarksInStringsNamesAndCommentsStay() {
    String text = "select '?', \"?\", `?`, ? /* ? */ from t -- ?\nwhere a=? and b in (?,?)";
    assertThat(job(text, 4).withParameters(List.of("?", 1, 2, 3), ZONE))
        .isEqualTo("select '?', \"?\", `?`, '?' /* ? */ from t -- ?\nwhere a= 1 and b in (2,3)");
  }

  @Test
  void literalDoesNotMeltIntoItsNeighbours() {
    assertThat(job("select a -?from t", 1).withParameters(List.of(-1), ZONE))
        .isEqualTo("select a - -1 from t");
  }

  @Test
  void numberOfValuesIsChecked() {
    assertThatThrownBy(() -> job("select ?", 1).withParameters(List.of(), ZONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The statement has 1 parameters, not 0");
  }

  @Test
  void valueWithoutLiteralIsRefusedWithItsIndex() {
    assertThatThrownBy(() -> job("?,?", 2).withParameters(Arrays.asList(1, Double.NaN), ZONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Parameter 2: NaN has no literal in MaxCompute SQL");
    assertThatThrownBy(() -> literal(List.of()))
        .hasMessageContaining("Parameter 1: a value of java.util.")
        .hasMessageContaining("has no literal");
    assertThatThrownBy(() -> literal("\ud800x"))
        .hasMessage("Parameter 1: half of a surrogate pair at character 1");
    assertThatThrownBy(() -> literal(LocalDate.of(10000, 1, 1)))
        .hasMessage("Parameter 1: the year 10000 is not between 0 and 9999");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyStringStaysOneLiteralThatReadsBackTheSame(long seed) throws Exception {
    Random random = new Random(seed);
    String alphabet = "'\"\\`?;-/*\n\r\t\u0000\u0001\u007f017nZx% {}ä😀";
    int[] points = alphabet.codePoints().toArray();
    for (int round = 0; round < 5_000; round++) {
      StringBuilder value = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        value.appendCodePoint(points[random.nextInt(points.length)]);
      }
      String text = job("select ? -- x", 1).withParameters(List.of(value.toString()), ZONE);
      List<Token> tokens = Lexer.tokens(text);
      assertThat(tokens).as(text).hasSize(3);
      assertThat(tokens.get(1).kind()).isEqualTo(Token.Kind.STRING);
      assertThat(Strings.value(tokens.get(1).text())).isEqualTo(value.toString());
    }
  }
}
