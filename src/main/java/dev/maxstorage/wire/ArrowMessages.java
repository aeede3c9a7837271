package dev.maxstorage.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an Arrow IPC stream: prefix, metadata, body. Whatever the metadata claims is held
 * against limits before anything is allocated for it.
 */
final class ArrowMessages {
  private static final int CONTINUATION = -1;
  private static final int MAXIMUM_METADATA_BYTES = 16 << 20;
  private static final long MAXIMUM_BODY_BYTES = 1L << 30;

  private final CountingInputStream in;
  private final HeapReadChannel channel;
  private final byte[] word = new byte[4];

  ArrowMessages(InputStream stream) {
    this.in = new CountingInputStream(stream);
    this.channel = new HeapReadChannel(in);
  }

  /**
   * A record batch whose body has not been read yet.
   *
   * @param offset where its message begins in the stream
   */
  record BatchMessage(long offset, RecordBatch batch, long bodyBytes) {}

  /** Reads the schema, the first message of every stream. */
  Schema schema() throws IOException {
    Message message = next();
    if (message == null) {
      throw new CorruptStreamException(0, "the Arrow stream has no schema");
    }
    Schema schema;
    try {
      org.apache.arrow.flatbuf.Schema header = new org.apache.arrow.flatbuf.Schema();
      if (message.headerType() != MessageHeader.Schema
          || message.bodyLength() != 0
          || message.header(header) == null) {
        throw new CorruptStreamException(0, "the Arrow stream does not begin with a schema");
      }
      if (header.endianness() != Endianness.Little) {
        throw new CorruptStreamException(0, "the Arrow stream is not little endian");
      }
      schema = MessageSerializer.deserializeSchema(message);
    } catch (RuntimeException | StackOverflowError e) {
      throw new CorruptStreamException(0, "malformed Arrow schema: " + e.getMessage(), e);
    }
    RecordBatchCheck.check(schema);
    return schema;
  }

  /** Reads the start of the next record batch; null at the end marker. */
  @Nullable BatchMessage nextBatch() throws IOException {
    long offset = in.count();
    Message message = next();
    if (message == null) {
      return null;
    }
    try {
      RecordBatch batch = new RecordBatch();
      if (message.headerType() != MessageHeader.RecordBatch || message.header(batch) == null) {
        throw new CorruptStreamException(
            offset, "expected a record batch, found Arrow message type " + message.headerType());
      }
      long bodyBytes = message.bodyLength();
      if (bodyBytes < 0 || bodyBytes > MAXIMUM_BODY_BYTES) {
        throw new CorruptStreamException(offset, "a record batch of " + bodyBytes + " bytes");
      }
      checkBuffers(offset, batch, bodyBytes);
      checkCompression(offset, batch.compression());
      return new BatchMessage(offset, batch, bodyBytes);
    } catch (RuntimeException e) {
      throw new CorruptStreamException(offset, "malformed Arrow message: " + e.getMessage(), e);
    }
  }

  /** Reads the body of the batch just started. */
  void readBody(ArrowBuf target, BatchMessage message) throws IOException {
    long read = channel.readFully(target, message.bodyBytes());
    if (read < message.bodyBytes()) {
      throw new CorruptStreamException(
          message.offset(),
          "truncated: the stream ends after "
              + read
              + " of "
              + message.bodyBytes()
              + " bytes of a record batch");
    }
  }

  /** Reads on to the end of the body, which must follow the end marker at once. */
  void expectEnd() throws IOException {
    long offset = in.count();
    if (in.read() >= 0) {
      throw new CorruptStreamException(offset, "bytes follow the end of the Arrow stream");
    }
  }

  /** Reads a prefix and its metadata; null at the end marker. */
  private @Nullable Message next() throws IOException {
    long offset = in.count();
    if (in.readNBytes(word, 0, 4) < 4) {
      throw new CorruptStreamException(
          offset, "truncated: the Arrow stream ends without its end marker");
    }
    if (LittleEndian.intAt(word, 0) != CONTINUATION) {
      throw new CorruptStreamException(offset, "no Arrow message where one should begin");
    }
    in.readExactly(word, 0, 4, "the length of an Arrow message");
    int length = LittleEndian.intAt(word, 0);
    if (length == 0) {
      return null;
    }
    if (length < 0 || length > MAXIMUM_METADATA_BYTES) {
      throw new CorruptStreamException(offset, "Arrow metadata of " + length + " bytes");
    }
    byte[] metadata = new byte[length];
    in.readExactly(metadata, 0, length, "the metadata of an Arrow message");
    try {
      Message message = Message.getRootAsMessage(ByteBuffer.wrap(metadata));
      if (message.version() != MetadataVersion.V4 && message.version() != MetadataVersion.V5) {
        throw new CorruptStreamException(
            offset, "Arrow metadata of unknown version " + message.version());
      }
      return message;
    } catch (RuntimeException e) {
      throw new CorruptStreamException(offset, "malformed Arrow metadata: " + e.getMessage(), e);
    }
  }

  private static void checkBuffers(long offset, RecordBatch batch, long bodyBytes)
      throws CorruptStreamException {
    Buffer buffer = new Buffer();
    for (int i = 0; i < batch.buffersLength(); i++) {
      batch.buffers(buffer, i);
      if (buffer.offset() < 0
          || buffer.length() < 0
          || buffer.offset() > bodyBytes - buffer.length()) {
        throw new CorruptStreamException(offset, "a buffer lies outside its record batch");
      }
    }
  }

  private static void checkCompression(long offset, @Nullable BodyCompression compression)
      throws CorruptStreamException {
    if (compression != null
        && (compression.method() != BodyCompressionMethod.BUFFER
            || (compression.codec() != CompressionType.LZ4_FRAME
                && compression.codec() != CompressionType.ZSTD))) {
      throw new CorruptStreamException(
          offset, "a record batch with unknown compression " + compression.codec());
    }
  }
}
