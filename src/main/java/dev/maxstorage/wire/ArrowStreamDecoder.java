package dev.maxstorage.wire;

import dev.maxstorage.wire.ArrowMessages.BatchMessage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.HexFormat;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Reads one Arrow IPC stream of the Storage API, batch by batch, into the vectors of one root.
 *
 * <p>The first bytes tell whether the body is an IPC stream or one inside whole-body frames;
 * buffers may be compressed by either codec. The end is believed only after the end marker and a
 * proper end of the body: a cut, altered or longer body is a {@link CorruptStreamException}, whose
 * offset counts bytes of the IPC stream. Layouts and offsets are checked, so that accessors stay
 * inside their buffers. Dictionaries, unions and views are refused. For one thread. Needs no JVM
 * flag. Source: Storage API document, 7.1 and 7.2.
 */
public final class ArrowStreamDecoder implements Closeable {
  private static final int ARROW = -1;
  private static final int ZSTD_MAGIC = 0xFD2FB528;

  private final BufferAllocator allocator;
  private final ArrowMessages messages;
  private final InputStream body;
  private final ArrowCodecs codecs = new ArrowCodecs();
  private final VectorSchemaRoot root;
  private final VectorLoader loader;
  private long rows;
  private State state = State.READING;

  /** A decoder that met an error is not read on: what follows may look whole and is not. */
  private enum State {
    READING,
    ENDED,
    BROKEN,
    CLOSED
  }

  /**
   * Begins to read and takes the schema message.
   *
   * @param body closed with this object, and if the constructor fails
   * @param allocator of batches and vectors; stays the caller's
   * @throws CorruptStreamException if the body does not begin as an Arrow stream does
   */
  public ArrowStreamDecoder(InputStream body, BufferAllocator allocator) throws IOException {
    this.allocator = allocator;
    InputStream open = body;
    try {
      open = sniff(body);
      this.body = open;
      this.messages = new ArrowMessages(this.body);
      this.root = root(messages.schema(), allocator);
      this.loader = new VectorLoader(root, codecs);
    } catch (IOException | RuntimeException e) {
      AutoCloseables.close(e, open);
      throw e;
    }
  }

  /** The schema as the stream tells it. */
  public Schema schema() {
    return root.getSchema();
  }

  /**
   * The rows of the current batch: always the same root, emptied and filled again by {@link #next}.
   */
  public VectorSchemaRoot root() {
    return root;
  }

  /** Rows of all batches delivered so far, the current one included. */
  public long rowsRead() {
    return rows;
  }

  /**
   * Loads the next batch that has rows, and drops the one before.
   *
   * @return false once the stream has ended properly
   * @throws CorruptStreamException if the stream is cut or altered, or bytes follow its end; the
   *     decoder cannot be read on then
   * @throws IOException if the body cannot be read, or the allocator has no room for the batch
   */
  public boolean next() throws IOException {
    if (state == State.ENDED) {
      return false;
    } else if (state != State.READING) {
      throw new IOException(
          state == State.CLOSED ? "the decoder is closed" : "the stream failed before");
    }
    root.clear();
    state = State.BROKEN;
    boolean loaded = loadNext();
    state = loaded ? State.READING : State.ENDED;
    return loaded;
  }

  /** Releases the vectors and closes the body, which need not have been read to its end. */
  @Override
  public void close() throws IOException {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      try (InputStream closing = body) {
        codecs.close();
        root.close();
      }
    }
  }

  private boolean loadNext() throws IOException {
    for (BatchMessage message; (message = messages.nextBatch()) != null; ) {
      load(message);
      if (root.getRowCount() > 0) {
        rows += root.getRowCount();
        return true;
      }
    }
    messages.expectEnd();
    return false;
  }

  private static VectorSchemaRoot root(Schema schema, BufferAllocator allocator)
      throws CorruptStreamException {
    try {
      return VectorSchemaRoot.create(schema, allocator);
    } catch (RuntimeException e) {
      throw new CorruptStreamException(0, "malformed Arrow schema: " + e.getMessage(), e);
    }
  }

  private void load(BatchMessage message) throws IOException {
    try (ArrowRecordBatch batch = codecs.decompress(read(message), allocator)) {
      RecordBatchCheck.check(root.getSchema(), batch);
      loader.load(batch);
    } catch (OutOfMemoryException e) {
      root.clear();
      throw new IOException("no memory for a batch: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      root.clear();
      throw new CorruptStreamException(
          message.offset(), "malformed record batch: " + e.getMessage(), e);
    }
  }

  private ArrowRecordBatch read(BatchMessage message) throws IOException {
    ArrowBuf buffer = allocator.buffer(message.bodyBytes());
    try {
      messages.readBody(buffer, message);
      return MessageSerializer.deserializeRecordBatch(message.batch(), buffer);
    } catch (IOException | RuntimeException e) {
      buffer.close();
      throw e;
    }
  }

  private static InputStream sniff(InputStream body) throws IOException {
    byte[] start = new byte[4];
    int read = body.readNBytes(start, 0, start.length);
    if (read == 0) {
      throw new CorruptStreamException(0, "truncated: the body is empty");
    }
    PushbackInputStream whole = new PushbackInputStream(body, start.length);
    whole.unread(start, 0, read);
    return switch (read < start.length ? 0 : LittleEndian.intAt(start, 0)) {
      case ARROW -> whole;
      case Lz4FrameHeader.MAGIC -> Compression.LZ4_FRAME.decode(whole);
      case ZSTD_MAGIC -> Compression.ZSTD.decode(whole);
      default ->
          throw new CorruptStreamException(
              0, "not an Arrow stream: it begins with " + HexFormat.of().formatHex(start, 0, read));
    };
  }
}
