package dev.maxstorage.predicate;

import dev.maxstorage.sql.Operator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;

/** Compares FLOAT and DOUBLE as doubles. */
final class DoubleTest extends ColumnTest {
  private final LongColumn bits;
  private final boolean single;
  private final Operator operator;
  private final double value;

  DoubleTest(Float8Vector vector, Operator operator, double value) {
    this(vector, operator, value, false);
  }

  DoubleTest(Float4Vector vector, Operator operator, double value) {
    this(vector, operator, value, true);
  }

  private DoubleTest(BaseFixedWidthVector vector, Operator operator, double value, boolean single) {
    super(vector);
    this.bits = new LongColumn(vector);
    this.single = single;
    this.operator = operator;
    this.value = value;
  }

  @Override
  void load(int rowCount) {
    bits.load(rowCount);
  }

  @Override
  boolean accepts(int row) {
    double read =
        single ? Float.intBitsToFloat((int) bits.get(row)) : Double.longBitsToDouble(bits.get(row));
    return operator.accepts(compare(read, value));
  }

  /** NaN is equal to itself and above all numbers; the two zeros are equal. */
  static int compare(double left, double right) {
    return left == right ? 0 : Double.compare(left, right);
  }
}
