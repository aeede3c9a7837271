package dev.maxstorage.types;

import org.apache.arrow.vector.complex.ListVector;

/** Starts rows of list vectors, also a second time. */
final class ListRows {

  private ListRows() {}

  /**
   * Starts a row and returns the index of its first element. A row that was set before is started
   * anew: Arrow alone would append to its old elements.
   */
  static int start(ListVector vector, int row) {
    if (row <= vector.getLastSet()) {
      vector.setLastSet(row - 1);
    }
    return vector.startNewValue(row);
  }
}
