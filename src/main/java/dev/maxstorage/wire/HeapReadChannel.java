package dev.maxstorage.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ipc.ReadChannel;

/**
 * Reads a stream into Arrow buffers through an array on the heap. Arrow's own channel asks the
 * buffer for a direct {@code ByteBuffer}, which needs a JVM flag.
 */
final class HeapReadChannel extends ReadChannel {
  private static final int PIECE_BYTES = 64 * 1024;

  private final InputStream in;
  private final byte[] piece = new byte[PIECE_BYTES];

  HeapReadChannel(InputStream in) {
    super(Channels.newChannel(in));
    this.in = in;
  }

  /** Appends up to {@code length} bytes, fewer only at the end of the stream. */
  @Override
  public long readFully(ArrowBuf buffer, long length) throws IOException {
    long done = 0;
    while (done < length) {
      int read = in.read(piece, 0, (int) Math.min(length - done, PIECE_BYTES));
      if (read < 0) {
        break;
      }
      buffer.setBytes(buffer.writerIndex(), piece, 0, read);
      buffer.writerIndex(buffer.writerIndex() + read);
      done += read;
    }
    return done;
  }
}
