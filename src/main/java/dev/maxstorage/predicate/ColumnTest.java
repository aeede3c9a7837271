package dev.maxstorage.predicate;

import org.apache.arrow.vector.FieldVector;

/** A test of the values of one vector; rows where it is null do not pass. */
abstract class ColumnTest implements RowTest {
  private final FieldVector vector;
  private final BufferView validity = new BufferView();

  ColumnTest(FieldVector vector) {
    this.vector = vector;
  }

  /** Called before the rows of a batch are tested, for its buffers may be new. */
  abstract void load(int rowCount);

  /** Whether the value of a row, which is not null, passes. */
  abstract boolean accepts(int row);

  @Override
  public final int select(int[] rows, int count) {
    if (count == 0) {
      return 0;
    }
    int rowCount = rows[count - 1] + 1;
    load(rowCount);
    if (vector.getNullCount() == 0) {
      return selectValues(rows, count);
    }
    validity.load(vector.getValidityBuffer(), (rowCount + 7L) >> 3);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (validity.bit(row)) {
        rows[kept++] = row;
      }
    }
    return selectValues(rows, kept);
  }

  private int selectValues(int[] rows, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (accepts(row)) {
        rows[kept++] = row;
      }
    }
    return kept;
  }
}
