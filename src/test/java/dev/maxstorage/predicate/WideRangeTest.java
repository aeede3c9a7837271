package dev.maxstorage.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.sql.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WideRangeTest {
  private static final BigInteger LEAST = BigInteger.ONE.shiftLeft(127).negate();
  private static final BigInteger GREATEST = LEAST.negate().subtract(BigInteger.ONE);

  private static List<BigInteger> stored() {
    return List.of(
        LEAST,
        LEAST.add(BigInteger.ONE),
        BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE),
        BigInteger.valueOf(-1),
        BigInteger.ZERO,
        BigInteger.ONE,
        BigInteger.valueOf(Long.MAX_VALUE),
        BigInteger.ONE.shiftLeft(63),
        BigInteger.ONE.shiftLeft(64),
        GREATEST);
  }

  static Stream<BigDecimal> compared() {
    return stored().stream()
        .map(BigDecimal::new)
        .flatMap(
            number ->
                Stream.of(
                    number,
                    number.add(new BigDecimal("0.5")),
                    number.subtract(new BigDecimal("0.5")),
                    number.multiply(BigDecimal.TEN)));
  }

  @ParameterizedTest
  @MethodSource("compared")
  void halvesCompareAsTheWholeNumberDoes(BigDecimal value) {
    BigInteger floor = value.setScale(0, RoundingMode.FLOOR).toBigIntegerExact();
    boolean exact = value.compareTo(new BigDecimal(floor)) == 0;
    for (Operator operator : Operator.values()) {
      WideRange range = WideRange.of(operator, floor, exact);
      for (BigInteger number : stored()) {
        assertThat(range.contains(number.shiftRight(64).longValue(), number.longValue()))
            .as(number + " " + operator + " " + value)
            .isEqualTo(operator.accepts(new BigDecimal(number).compareTo(value)));
      }
    }
  }
}
