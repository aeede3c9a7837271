package dev.maxstorage.storage;

import dev.maxstorage.transport.RequestBody;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.wire.ArrowStreamDecoder;
import dev.maxstorage.wire.ArrowStreamEncoder;
import dev.maxstorage.wire.Compression;
import java.io.Closeable;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * One Arrow IPC stream in memory: the body of one write, the same bytes however often it is sent.
 *
 * <p>Closing: frees the encoder; the bytes stay. Threads: one at a time.
 */
final class WriteBody implements Closeable {
  private final SegmentedBytes bytes = new SegmentedBytes();
  private final Schema schema;
  private final Compression compression;
  private final ArrowStreamEncoder encoder;

  WriteBody(Schema schema, Compression compression) throws IOException {
    this.schema = schema;
    this.compression = compression;
    this.encoder = new ArrowStreamEncoder(bytes, schema, compression);
  }

  /** Adds the rows of a root, which stay the caller's. */
  void add(VectorSchemaRoot batch) throws IOException {
    add(batch, RowOperation.UPSERT);
  }

  /** Adds the rows of a root, which stay the caller's; all of them do the same. */
  void add(VectorSchemaRoot batch, RowOperation operation) throws IOException {
    OperationColumn.write(encoder, schema, batch, operation);
  }

  /** Adds a batch, which stays the caller's. */
  void add(ArrowRecordBatch batch) throws IOException {
    encoder.write(batch);
  }

  /** Ends the stream; nothing can be added after that. */
  void end() throws IOException {
    encoder.end();
  }

  long size() {
    return bytes.size();
  }

  long rows() {
    return encoder.rowsWritten();
  }

  RequestBody request() {
    return RequestBody.repeatable(WireRequest.OCTETS, bytes.size(), bytes::writeTo);
  }

  /**
   * Some rows of this body, which has been ended, as a body of their own, ended too.
   *
   * @param first 0-based
   * @param end behind the last row
   */
  WriteBody part(long first, long end) throws IOException {
    WriteBody part = new WriteBody(schema, compression);
    try (BufferAllocator allocator = new RootAllocator();
        ArrowStreamDecoder decoder = new ArrowStreamDecoder(bytes.input(), allocator)) {
      long before = 0;
      while (before < end && decoder.next()) {
        VectorSchemaRoot batch = decoder.root();
        int from = (int) Math.max(0, first - before);
        int to = (int) Math.min(batch.getRowCount(), end - before);
        before += batch.getRowCount();
        if (from < to) {
          try (VectorSchemaRoot slice = batch.slice(from, to - from)) {
            part.add(slice);
          }
        }
      }
      part.end();
      return part;
    } catch (IOException | RuntimeException e) {
      part.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    encoder.close();
  }
}
