package dev.maxstorage.predicate;

import dev.maxstorage.predicate.BoundPredicate.Comparison;
import dev.maxstorage.predicate.BoundPredicate.In;
import dev.maxstorage.predicate.BoundPredicate.IsNull;
import dev.maxstorage.predicate.BoundPredicate.Like;
import dev.maxstorage.sql.Operator;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.ColumnAccessor;
import dev.maxstorage.types.ColumnAccessors;
import dev.maxstorage.types.OdpsType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.NullVector;

/** Chooses the test for a leaf by the class of its value and the class of its vector. */
final class ColumnTests {
  private ColumnTests() {}

  static RowTest of(BoundPredicate leaf, FieldVector vector) {
    if (leaf instanceof IsNull isNull) {
      return new NullTest(accessor(isNull.column(), vector), isNull.negated());
    } else if (vector instanceof NullVector) {
      return (rows, count) -> 0;
    } else if (leaf instanceof Comparison comparison) {
      return compare(comparison.column(), vector, comparison.operator(), comparison.value());
    } else if (leaf instanceof In in) {
      return in(in, vector);
    } else if (leaf instanceof Like like) {
      return BytesTests.like(vector, like.pattern(), like.negated());
    }
    throw new IllegalStateException(leaf + " is no condition on one column");
  }

  private static RowTest compare(
      Column column, FieldVector vector, Operator operator, Object value) {
    if (value instanceof Instant instant) {
      return InstantTests.of(vector, operator, instant);
    } else if (value instanceof LocalDateTime time) {
      return InstantTests.of(vector, operator, time.toInstant(ZoneOffset.UTC));
    } else if (isBytes(value)) {
      return BytesTests.compare(vector, comparison(column), operator, bytes(column, value));
    } else if (vector instanceof Float8Vector doubles && value instanceof Double number) {
      return new DoubleTest(doubles, operator, number);
    } else if (vector instanceof Float4Vector floats && value instanceof Double number) {
      return new DoubleTest(floats, operator, number);
    } else if (vector instanceof DecimalVector decimals && value instanceof BigDecimal number) {
      return DecimalTests.of(decimals, operator, number);
    } else if (value instanceof BigDecimal number) {
      return DecimalTests.of(vector, accessor(column, vector), operator, number);
    } else if (isLong(vector, value)) {
      LongRange range = LongRange.of(operator, BigInteger.valueOf(asLong(value)), true);
      return LongTests.range((BaseFixedWidthVector) vector, range);
    }
    throw new IllegalStateException(
        "Column "
            + column.name()
            + " of type "
            + column.type().text()
            + " arrived as "
            + vector.getField().getType());
  }

  /** The zone matters for the texts of times only, which are not asked for. */
  private static ColumnAccessor accessor(Column column, FieldVector vector) {
    return ColumnAccessors.bind(vector, column.type(), ZoneOffset.UTC);
  }

  private static RowTest in(In in, FieldVector vector) {
    List<Object> values = in.values();
    if (values.stream().allMatch(value -> isLong(vector, value))) {
      return LongTests.in(
          (BaseFixedWidthVector) vector,
          values.stream().mapToLong(ColumnTests::asLong).toArray(),
          in.negated());
    } else if (values.stream().allMatch(ColumnTests::isBytes)) {
      return BytesTests.in(
          vector,
          comparison(in.column()),
          values.stream().map(value -> bytes(in.column(), value)).toList(),
          in.negated());
    }
    Operator operator = in.negated() ? Operator.NE : Operator.EQ;
    List<RowTest> tests =
        values.stream().map(value -> compare(in.column(), vector, operator, value)).toList();
    return in.negated() ? new AllTests(tests) : new AnyTest(tests);
  }

  private static boolean isLong(FieldVector vector, Object value) {
    return value instanceof Long
        ? vector instanceof BaseIntVector && vector instanceof BaseFixedWidthVector
        : value instanceof LocalDate
            ? vector instanceof DateDayVector
            : value instanceof Boolean && vector instanceof BitVector;
  }

  private static long asLong(Object value) {
    if (value instanceof LocalDate date) {
      return date.toEpochDay();
    } else if (value instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    return (Long) value;
  }

  private static boolean isBytes(Object value) {
    return value instanceof String || value instanceof byte[];
  }

  private static byte[] bytes(Column column, Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    return column.type().kind() == Kind.CHAR
        ? TextBytes.trimmed((String) value)
        : TextBytes.of((String) value);
  }

  private static BytesColumn.Comparison comparison(Column column) {
    return column.type().kind() == Kind.CHAR
        ? BytesColumn.Comparison.WITHOUT_BLANKS_AT_END
        : BytesColumn.Comparison.ALL_BYTES;
  }
}
