package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Rows of a Parquet, CSV or JSON file as batches in the wire's canonical form. Not thread-safe.
 */
public final class FileRows implements RowStream {
  /**
   * Opens a file; the format follows the name: {@code .parquet}, {@code .csv}, {@code .tsv}, {@code
   * .json}, {@code .jsonl}, {@code .ndjson}, the text forms also with {@code .gz}.
   *
   * @param batchRows most rows a batch
   */
  public static FileRows open(Path file, int batchRows) {
    throw new UnsupportedOperationException();
  }

  /** The file's columns as MaxCompute types. */
  public List<Column> columns() {
    throw new UnsupportedOperationException();
  }

  /** Rows in the file, or -1 if only a full read would tell. */
  public long totalRows() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Schema schema() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean next() {
    throw new UnsupportedOperationException();
  }

  @Override
  public VectorSchemaRoot root() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
