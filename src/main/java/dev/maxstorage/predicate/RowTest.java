package dev.maxstorage.predicate;

/** A condition bound to vectors. */
interface RowTest {

  /**
   * Keeps the rows that pass, in their order, at the beginning of the array.
   *
   * @param rows row numbers, 0-based
   * @param count how many of them
   * @return how many passed
   */
  int select(int[] rows, int count);
}
