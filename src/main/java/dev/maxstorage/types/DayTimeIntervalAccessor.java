package dev.maxstorage.types;

import java.time.Duration;
import org.apache.arrow.vector.FieldVector;

/**
 * INTERVAL_DAY_TIME over seconds and nanoseconds, durations, or timestamps counted from zero.
 *
 * <p>Source: Storage API document, 7.3 and OP-18.
 */
final class DayTimeIntervalAccessor extends ColumnAccessor {
  private final EpochReader reader;

  DayTimeIntervalAccessor(FieldVector vector, EpochReader reader, OdpsType type) {
    super(vector, type);
    this.reader = reader;
  }

  @Override
  public boolean isNull(int row) {
    return reader.isNull(row);
  }

  @Override
  public Duration getObject(int row) {
    return Duration.ofSeconds(reader.seconds(row), reader.nanos(row));
  }

  @Override
  public String getString(int row) {
    return TimeText.text(getObject(row));
  }
}
