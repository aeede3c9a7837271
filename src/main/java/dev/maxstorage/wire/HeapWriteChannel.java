package dev.maxstorage.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ipc.WriteChannel;

/**
 * Writes Arrow buffers to a stream through an array on the heap, in pieces of at most 64 KiB. The
 * mirror image of {@link HeapReadChannel}.
 */
final class HeapWriteChannel extends WriteChannel {
  private static final int PIECE_BYTES = 64 * 1024;

  private final OutputStream out;
  private final byte[] piece = new byte[PIECE_BYTES];
  private int pending;
  private long position;

  HeapWriteChannel(OutputStream out) {
    super(Channels.newChannel(out));
    this.out = out;
  }

  @Override
  public long getCurrentPosition() {
    return position;
  }

  @Override
  public long align() throws IOException {
    return writeZeros(-position & 7);
  }

  @Override
  public long write(ByteBuffer source) throws IOException {
    int count = source.remaining();
    while (source.hasRemaining()) {
      int length = room(source.remaining());
      source.get(piece, pending, length);
      advance(length);
    }
    return count;
  }

  @Override
  public void write(ArrowBuf source) throws IOException {
    long from = source.readerIndex();
    for (long left = source.readableBytes(); left > 0; ) {
      int length = room(left);
      source.getBytes(from, piece, pending, length);
      from += length;
      left -= advance(length);
    }
  }

  /** Passes on what is pending. */
  void flush() throws IOException {
    if (pending > 0) {
      int length = pending;
      pending = 0;
      out.write(piece, 0, length);
    }
    out.flush();
  }

  private int room(long wanted) throws IOException {
    if (pending == PIECE_BYTES) {
      pending = 0;
      out.write(piece, 0, PIECE_BYTES);
    }
    return (int) Math.min(wanted, PIECE_BYTES - pending);
  }

  private int advance(int length) {
    pending += length;
    position += length;
    return length;
  }
}
