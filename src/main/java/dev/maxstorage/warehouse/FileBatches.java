package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The rows of a data file, a batch at a time. */
interface FileBatches extends Closeable {
  /** The file's columns as MaxCompute types. */
  List<Column> columns();

  /** Rows in the file, -1 if only reading it would tell. */
  long totalRows();

  /** Loads the next batch that has rows; false at the end. */
  boolean next() throws IOException;

  /** The batch; always the same root, loaded again by {@link #next}. */
  VectorSchemaRoot root();
}
