package dev.maxstorage.predicate;

import dev.maxstorage.sql.Operator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.FloatingPointVector;

/** Compares FLOAT and DOUBLE as doubles. */
final class DoubleTest extends ColumnTest {
  private final FloatingPointVector vector;
  private final Operator operator;
  private final double value;

  /** The vector is a {@link Float4Vector} or a Float8Vector. */
  <V extends BaseFixedWidthVector & FloatingPointVector> DoubleTest(
      V vector, Operator operator, double value) {
    super(vector);
    this.vector = vector;
    this.operator = operator;
    this.value = value;
  }

  @Override
  void load() {}

  @Override
  boolean accepts(int row) {
    return operator.accepts(compare(vector.getValueAsDouble(row), value));
  }

  /** NaN is equal to itself and above all numbers; the two zeros are equal. */
  static int compare(double left, double right) {
    return left == right ? 0 : Double.compare(left, right);
  }
}
