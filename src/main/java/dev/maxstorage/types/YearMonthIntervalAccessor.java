package dev.maxstorage.types;

import java.time.Period;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.jspecify.annotations.Nullable;

/**
 * INTERVAL_YEAR_MONTH over a count of months in 32 or 64 bits.
 *
 * <p>Source: Storage API document, 7.3 and OP-18.
 */
final class YearMonthIntervalAccessor extends ColumnAccessor {
  private final BaseIntVector vector;

  private YearMonthIntervalAccessor(BaseIntVector vector, OdpsType type) {
    super(vector, type);
    this.vector = vector;
  }

  static @Nullable ColumnAccessor bind(FieldVector vector, OdpsType type) {
    return vector instanceof BigIntVector || vector instanceof IntVector
        ? new YearMonthIntervalAccessor((BaseIntVector) vector, type)
        : null;
  }

  @Override
  public Period getObject(int row) {
    long months = vector.getValueAsLong(row);
    if ((int) months != months) {
      throw ConversionException.outOfRange(months + " months", "Period");
    }
    return Period.ofMonths((int) months).normalized();
  }

  @Override
  public String getString(int row) {
    return TimeText.text(getObject(row));
  }
}
