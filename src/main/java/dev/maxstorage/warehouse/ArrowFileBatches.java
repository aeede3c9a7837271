package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.wire.ArrowStreamDecoder;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.VectorSchemaRoot;

/** An Arrow IPC stream, bare or inside an Arrow IPC file. */
final class ArrowFileBatches implements FileBatches {
  private static final int BUFFER_BYTES = 1 << 16;

  private final RootAllocator allocator;
  private final ArrowStreamDecoder decoder;
  private final List<Column> columns;

  private ArrowFileBatches(
      RootAllocator allocator, ArrowStreamDecoder decoder, List<Column> columns) {
    this.allocator = allocator;
    this.decoder = decoder;
    this.columns = columns;
  }

  static ArrowFileBatches open(Path file) throws IOException {
    InputStream body = new BufferedInputStream(ArrowFileBody.open(file), BUFFER_BYTES);
    RootAllocator allocator = new RootAllocator();
    Closeable opened = body;
    try {
      ArrowStreamDecoder decoder = new ArrowStreamDecoder(body, allocator);
      opened = decoder;
      List<Column> columns =
          decoder.schema().getFields().stream().map(ArrowColumns::column).toList();
      return new ArrowFileBatches(allocator, decoder, columns);
    } catch (IOException | RuntimeException e) {
      AutoCloseables.close(e, opened, allocator);
      throw e;
    }
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public long totalRows() {
    return -1;
  }

  @Override
  public boolean next() throws IOException {
    return decoder.next();
  }

  @Override
  public VectorSchemaRoot root() {
    return decoder.root();
  }

  @Override
  public void close() throws IOException {
    try (RootAllocator closing = allocator) {
      decoder.close();
    }
  }
}
