package dev.maxstorage.predicate;

import java.util.List;

/** AND: each test sees only the rows that passed those before it. */
record AllTests(List<RowTest> tests) implements RowTest {

  @Override
  public int select(int[] rows, int count) {
    int kept = count;
    for (RowTest test : tests) {
      kept = test.select(rows, kept);
    }
    return kept;
  }
}
