package dev.maxstorage.predicate;

/**
 * The rows of a batch that a {@link RowFilter} lets pass, in ascending order. Belongs to the
 * filter: its next {@link RowFilter#select()} changes it.
 */
public final class RowSelection {
  private int[] rows = new int[0];
  private int count;

  RowSelection() {}

  /** The number of rows that pass. */
  public int count() {
    return count;
  }

  /**
   * A row that passes.
   *
   * @param index 0-based, below {@link #count()}
   * @return its 0-based number in the batch
   */
  public int row(int index) {
    if (index >= count) {
      throw new IndexOutOfBoundsException("Row " + index + " of " + count + " selected rows");
    }
    return rows[index];
  }

  /** All rows of a batch, to begin with. */
  int[] reset(int rowCount) {
    if (rows.length < rowCount) {
      rows = new int[rowCount];
    }
    for (int row = 0; row < rowCount; row++) {
      rows[row] = row;
    }
    count = rowCount;
    return rows;
  }

  void keep(int kept) {
    count = kept;
  }
}
