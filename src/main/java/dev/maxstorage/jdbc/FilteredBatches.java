package dev.maxstorage.jdbc;

import dev.maxstorage.predicate.BoundPredicate;
import dev.maxstorage.predicate.RowFilter;
import dev.maxstorage.predicate.RowSelection;
import dev.maxstorage.storage.BatchSource;
import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Batches of a read session and, if there is a predicate, the rows for which it is TRUE. The
 * predicate is decided here whatever the server did with it; nothing is copied.
 */
final class FilteredBatches implements ResultBatches {
  private final BatchSource source;
  private final @Nullable BoundPredicate predicate;
  private @Nullable VectorSchemaRoot root;
  private @Nullable RowFilter filter;
  private @Nullable RowSelection selection;

  /**
   * Batches of a source, which this closes.
   *
   * @param predicate null for all rows
   */
  FilteredBatches(BatchSource source, @Nullable BoundPredicate predicate) {
    this.source = source;
    this.predicate = predicate;
  }

  @Override
  public boolean next() throws IOException {
    while (source.next()) {
      VectorSchemaRoot loaded = source.root();
      root = loaded;
      if (predicate == null) {
        if (loaded.getRowCount() > 0) {
          return true;
        }
        continue;
      }
      if (filter == null) {
        filter = RowFilter.bind(predicate, loaded);
      }
      RowSelection selected = filter.select();
      selection = selected;
      if (selected.count() > 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public VectorSchemaRoot root() {
    if (root == null) {
      throw new IllegalStateException("No batch was loaded yet");
    }
    return root;
  }

  @Override
  public int rowCount() {
    return selection == null ? root().getRowCount() : selection.count();
  }

  @Override
  public int row(int index) {
    return selection == null ? index : selection.row(index);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
