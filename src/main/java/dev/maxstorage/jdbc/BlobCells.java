package dev.maxstorage.jdbc;

import dev.maxstorage.blob.BlobSequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blobs of the rows of one result set: tells the sequence of each BLOB column which references
 * come next.
 *
 * <p><b>Closing:</b> drops the blobs that wait in memory. <b>Threads:</b> as the result set.
 */
final class BlobCells {
  private final BlobOpener opener;
  private final Map<Integer, Column> columns = new HashMap<>();

  /** References of the batch that is at hand. */
  @FunctionalInterface
  interface Batch {
    /** The reference in a row of the batch, 0-based; null where the cell is. */
    byte @Nullable [] reference(int index);
  }

  private static final class Column {
    final BlobSequence sequence;

    /** The row behind those that were told. */
    long end;

    Column(BlobSequence sequence) {
      this.sequence = sequence;
    }
  }

  BlobCells(BlobOpener opener) {
    this.opener = opener;
  }

  /**
   * The blob of a cell that is not null.
   *
   * @param column any number of the column
   * @param firstRow number of the batch's first row; rows are numbered through all batches
   * @param index of the row in its batch, 0-based
   * @param count rows of the batch that may be read
   */
  StorageBlob at(int column, long firstRow, int index, int count, Batch batch) {
    Column at = columns.computeIfAbsent(column, number -> new Column(opener.sequence()));
    long row = firstRow + index;
    if (at.sequence.isUnknown(row)) {
      int from = index;
      while (from > 0 && firstRow + from > at.end && batch.reference(from - 1) == null) {
        from--; // nulls between the last row told and this one do not break the order
      }
      int to = (int) Math.min(count, (long) index + at.sequence.lookahead());
      List<byte @Nullable []> references = new ArrayList<>(to - from);
      for (int i = from; i < to; i++) {
        references.add(batch.reference(i));
      }
      at.sequence.tell(firstRow + from, references);
      at.end = firstRow + to;
    }
    return opener.open(at.sequence, row);
  }

  void close() {
    columns.values().forEach(column -> column.sequence.close());
  }
}
