package dev.maxstorage.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes one Arrow IPC stream: the schema, record batches, the end marker.
 *
 * <p>Compression is that of the batches' buffers, never of the whole body. Bytes go out in pieces
 * of at most 64 KiB. For one thread. Needs no JVM flag. Source: Storage API document, 7.1 and 7.2.
 */
public final class ArrowStreamEncoder implements Closeable {
  private static final int CONTINUATION = -1;

  private final OutputStream body;
  private final HeapWriteChannel channel;
  private final Compression compression;
  private final ArrowCodecs codecs = new ArrowCodecs();
  private long rows;
  private boolean ended;
  private boolean closed;

  /**
   * Begins a stream with its schema message.
   *
   * @param body closed with this object; stays open if the constructor fails
   * @param schema of every batch that follows
   * @param compression of the buffers of every batch
   */
  public ArrowStreamEncoder(OutputStream body, Schema schema, Compression compression)
      throws IOException {
    this.body = body;
    this.channel = new HeapWriteChannel(body);
    this.compression = compression;
    MessageSerializer.serialize(channel, schema);
  }

  /**
   * Writes the rows of {@code root} as one batch. The vectors stay as they are and stay the
   * caller's; their schema must be the stream's.
   */
  public void write(VectorSchemaRoot root) throws IOException {
    try (ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch()) {
      write(batch);
    }
  }

  /**
   * Writes a batch that was unloaded from vectors, for callers whose vectors carry another schema
   * with the same layout. The batch stays the caller's.
   *
   * @param batch not compressed
   */
  public void write(ArrowRecordBatch batch) throws IOException {
    if (ended) {
      throw new IllegalStateException("the stream has been ended");
    }
    if (batch.getBodyCompression().getCodec() != CodecType.NO_COMPRESSION.getType()) {
      throw new IllegalArgumentException("expected a batch without compression");
    }
    if (compression == Compression.NONE) {
      MessageSerializer.serialize(channel, batch);
    } else {
      try (ArrowRecordBatch compressed = codecs.compress(batch, compression)) {
        MessageSerializer.serialize(channel, compressed);
      }
    }
    channel.flush();
    rows += batch.getLength();
  }

  /** Rows written so far. */
  public long rowsWritten() {
    return rows;
  }

  /** Writes the end marker; without it every reader takes the stream for a broken one. */
  public void end() throws IOException {
    if (!ended) {
      ended = true;
      channel.writeIntLittleEndian(CONTINUATION);
      channel.writeIntLittleEndian(0);
      channel.flush();
    }
  }

  /** Frees the codecs and closes the body, but does not end the stream. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      codecs.close();
      body.close();
    }
  }
}
