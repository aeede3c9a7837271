package dev.maxstorage.types;

import java.time.Period;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** INTERVAL_YEAR_MONTH as a count of months. Source: Storage API document, 7.3. */
final class YearMonthIntervalSetter extends ColumnSetter {
  private final BigIntVector vector;

  private YearMonthIntervalSetter(BigIntVector vector, OdpsType type) {
    super(vector, type);
    this.vector = vector;
  }

  static @Nullable ColumnSetter bind(FieldVector vector, OdpsType type) {
    return vector instanceof BigIntVector months ? new YearMonthIntervalSetter(months, type) : null;
  }

  @Override
  void setPeriod(int row, Period value) {
    if (value.getDays() != 0) {
      throw ConversionException.outOfRange(value, "INTERVAL_YEAR_MONTH (no days)");
    }
    vector.setSafe(row, value.toTotalMonths());
  }

  @Override
  public void setString(int row, String value) {
    setPeriod(row, TimeText.yearMonth(value));
  }
}
