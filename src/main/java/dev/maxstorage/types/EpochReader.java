package dev.maxstorage.types;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Seconds and nanoseconds out of the vectors that carry them: timestamps and durations of any unit,
 * and the struct of {@code sec} and {@code nano}.
 *
 * <p>Seconds count from the epoch, or from zero for an interval; nanoseconds are 0 to 999,999,999
 * and always added. Source: Storage API document, 7.3, 7.4 and 7.6.
 */
abstract class EpochReader {

  static @Nullable EpochReader of(FieldVector vector) {
    if (vector instanceof TimeStampVector timestamps) {
      ArrowType.Timestamp type = (ArrowType.Timestamp) vector.getField().getType();
      return new OfTimestamps(timestamps, type.getUnit());
    }
    if (vector instanceof DurationVector durations) {
      return new OfDurations(durations);
    }
    return vector instanceof StructVector struct ? ofStruct(struct) : null;
  }

  private static @Nullable EpochReader ofStruct(StructVector struct) {
    List<FieldVector> children = struct.getChildrenFromFields();
    return children.size() == 2
            && children.get(0) instanceof BigIntVector seconds
            && children.get(1) instanceof IntVector nanos
        ? new OfStruct(struct, seconds, nanos)
        : null;
  }

  abstract boolean isNull(int row);

  abstract long seconds(int row);

  abstract int nanos(int row);

  /** The value as fields, some seconds east of where the vector counts. */
  final LocalDateTime local(int row, int offsetSeconds) {
    long seconds = seconds(row);
    try {
      return LocalDateTime.ofEpochSecond(seconds + offsetSeconds, nanos(row), ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw ConversionException.outOfRange(seconds + " seconds", "LocalDateTime");
    }
  }

  final Instant instant(int row) {
    long seconds = seconds(row);
    try {
      return Instant.ofEpochSecond(seconds, nanos(row));
    } catch (DateTimeException e) {
      throw ConversionException.outOfRange(seconds + " seconds", "Instant");
    }
  }

  /** Ticks of a unit in a second. */
  static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1L;
      case MILLISECOND -> 1_000L;
      case MICROSECOND -> 1_000_000L;
      case NANOSECOND -> 1_000_000_000L;
    };
  }

  /** Vectors of one 64-bit count of a unit. */
  private abstract static class OfTicks extends EpochReader {
    private final long ticksPerSecond;
    private final long nanosPerTick;

    OfTicks(TimeUnit unit) {
      this.ticksPerSecond = perSecond(unit);
      this.nanosPerTick = perSecond(TimeUnit.NANOSECOND) / ticksPerSecond;
    }

    abstract long ticks(int row);

    @Override
    long seconds(int row) {
      return Math.floorDiv(ticks(row), ticksPerSecond);
    }

    @Override
    int nanos(int row) {
      return (int) (Math.floorMod(ticks(row), ticksPerSecond) * nanosPerTick);
    }
  }

  private static final class OfTimestamps extends OfTicks {
    private final TimeStampVector vector;

    OfTimestamps(TimeStampVector vector, TimeUnit unit) {
      super(unit);
      this.vector = vector;
    }

    @Override
    boolean isNull(int row) {
      return vector.isNull(row);
    }

    @Override
    long ticks(int row) {
      return vector.get(row);
    }
  }

  private static final class OfDurations extends OfTicks {
    private final DurationVector vector;

    OfDurations(DurationVector vector) {
      super(vector.getUnit());
      this.vector = vector;
    }

    @Override
    boolean isNull(int row) {
      return vector.isNull(row);
    }

    @Override
    long ticks(int row) {
      return DurationVector.get(vector.getDataBuffer(), row);
    }
  }

  /** A null struct is null, and so is one with a null member. */
  private static final class OfStruct extends EpochReader {
    private final StructVector vector;
    private final BigIntVector seconds;
    private final IntVector nanos;

    OfStruct(StructVector vector, BigIntVector seconds, IntVector nanos) {
      this.vector = vector;
      this.seconds = seconds;
      this.nanos = nanos;
    }

    @Override
    boolean isNull(int row) {
      return vector.isNull(row) || seconds.isNull(row) || nanos.isNull(row);
    }

    @Override
    long seconds(int row) {
      return seconds.get(row) + Math.floorDiv(nanos.get(row), 1_000_000_000);
    }

    @Override
    int nanos(int row) {
      return Math.floorMod(nanos.get(row), 1_000_000_000);
    }
  }
}
