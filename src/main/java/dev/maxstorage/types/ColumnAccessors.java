package dev.maxstorage.types;

import java.time.ZoneId;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VariableWidthFieldVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the {@link ColumnAccessor} for a vector and a declared type.
 *
 * <p>The declared type decides what a value means, the vector only how it is stored: every form
 * that the Storage API document, 7.3 to 7.7, lets a server send is taken.
 */
public final class ColumnAccessors {

  private ColumnAccessors() {}

  /**
   * An accessor over a vector, as {@link #bind(FieldVector, OdpsType, ReadContext)} with arrays
   * that are {@link SqlArray}s.
   */
  public static ColumnAccessor bind(FieldVector vector, OdpsType declared, ZoneId zone) {
    return bind(vector, declared, ReadContext.of(zone));
  }

  /**
   * An accessor over a vector, which may be loaded with one batch after the other.
   *
   * @throws IllegalArgumentException if the vector cannot carry the declared type
   */
  public static ColumnAccessor bind(FieldVector vector, OdpsType declared, ReadContext context) {
    ColumnAccessor accessor = accessor(vector, declared, context);
    if (accessor == null) {
      throw new IllegalArgumentException(
          "Column '%s' of type %s cannot be read from Arrow type %s"
              .formatted(vector.getName(), declared.text(), vector.getField().getType()));
    }
    return accessor;
  }

  private static @Nullable ColumnAccessor accessor(
      FieldVector vector, OdpsType type, ReadContext context) {
    if (vector instanceof NullVector) {
      return new VoidAccessor(vector, type);
    }
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT -> IntegralAccessor.bind(vector, type);
      case FLOAT -> FloatingAccessor.ofFloat(vector, type);
      case DOUBLE -> FloatingAccessor.ofDouble(vector, type);
      case BOOLEAN -> vector instanceof BitVector bits ? new BooleanAccessor(bits, type) : null;
      case DECIMAL -> DecimalAccessor.bind(vector, (OdpsType.Decimal) type);
      case STRING, VARCHAR, CHAR, JSON ->
          vector instanceof VariableWidthFieldVector texts
              ? new TextAccessor(texts, type, context.zone())
              : null;
      case BINARY, BLOB ->
          vector instanceof VariableWidthFieldVector bytes ? new BinaryAccessor(bytes, type) : null;
      case DATE -> vector instanceof DateDayVector days ? new DateAccessor(days, type) : null;
      case DATETIME, TIMESTAMP, TIMESTAMP_NTZ, INTERVAL_DAY_TIME ->
          epochAccessor(vector, type, context.zone());
      case INTERVAL_YEAR_MONTH -> YearMonthIntervalAccessor.bind(vector, type);
      case ARRAY -> ArrayAccessor.bind(vector, (OdpsType.Array) type, context);
      case MAP ->
          vector instanceof MapVector maps
              ? new MapAccessor(maps, (OdpsType.Map) type, context)
              : null;
      case STRUCT ->
          vector instanceof StructVector structs
              ? new StructAccessor(structs, (OdpsType.Struct) type, context)
              : null;
      case VOID -> null;
    };
  }

  private static @Nullable ColumnAccessor epochAccessor(
      FieldVector vector, OdpsType type, ZoneId zone) {
    EpochReader reader = EpochReader.of(vector);
    if (reader == null) {
      return null;
    }
    return switch (type.kind()) {
      case TIMESTAMP_NTZ -> new LocalTimestampAccessor(vector, reader, type);
      case INTERVAL_DAY_TIME -> new DayTimeIntervalAccessor(vector, reader, type);
      default -> new InstantAccessor(vector, reader, type, zone);
    };
  }
}
