package dev.maxstorage.predicate;

import dev.maxstorage.sql.Operator;
import dev.maxstorage.types.ColumnAccessor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;

/** Compares DECIMAL values whatever scale their vector has. */
final class DecimalTests {
  private DecimalTests() {}

  static ColumnTest of(DecimalVector vector, Operator operator, BigDecimal value) {
    BigDecimal scaled = value.scaleByPowerOfTen(vector.getScale());
    BigInteger floor = scaled.setScale(0, RoundingMode.FLOOR).toBigIntegerExact();
    boolean exact = scaled.compareTo(new BigDecimal(floor)) == 0;
    WideRange range = WideRange.of(operator, floor, exact);
    return new ColumnTest(vector) {
      private final BufferView data = new BufferView();

      @Override
      void load(int rowCount) {
        data.load(vector.getDataBuffer(), (long) rowCount << 4);
      }

      @Override
      boolean accepts(int row) {
        long offset = (long) row << 4;
        return range.contains(data.longAt(offset + 8), data.longAt(offset));
      }
    };
  }

  /** For the wider and the legacy forms, which are rare. */
  static ColumnTest of(
      FieldVector vector, ColumnAccessor accessor, Operator operator, BigDecimal value) {
    return new ColumnTest(vector) {
      @Override
      void load(int rowCount) {}

      @Override
      boolean accepts(int row) {
        return !accessor.isNull(row)
            && operator.accepts(accessor.getBigDecimal(row).compareTo(value));
      }
    };
  }
}
