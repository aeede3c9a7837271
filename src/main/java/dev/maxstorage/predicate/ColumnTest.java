package dev.maxstorage.predicate;

import org.apache.arrow.vector.FieldVector;

/** A test of the values of one vector; rows where it is null do not pass. */
abstract class ColumnTest implements RowTest {
  private final FieldVector vector;

  ColumnTest(FieldVector vector) {
    this.vector = vector;
  }

  /** Called before the rows of a batch, for its buffers may be new. */
  abstract void load();

  /** Whether the value of a row, which is not null, passes. */
  abstract boolean accepts(int row);

  @Override
  public int select(int[] rows, int count) {
    load();
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (!vector.isNull(row) && accepts(row)) {
        rows[kept++] = row;
      }
    }
    return kept;
  }
}
