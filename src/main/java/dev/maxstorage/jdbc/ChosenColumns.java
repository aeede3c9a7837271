package dev.maxstorage.jdbc;

import dev.maxstorage.predicate.UnknownColumnException;
import dev.maxstorage.types.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Batches with some of their columns, by name and in a wanted order: for sessions that add columns
 * of their own.
 */
final class ChosenColumns extends DerivedBatches {
  private final List<String> names;
  private final List<Column> tableColumns;
  private @Nullable VectorSchemaRoot root;

  /**
   * Chooses columns of batches, which this closes.
   *
   * @param names of the columns; case does not matter
   * @param tableColumns for the message of the {@link UnknownColumnException} that the first batch
   *     gives if the session does not deliver one
   */
  ChosenColumns(ResultBatches batches, List<String> names, List<Column> tableColumns) {
    super(batches);
    this.tableColumns = tableColumns;
    this.names = List.copyOf(names);
  }

  @Override
  public boolean next() throws IOException {
    if (!batches.next()) {
      return false;
    }
    if (root == null) {
      List<FieldVector> chosen = new ArrayList<>();
      for (String name : names) {
        chosen.add(vector(name, batches.root()));
      }
      root = new VectorSchemaRoot(chosen);
    }
    root.setRowCount(batches.root().getRowCount());
    return true;
  }

  private FieldVector vector(String name, VectorSchemaRoot root) {
    for (FieldVector vector : root.getFieldVectors()) {
      if (vector.getName().equalsIgnoreCase(name)) {
        return vector;
      }
    }
    throw new UnknownColumnException(name, tableColumns);
  }

  @Override
  public VectorSchemaRoot root() {
    if (root == null) {
      throw new IllegalStateException("No batch was loaded yet");
    }
    return root;
  }
}
