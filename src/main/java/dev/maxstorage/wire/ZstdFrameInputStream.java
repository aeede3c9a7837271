package dev.maxstorage.wire;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one Zstandard frame or several, one after the other, up to the end of the stream.
 *
 * <p>Not zstd-jni's own input stream: that one takes the end of the stream for the end of the data
 * when a second frame, or a few stray bytes, began in the same piece of input as the first ended.
 */
final class ZstdFrameInputStream extends InputStream {
  private static final int INPUT_BYTES = 64 * 1024;

  private final InputStream in;
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private final ByteBuffer input = ByteBuffer.allocate(INPUT_BYTES).limit(0);
  private final byte[] single = new byte[1];
  private long bytesBeforeInput;
  private boolean betweenFrames;
  private boolean outputPending;
  private boolean closed;
  private @Nullable CorruptStreamException failure;

  ZstdFrameInputStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    ByteBuffer output = ByteBuffer.wrap(target, offset, length);
    if (failure != null) {
      throw failure;
    }
    while (output.position() == offset) {
      if (input.hasRemaining() || outputPending) {
        decode(output);
      } else if (!refill()) {
        return -1;
      }
    }
    return output.position() - offset;
  }

  private void decode(ByteBuffer output) throws CorruptStreamException {
    try {
      betweenFrames = context.decompressByteBufferStream(output, input);
    } catch (ZstdException e) {
      failure =
          new CorruptStreamException(
              bytesBeforeInput + input.position(), "malformed zstd data: " + e.getMessage(), e);
      throw failure;
    }
    outputPending = !betweenFrames && !output.hasRemaining();
  }

  private boolean refill() throws IOException {
    bytesBeforeInput += input.limit();
    int read = in.read(input.array(), 0, INPUT_BYTES);
    input.position(0).limit(Math.max(read, 0));
    if (read < 0 && !betweenFrames) {
      throw new CorruptStreamException(
          bytesBeforeInput, "truncated: the stream ends before the zstd frame does");
    }
    return read >= 0;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      context.close();
      in.close();
    }
  }
}
