package dev.maxstorage.predicate;

import java.util.BitSet;
import java.util.List;

/** OR: each test sees only the rows that passed none of those before it. */
final class AnyTest implements RowTest {
  private final List<RowTest> tests;
  private final BitSet passed = new BitSet();
  private int[] rest = new int[0];

  AnyTest(List<RowTest> tests) {
    this.tests = tests;
  }

  @Override
  public int select(int[] rows, int count) {
    passed.clear();
    for (RowTest test : tests) {
      int left = rest(rows, count);
      int kept = test.select(rest, left);
      for (int i = 0; i < kept; i++) {
        passed.set(rest[i]);
      }
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (passed.get(rows[i])) {
        rows[kept++] = rows[i];
      }
    }
    return kept;
  }

  private int rest(int[] rows, int count) {
    if (rest.length < count) {
      rest = new int[count];
    }
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (!passed.get(rows[i])) {
        rest[left++] = rows[i];
      }
    }
    return left;
  }
}
