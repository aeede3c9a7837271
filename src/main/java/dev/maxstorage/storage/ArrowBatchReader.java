package dev.maxstorage.storage;

import dev.maxstorage.wire.ArrowStreamDecoder;
import dev.maxstorage.wire.CorruptStreamException;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one read stream.
 *
 * <p>The end is believed only with the end marker of Arrow, a proper end of the body and, where a
 * number of rows was promised, that number. Closing closes the stream reader. Threads: one at a
 * time.
 */
public final class ArrowBatchReader implements BatchSource {
  /** No number of rows was promised. */
  static final long ANY_NUMBER_OF_ROWS = -1;

  private final StreamReader stream;
  private final BufferAllocator allocator;
  private final long promisedRows;
  private @Nullable ArrowStreamDecoder decoder;
  private boolean closed;

  /**
   * Batches of a stream; nothing is read yet.
   *
   * @param stream closed with this reader
   * @param allocator of the vectors; stays the caller's, and must outlive this reader
   */
  public ArrowBatchReader(StreamReader stream, BufferAllocator allocator) {
    this(stream, allocator, ANY_NUMBER_OF_ROWS);
  }

  ArrowBatchReader(StreamReader stream, BufferAllocator allocator, long promisedRows) {
    this.stream = stream;
    this.allocator = allocator;
    this.promisedRows = promisedRows;
  }

  @Override
  public boolean next() throws IOException {
    try {
      ArrowStreamDecoder batches = decoder();
      boolean more = batches.next();
      checkCount(batches.rowsRead(), more);
      return more;
    } catch (IOException e) {
      stream.markBroken();
      throw e;
    }
  }

  private void checkCount(long rows, boolean more) throws IOException {
    boolean wrong = more ? rows > promisedRows : rows != promisedRows;
    if (promisedRows != ANY_NUMBER_OF_ROWS && wrong) {
      throw new CorruptStreamException(
          0, "The stream has " + (more ? "at least " : "") + rows + " rows, not " + promisedRows);
    }
  }

  @Override
  public VectorSchemaRoot root() throws IOException {
    return decoder().root();
  }

  private ArrowStreamDecoder decoder() throws IOException {
    if (closed) {
      throw new IOException("The batch reader is closed");
    }
    if (decoder == null) {
      try {
        decoder = new ArrowStreamDecoder(stream, allocator);
      } catch (IOException e) {
        stream.markBroken();
        throw e;
      }
    }
    return decoder;
  }

  /** Rows of all batches delivered so far. */
  public long rowsRead() {
    return decoder == null ? 0 : decoder.rowsRead();
  }

  /** Bytes of the stream read so far. */
  long bytesRead() {
    return stream.bytesRead();
  }

  /** How far the stream has come. */
  public StreamStatus status() {
    return stream.status();
  }

  /** The request id, or null if the server named none. */
  public @Nullable String requestId() {
    return stream.requestId();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        if (decoder != null) {
          decoder.close();
        }
      } finally {
        stream.close();
      }
    }
  }
}
