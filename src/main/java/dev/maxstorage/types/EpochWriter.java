package dev.maxstorage.types;

import dev.maxstorage.types.OdpsType.Kind;
import java.time.Instant;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Seconds and nanoseconds into timestamps of any unit or into the struct of {@code sec} and {@code
 * nano}; the counterpart of {@link EpochReader}.
 *
 * <p>Digits below the precision of the type (DATETIME: milliseconds) or of the vector's unit are
 * cut off, toward the past. Source: Storage API document, 7.4 and 7.6.
 */
abstract class EpochWriter {
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  /** How far a zone's wall clock may be from UTC. */
  private static final long ZONE_SECONDS = 18 * 3600;

  private final OdpsType type;

  private EpochWriter(OdpsType type) {
    this.type = type;
  }

  static @Nullable EpochWriter of(FieldVector vector, OdpsType type) {
    if (vector instanceof TimeStampVector timestamps) {
      ArrowType.Timestamp arrowType = (ArrowType.Timestamp) vector.getField().getType();
      return new OfTimestamps(timestamps, type, arrowType.getUnit());
    }
    return vector instanceof StructVector struct ? ofStruct(struct, type) : null;
  }

  private static @Nullable EpochWriter ofStruct(StructVector struct, OdpsType type) {
    List<FieldVector> children = struct.getChildrenFromFields();
    return children.size() == 2
            && children.get(0) instanceof BigIntVector seconds
            && children.get(1) instanceof IntVector nanos
        ? new OfStruct(struct, type, seconds, nanos)
        : null;
  }

  abstract void write(int row, long seconds, int nanos);

  /** A point in time, or a wall clock as if it were UTC; years 1 to 9999 of any zone. */
  final void writeInstant(int row, long seconds, int nanos) {
    if (seconds < FIRST_SECOND - ZONE_SECONDS || seconds > LAST_SECOND + ZONE_SECONDS) {
      throw outOfRange(seconds);
    }
    boolean millis = type.kind() == Kind.DATETIME;
    write(row, seconds, millis ? nanos / NANOS_PER_MILLI * NANOS_PER_MILLI : nanos);
  }

  final ConversionException outOfRange(long seconds) {
    return ConversionException.outOfRange(
        seconds + " seconds from 1970-01-01", type.kind().toString());
  }

  private static final class OfTimestamps extends EpochWriter {
    private final TimeStampVector vector;
    private final long ticksPerSecond;
    private final long nanosPerTick;

    OfTimestamps(TimeStampVector vector, OdpsType type, TimeUnit unit) {
      super(type);
      this.vector = vector;
      this.ticksPerSecond = EpochReader.perSecond(unit);
      this.nanosPerTick = 1_000_000_000 / ticksPerSecond;
    }

    @Override
    void write(int row, long seconds, int nanos) {
      long ticks = nanos / nanosPerTick;
      try {
        // Before the epoch counted down from the next second, so that the first one fits too.
        long value =
            seconds < 0
                ? Math.addExact(
                    Math.multiplyExact(seconds + 1, ticksPerSecond), ticks - ticksPerSecond)
                : Math.addExact(Math.multiplyExact(seconds, ticksPerSecond), ticks);
        vector.setSafe(row, value);
      } catch (ArithmeticException e) {
        throw outOfRange(seconds);
      }
    }
  }

  private static final class OfStruct extends EpochWriter {
    private final StructVector vector;
    private final BigIntVector seconds;
    private final IntVector nanos;

    OfStruct(StructVector vector, OdpsType type, BigIntVector seconds, IntVector nanos) {
      super(type);
      this.vector = vector;
      this.seconds = seconds;
      this.nanos = nanos;
    }

    @Override
    void write(int row, long second, int nano) {
      vector.setIndexDefined(row);
      seconds.setSafe(row, second);
      nanos.setSafe(row, nano);
    }
  }
}
