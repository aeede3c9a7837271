package dev.maxstorage.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random values of every scalar type, written and read again, with nulls between them. */
class RoundTripTest extends VectorTest {
  private static final int ROWS = 2_000;
  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long LAST_SECOND = 253_402_300_799L;

  static Stream<Arguments> types() {
    return Stream.of(
        of("tinyint", Byte.class, random -> (byte) random.nextInt()),
        of("smallint", Short.class, random -> (short) random.nextInt()),
        of("int", Integer.class, Random::nextInt),
        of("bigint", Long.class, Random::nextLong),
        of("float", Float.class, random -> Float.intBitsToFloat(random.nextInt())),
        of("double", Double.class, random -> Double.longBitsToDouble(random.nextLong())),
        of("boolean", Boolean.class, Random::nextBoolean),
        of("decimal(18,6)", BigDecimal.class, random -> decimal(random, 59, 6)),
        of("decimal(38,18)", BigDecimal.class, random -> decimal(random, 126, 18)),
        of("decimal(76,30)", BigDecimal.class, random -> decimal(random, 252, 30)),
        of("string", String.class, RoundTripTest::text),
        of("varchar(40)", String.class, RoundTripTest::text),
        of("char(40)", String.class, RoundTripTest::text),
        of("json", String.class, RoundTripTest::text),
        of("binary", byte[].class, RoundTripTest::bytes),
        of("blob", byte[].class, RoundTripTest::bytes),
        of("date", LocalDate.class, random -> wallClock(random).toLocalDate()),
        of("date", Date.class, random -> Date.valueOf(wallClock(random).toLocalDate())),
        of("datetime", Instant.class, random -> instant(random, 1_000_000)),
        of("datetime", Timestamp.class, random -> timestamp(instant(random, 1_000_000))),
        of("timestamp", Instant.class, random -> Instant.ofEpochSecond(0, random.nextLong())),
        of("timestamp", Timestamp.class, RoundTripTest::nanoTimestamp),
        of("timestamp_ntz", LocalDateTime.class, RoundTripTest::nanoWallClock),
        of(
            "interval_day_time",
            Duration.class,
            random -> Duration.ofSeconds(random.nextLong(), random.nextInt(1_000_000_000))),
        of(
            "interval_year_month",
            Period.class,
            random -> Period.ofMonths(random.nextInt()).normalized()));
  }

  private static Arguments of(String type, Class<?> javaClass, Function<Random, Object> value) {
    return Arguments.of(type, javaClass, value);
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("types")
  void whatIsWrittenIsRead(String type, Class<?> javaClass, Function<Random, Object> value) {
    Random random = new Random(type.hashCode());
    Object[] written = new Object[ROWS];
    for (int row = 0; row < ROWS; row++) {
      written[row] = random.nextInt(10) == 0 ? null : value.apply(random);
    }

    ColumnAccessor values = written(type(type), BERLIN, written);

    for (int row = 0; row < ROWS; row++) {
      assertThat(values.isNull(row)).isEqualTo(written[row] == null);
      if (written[row] != null) {
        assertThat((Object) values.getObject(row, javaClass))
            .as("%s, row %d", type, row)
            .isEqualTo(written[row]);
      }
    }
  }

  @ParameterizedTest(name = "{0} as text")
  @MethodSource("types")
  void theTextOfAValueIsReadAsTheSameValue(
      String type, Class<?> javaClass, Function<Random, Object> value) {
    Random random = new Random(type.hashCode());
    Object[] written = new Object[ROWS / 10];
    for (int row = 0; row < written.length; row++) {
      written[row] = value.apply(random);
    }
    // In UTC: the text of a doubled hour stands for the first one.
    ColumnAccessor values = written(type(type), UTC, written);
    Object[] texts = new Object[written.length];
    for (int row = 0; row < texts.length; row++) {
      texts[row] = values.getString(row);
    }

    ColumnAccessor again = written(type(type), UTC, texts);

    for (int row = 0; row < texts.length; row++) {
      assertThat((Object) again.getObject(row, javaClass))
          .as("%s of '%s'", type, texts[row])
          .isEqualTo(values.getObject(row, javaClass));
    }
  }

  private static BigDecimal decimal(Random random, int maxBits, int scale) {
    BigInteger unscaled = new BigInteger(random.nextInt(maxBits), random);
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(40), 32, 0x10FFFF)
        .filter(c -> c < 0xD800 || c > 0xDFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(50)];
    // ASCII, so that the text of a BLOB reference is the reference.
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (33 + random.nextInt(90));
    }
    return bytes;
  }

  private static Instant instant(Random random, int nanoStep) {
    int nano = random.nextInt(1_000_000_000) / nanoStep * nanoStep;
    return Instant.ofEpochSecond(random.nextLong(FIRST_SECOND, LAST_SECOND), nano);
  }

  private static Timestamp timestamp(Instant instant) {
    Timestamp timestamp = new Timestamp(instant.toEpochMilli());
    timestamp.setNanos(instant.getNano());
    return timestamp;
  }

  private static Timestamp nanoTimestamp(Random random) {
    return timestamp(Instant.ofEpochSecond(0, random.nextLong()));
  }

  private static LocalDateTime nanoWallClock(Random random) {
    return LocalDateTime.ofInstant(Instant.ofEpochSecond(0, random.nextLong()), ZoneOffset.UTC);
  }

  private static LocalDateTime wallClock(Random random) {
    return LocalDateTime.ofEpochSecond(
        random.nextLong(FIRST_SECOND, LAST_SECOND), 0, ZoneOffset.UTC);
  }
}
