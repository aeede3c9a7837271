package dev.maxstorage.types;

import dev.maxstorage.types.OdpsType.Kind;
import java.util.List;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The Arrow form of MaxCompute types, as this project writes them to the wire.
 *
 * <p>Source: Storage API document, 7.3 to 7.6. A reader accepts more forms, see {@link
 * ColumnAccessors}.
 */
public final class ArrowTypes {
  private static final int INT128_DIGITS = 38;
  private static final int LEGACY_SCALE = 18;

  private ArrowTypes() {}

  /** The fields of the columns, in order, with {@link TimeUnits#DEFAULT}. */
  public static Schema schema(List<Column> columns) {
    return schema(columns, TimeUnits.DEFAULT);
  }

  /** The fields of the columns, in order. */
  public static Schema schema(List<Column> columns, TimeUnits units) {
    return new Schema(columns.stream().map(column -> field(column, units)).toList());
  }

  /** The field of a column with {@link TimeUnits#DEFAULT}. */
  public static Field field(Column column) {
    return field(column, TimeUnits.DEFAULT);
  }

  /** The field of a column; members of nested types are nullable, keys of maps are not. */
  public static Field field(Column column, TimeUnits units) {
    return field(column.name(), column.type(), column.nullable(), units);
  }

  private static Field field(String name, OdpsType type, boolean nullable, TimeUnits units) {
    FieldType fieldType = new FieldType(nullable, arrowType(type, units), null);
    return new Field(name, fieldType, children(type, units));
  }

  private static @Nullable List<Field> children(OdpsType type, TimeUnits units) {
    if (type instanceof OdpsType.Array array) {
      return List.of(field("element", array.element(), true, units));
    }
    if (type instanceof OdpsType.Map map) {
      Field key = field(MapVector.KEY_NAME, map.key(), false, units);
      Field value = field(MapVector.VALUE_NAME, map.value(), true, units);
      FieldType entries = new FieldType(false, ArrowType.Struct.INSTANCE, null);
      return List.of(new Field("entries", entries, List.of(key, value)));
    }
    if (type instanceof OdpsType.Struct struct) {
      return struct.members().stream()
          .map(member -> field(member.name(), member.type(), true, units))
          .toList();
    }
    if (type.kind() == Kind.INTERVAL_DAY_TIME) {
      return List.of(
          Field.nullable("sec", new ArrowType.Int(64, true)),
          Field.nullable("nano", new ArrowType.Int(32, true)));
    }
    return null;
  }

  private static ArrowType arrowType(OdpsType type, TimeUnits units) {
    return switch (type.kind()) {
      case TINYINT -> new ArrowType.Int(8, true);
      case SMALLINT -> new ArrowType.Int(16, true);
      case INT -> new ArrowType.Int(32, true);
      case BIGINT, INTERVAL_YEAR_MONTH -> new ArrowType.Int(64, true);
      case FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case BOOLEAN -> ArrowType.Bool.INSTANCE;
      case DECIMAL -> decimal((OdpsType.Decimal) type);
      case STRING, VARCHAR, CHAR, JSON -> ArrowType.Utf8.INSTANCE;
      case BINARY, BLOB -> ArrowType.Binary.INSTANCE;
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case DATETIME -> timestamp(units.datetime());
      case TIMESTAMP, TIMESTAMP_NTZ -> timestamp(units.timestamp());
      case ARRAY -> ArrowType.List.INSTANCE;
      case MAP -> new ArrowType.Map(false);
      case STRUCT, INTERVAL_DAY_TIME -> ArrowType.Struct.INSTANCE;
      case VOID -> ArrowType.Null.INSTANCE;
    };
  }

  private static ArrowType timestamp(TimeUnit unit) {
    return new ArrowType.Timestamp(unit, null);
  }

  /** Wide decimals of scale 18 stand for the old DECIMAL, which the service sends in 128 bits. */
  private static ArrowType decimal(OdpsType.Decimal type) {
    if (type.precision() <= INT128_DIGITS) {
      return new ArrowType.Decimal(type.precision(), type.scale(), 128);
    }
    return type.scale() == LEGACY_SCALE
        ? new ArrowType.Decimal(INT128_DIGITS, LEGACY_SCALE, 128)
        : new ArrowType.Decimal(type.precision(), type.scale(), 256);
  }
}
