package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;
import dev.maxstorage.types.OdpsType.Scalar;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** The MaxCompute column that can hold an Arrow field of any writer. */
final class ArrowColumns {
  private static final int MOST_DECIMAL_DIGITS = 38;

  private ArrowColumns() {}

  /**
   * The nullable column of a field.
   *
   * @throws IllegalArgumentException naming the field if MaxCompute has no type for it
   */
  static Column column(Field field) {
    return Column.of(field.getName(), type(field));
  }

  private static OdpsType type(Field field) {
    ArrowType type = field.getType();
    if (type instanceof ArrowType.Int integer && integer.getIsSigned()) {
      return new Scalar(integer(integer.getBitWidth()));
    }
    if (type instanceof ArrowType.FloatingPoint floating
        && floating.getPrecision() != FloatingPointPrecision.HALF) {
      boolean single = floating.getPrecision() == FloatingPointPrecision.SINGLE;
      return new Scalar(single ? Kind.FLOAT : Kind.DOUBLE);
    }
    if (type instanceof ArrowType.Decimal decimal
        && decimal.getPrecision() <= MOST_DECIMAL_DIGITS
        && decimal.getScale() >= 0) {
      return new OdpsType.Decimal(decimal.getPrecision(), decimal.getScale());
    }
    if (type instanceof ArrowType.Bool) {
      return new Scalar(Kind.BOOLEAN);
    }
    if (type instanceof ArrowType.Utf8
        || type instanceof ArrowType.LargeUtf8
        || type instanceof ArrowType.Null) {
      return new Scalar(Kind.STRING);
    }
    if (type instanceof ArrowType.Binary || type instanceof ArrowType.LargeBinary) {
      return new Scalar(Kind.BINARY);
    }
    if (type instanceof ArrowType.Date date && date.getUnit() == DateUnit.DAY) {
      return new Scalar(Kind.DATE);
    }
    if (type instanceof ArrowType.Timestamp timestamp) {
      return new Scalar(timestamp.getTimezone() == null ? Kind.TIMESTAMP_NTZ : Kind.TIMESTAMP);
    }
    List<Field> children = field.getChildren();
    if (type instanceof ArrowType.List || type instanceof ArrowType.LargeList) {
      return new OdpsType.Array(type(children.get(0)));
    }
    if (type instanceof ArrowType.Map) {
      List<Field> entry = children.get(0).getChildren();
      return new OdpsType.Map(type(entry.get(0)), type(entry.get(1)));
    }
    if (type instanceof ArrowType.Struct) {
      return new OdpsType.Struct(
          children.stream()
              .map(member -> new OdpsType.Member(member.getName(), type(member)))
              .toList());
    }
    throw new IllegalArgumentException(
        "Column '" + field.getName() + "': MaxCompute has no type for Arrow's " + type);
  }

  private static Kind integer(int bits) {
    return switch (bits) {
      case 8 -> Kind.TINYINT;
      case 16 -> Kind.SMALLINT;
      case 32 -> Kind.INT;
      default -> Kind.BIGINT;
    };
  }
}
