package dev.maxstorage.predicate;

import dev.maxstorage.sql.Operator;
import java.math.BigInteger;
import java.time.Instant;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Compares DATETIME, TIMESTAMP and TIMESTAMP_NTZ, the last as if it were UTC: numbers of any unit,
 * or the struct of seconds and nanoseconds of the Storage API document, 7.4.
 */
final class InstantTests {
  private InstantTests() {}

  static RowTest of(FieldVector vector, Operator operator, Instant value) {
    if (vector instanceof TimeStampVector) {
      long nanosInTick = nanosInTick(vector);
      BigInteger floor = ticks(value, nanosInTick);
      boolean exact = value.getNano() % nanosInTick == 0;
      return LongTests.range((BaseFixedWidthVector) vector, LongRange.of(operator, floor, exact));
    } else if (vector instanceof StructVector struct
        && struct.size() == 2
        && struct.getChildByOrdinal(0) instanceof BigIntVector seconds
        && struct.getChildByOrdinal(1) instanceof IntVector nanos) {
      return new StructTest(struct, seconds, nanos, operator, value);
    }
    throw new IllegalStateException(vector.getField() + " is no timestamp");
  }

  private static BigInteger ticks(Instant value, long nanosInTick) {
    return BigInteger.valueOf(value.getEpochSecond())
        .multiply(BigInteger.valueOf(1_000_000_000 / nanosInTick))
        .add(BigInteger.valueOf(value.getNano() / nanosInTick));
  }

  private static long nanosInTick(FieldVector vector) {
    return switch (((ArrowType.Timestamp) vector.getField().getType()).getUnit()) {
      case SECOND -> 1_000_000_000;
      case MILLISECOND -> 1_000_000;
      case MICROSECOND -> 1_000;
      case NANOSECOND -> 1;
    };
  }

  private static final class StructTest extends ColumnTest {
    private final BigIntVector seconds;
    private final IntVector nanos;
    private final Operator operator;
    private final Instant value;

    StructTest(
        StructVector vector,
        BigIntVector seconds,
        IntVector nanos,
        Operator operator,
        Instant value) {
      super(vector);
      this.seconds = seconds;
      this.nanos = nanos;
      this.operator = operator;
      this.value = value;
    }

    @Override
    void load(int rowCount) {}

    /** A null member is a null value. */
    @Override
    boolean accepts(int row) {
      if (seconds.isNull(row) || nanos.isNull(row)) {
        return false;
      }
      int order = Long.compare(seconds.get(row), value.getEpochSecond());
      return operator.accepts(
          order != 0 ? order : Integer.compare(nanos.get(row), value.getNano()));
    }
  }
}
