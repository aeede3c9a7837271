package dev.maxstorage.wire;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.compression.AbstractCompressionCodec;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.ipc.message.ArrowBodyCompression;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Arrow's buffer codecs ZSTD and LZ4_FRAME, in both directions, over zstd-jni and our own LZ4
 * frames.
 *
 * <p>A compressed buffer is an int64le of the plain length, then one frame; length -1 means that
 * the bytes after it are plain. Contexts and scratch arrays are kept from buffer to buffer, so one
 * object serves one stream and one thread, and must be closed. Needs no JVM flag. Source: Storage
 * API document, 7.2.
 */
public final class ArrowCodecs implements CompressionCodec.Factory, Closeable {
  private static final int PREFIX_BYTES = (int) CompressionUtil.SIZE_OF_UNCOMPRESSED_LENGTH;

  /** Plain bytes of one buffer at most. */
  static final long MAXIMUM_BUFFER_BYTES = 1L << 30;

  private @Nullable BufferCodec zstd;
  private @Nullable BufferCodec lz4;
  private byte[] source = new byte[0];
  private byte[] target = new byte[0];

  /** A codec that works until this object is closed. */
  @Override
  public CompressionCodec createCodec(CodecType type) {
    return switch (type) {
      case NO_COMPRESSION -> NoCompressionCodec.INSTANCE;
      case ZSTD -> new Codec(type, zstd == null ? zstd = new ZstdBufferCodec() : zstd);
      case LZ4_FRAME -> new Codec(type, lz4 == null ? lz4 = new Lz4BufferCodec() : lz4);
    };
  }

  /** As {@link #createCodec(CodecType)}; the level is fixed. */
  @Override
  public CompressionCodec createCodec(CodecType type, int compressionLevel) {
    return createCodec(type);
  }

  /**
   * The same rows with compressed buffers; empty buffers stay empty.
   *
   * @param plain stays the caller's
   */
  ArrowRecordBatch compress(ArrowRecordBatch plain, Compression compression) {
    CompressionCodec codec = createCodec(compression.arrowCodec());
    return converted(
        plain,
        CompressionUtil.createBodyCompression(codec),
        buffer -> codec.compress(buffer.getReferenceManager().getAllocator(), buffer));
  }

  /**
   * The same rows with plain buffers.
   *
   * @param batch compressed or not; closed, also if this fails
   */
  ArrowRecordBatch decompress(ArrowRecordBatch batch, BufferAllocator allocator) {
    CodecType type = CodecType.fromCompressionType(batch.getBodyCompression().getCodec());
    if (type == CodecType.NO_COMPRESSION) {
      return batch;
    }
    CompressionCodec codec = createCodec(type);
    try (batch) {
      return converted(
          batch,
          NoCompressionCodec.DEFAULT_BODY_COMPRESSION,
          buffer -> codec.decompress(allocator, buffer));
    }
  }

  private static ArrowRecordBatch converted(
      ArrowRecordBatch batch,
      ArrowBodyCompression compression,
      UnaryOperator<ArrowBuf> conversion) {
    List<ArrowBuf> converted = new ArrayList<>();
    try {
      for (ArrowBuf buffer : batch.getBuffers()) {
        // The conversion takes over this reference unless it fails.
        buffer.getReferenceManager().retain();
        converted.add(buffer);
        if (buffer.writerIndex() > 0) {
          converted.set(converted.size() - 1, conversion.apply(buffer));
        }
      }
    } catch (RuntimeException e) {
      converted.forEach(ArrowBuf::close);
      throw e;
    }
    return new ArrowRecordBatch(
        batch.getLength(),
        batch.getNodes(),
        converted,
        compression,
        batch.getVariadicBufferCounts(),
        true,
        false);
  }

  /** Frees the contexts. */
  @Override
  public void close() {
    if (zstd != null) {
      zstd.close();
      zstd = null;
    }
    if (lz4 != null) {
      lz4.close();
      lz4 = null;
    }
    source = new byte[0];
    target = new byte[0];
  }

  private final class Codec extends AbstractCompressionCodec {
    private final CodecType type;
    private final BufferCodec frames;

    Codec(CodecType type, BufferCodec frames) {
      this.type = type;
      this.frames = frames;
    }

    @Override
    public CodecType getCodecType() {
      return type;
    }

    @Override
    protected ArrowBuf doCompress(BufferAllocator allocator, ArrowBuf plain) {
      int length = checkedLength(plain.writerIndex());
      source = atLeast(source, length);
      target = atLeast(target, checkedLength(frames.maximumCompressedBytes(length)));
      plain.getBytes(0, source, 0, length);
      int size = frames.compress(source, length, target);
      ArrowBuf compressed = allocator.buffer((long) PREFIX_BYTES + size);
      compressed.setBytes(PREFIX_BYTES, target, 0, size);
      return compressed.writerIndex((long) PREFIX_BYTES + size);
    }

    @Override
    protected ArrowBuf doDecompress(BufferAllocator allocator, ArrowBuf compressed) {
      int length = checkedLength(compressed.writerIndex() - PREFIX_BYTES);
      long announced = readUncompressedLength(compressed);
      source = atLeast(source, length);
      compressed.getBytes(PREFIX_BYTES, source, 0, length);
      if (announced < 0
          || announced > MAXIMUM_BUFFER_BYTES
          || announced > frames.maximumPlainBytes(source, length)) {
        throw new IllegalArgumentException(
            "a compressed buffer of " + length + " bytes announces " + announced + " plain bytes");
      }
      int plainLength = (int) announced;
      target = atLeast(target, plainLength);
      frames.decompress(source, length, target, plainLength);
      ArrowBuf plain = allocator.buffer(plainLength);
      plain.setBytes(0, target, 0, plainLength);
      return plain.writerIndex(plainLength);
    }
  }

  private static int checkedLength(long length) {
    if (length > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException(
          "a buffer of " + length + " bytes is too large to compress");
    }
    return (int) length;
  }

  private static byte[] atLeast(byte[] array, int length) {
    if (array.length >= length) {
      return array;
    }
    return new byte[(int) Math.min(Math.max(length, 2L * array.length), Integer.MAX_VALUE - 64)];
  }
}
