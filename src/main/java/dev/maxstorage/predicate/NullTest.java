package dev.maxstorage.predicate;

import dev.maxstorage.types.ColumnAccessor;

/** IS NULL, or if negated IS NOT NULL. */
record NullTest(ColumnAccessor accessor, boolean negated) implements RowTest {

  @Override
  public int select(int[] rows, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (accessor.isNull(rows[i]) != negated) {
        rows[kept++] = rows[i];
      }
    }
    return kept;
  }
}
