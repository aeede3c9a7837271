package dev.maxstorage.types;

import java.time.ZoneId;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VariableWidthFieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/** Chooses the {@link ColumnSetter} for a vector, made as {@link ArrowTypes} says, and its type. */
public final class ColumnSetters {

  private ColumnSetters() {}

  /** A setter with the service's limit of {@link TypeMapping#MAX_FIELD_BYTES} a field. */
  public static ColumnSetter bind(FieldVector vector, OdpsType declared, ZoneId zone) {
    return bind(vector, declared, zone, TypeMapping.MAX_FIELD_BYTES);
  }

  /**
   * A setter into a vector.
   *
   * @param zone whose wall clock texts and local times in DATETIME and TIMESTAMP columns mean
   * @param maxFieldBytes longest text or BINARY, in bytes
   * @throws IllegalArgumentException if the vector cannot carry the declared type
   */
  public static ColumnSetter bind(
      FieldVector vector, OdpsType declared, ZoneId zone, int maxFieldBytes) {
    ColumnSetter setter = setter(vector, declared, zone, maxFieldBytes);
    if (setter == null) {
      throw new IllegalArgumentException(
          "Column '%s' of type %s cannot be written as Arrow type %s"
              .formatted(vector.getName(), declared.text(), vector.getField().getType()));
    }
    return setter;
  }

  private static @Nullable ColumnSetter setter(
      FieldVector vector, OdpsType type, ZoneId zone, int maxFieldBytes) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT -> IntegralSetter.bind(vector, type);
      case FLOAT -> vector instanceof Float4Vector floats ? new FloatSetter(floats, type) : null;
      case DOUBLE ->
          vector instanceof Float8Vector doubles ? new DoubleSetter(doubles, type) : null;
      case BOOLEAN -> vector instanceof BitVector bits ? new BooleanSetter(bits, type) : null;
      case DECIMAL -> DecimalSetter.bind(vector, (OdpsType.Decimal) type);
      case STRING, VARCHAR, CHAR, JSON ->
          vector instanceof VariableWidthFieldVector texts
              ? new TextSetter(texts, type, zone, maxFieldBytes)
              : null;
      case BINARY, BLOB ->
          vector instanceof VariableWidthFieldVector bytes
              ? new BinarySetter(bytes, type, maxFieldBytes)
              : null;
      case DATE -> vector instanceof DateDayVector days ? new DateSetter(days, type) : null;
      case DATETIME, TIMESTAMP, TIMESTAMP_NTZ, INTERVAL_DAY_TIME -> epochSetter(vector, type, zone);
      case INTERVAL_YEAR_MONTH -> YearMonthIntervalSetter.bind(vector, type);
      case ARRAY ->
          vector instanceof ListVector lists && !(vector instanceof MapVector)
              ? new ArraySetter(lists, (OdpsType.Array) type, zone, maxFieldBytes)
              : null;
      case MAP ->
          vector instanceof MapVector maps
              ? new MapSetter(maps, (OdpsType.Map) type, zone, maxFieldBytes)
              : null;
      case STRUCT ->
          vector instanceof StructVector structs
              ? new StructSetter(structs, (OdpsType.Struct) type, zone, maxFieldBytes)
              : null;
      case VOID -> vector instanceof NullVector ? new VoidSetter(vector, type) : null;
    };
  }

  private static @Nullable ColumnSetter epochSetter(
      FieldVector vector, OdpsType type, ZoneId zone) {
    EpochWriter writer = EpochWriter.of(vector, type);
    if (writer == null) {
      return null;
    }
    return switch (type.kind()) {
      case TIMESTAMP_NTZ -> new LocalTimestampSetter(vector, writer, type, zone);
      case INTERVAL_DAY_TIME -> new DayTimeIntervalSetter(vector, writer, type);
      default -> new InstantSetter(vector, writer, type, zone);
    };
  }
}
