package dev.maxstorage.jdbc;

import java.io.IOException;

/** Batches without their first rows: an OFFSET that the session cannot begin with. */
final class SkippedRows extends DerivedBatches {
  private long left;
  private int skippedHere;

  /**
   * Skips rows of batches, which this closes.
   *
   * @param rows how many, at least 0
   */
  SkippedRows(ResultBatches batches, long rows) {
    super(batches);
    this.left = rows;
  }

  @Override
  public boolean next() throws IOException {
    while (batches.next()) {
      skippedHere = (int) Math.min(left, batches.rowCount());
      left -= skippedHere;
      if (rowCount() > 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int rowCount() {
    return batches.rowCount() - skippedHere;
  }

  @Override
  public int row(int index) {
    return batches.row(index + skippedHere);
  }
}
