package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException;
import dev.maxstorage.warehouse.engine.FileRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/** A Parquet, CSV or JSON file, read by the engine. */
final class EngineFileBatches implements FileBatches {
  private final FileRows rows;

  private EngineFileBatches(FileRows rows) {
    this.rows = rows;
  }

  static EngineFileBatches open(Path file, int batchRows) throws IOException {
    try {
      return new EngineFileBatches(FileRows.open(file, batchRows));
    } catch (EngineException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public List<Column> columns() {
    return rows.columns();
  }

  @Override
  public long totalRows() {
    return rows.totalRows();
  }

  @Override
  public boolean next() throws IOException {
    try {
      boolean more = rows.next();
      while (more && rows.root().getRowCount() == 0) {
        more = rows.next();
      }
      return more;
    } catch (EngineException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public VectorSchemaRoot root() {
    return rows.root();
  }

  @Override
  public void close() throws IOException {
    try {
      rows.close();
    } catch (EngineException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
