package dev.maxstorage.types;

import java.time.Duration;
import org.apache.arrow.vector.FieldVector;

/** INTERVAL_DAY_TIME as seconds and nanoseconds. Source: Storage API document, 7.3. */
final class DayTimeIntervalSetter extends ColumnSetter {
  private final EpochWriter writer;

  DayTimeIntervalSetter(FieldVector vector, EpochWriter writer, OdpsType type) {
    super(vector, type);
    this.writer = writer;
  }

  @Override
  void setDuration(int row, Duration value) {
    writer.write(row, value.getSeconds(), value.getNano());
  }

  @Override
  public void setString(int row, String value) {
    setDuration(row, TimeText.dayTime(value));
  }
}
