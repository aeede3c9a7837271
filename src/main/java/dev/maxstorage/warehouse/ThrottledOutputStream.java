package dev.maxstorage.warehouse;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Passes bytes on at a steady rate, in small pieces; never ahead of its time. */
final class ThrottledOutputStream extends OutputStream {
  private static final int PIECES_PER_SECOND = 50;

  private final OutputStream out;
  private final long bytesPerSecond;
  private final LongSupplier nanoTime;
  private final Sleep sleep;
  private final long start;
  private long passed;

  /** How to wait. */
  interface Sleep {
    void sleep(long nanos) throws InterruptedException;
  }

  ThrottledOutputStream(OutputStream out, long bytesPerSecond, LongSupplier nanoTime, Sleep sleep) {
    this.out = out;
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
    this.sleep = sleep;
    this.start = nanoTime.getAsLong();
  }

  static ThrottledOutputStream of(OutputStream out, long bytesPerSecond) {
    return new ThrottledOutputStream(
        out, bytesPerSecond, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] block, int offset, int length) throws IOException {
    int most = (int) Math.max(1, Math.min(bytesPerSecond / PIECES_PER_SECOND, 1 << 20));
    for (int at = 0; at < length; at += most) {
      int piece = Math.min(most, length - at);
      await(passed + piece);
      out.write(block, offset + at, piece);
      out.flush();
      passed += piece;
    }
  }

  /** Waits until so many bytes may have been sent. */
  private void await(long bytes) throws IOException {
    long due = start + (long) (bytes * 1e9 / bytesPerSecond);
    long left = due - nanoTime.getAsLong();
    if (left <= 0) {
      return;
    }
    try {
      sleep.sleep(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("A throttled answer was interrupted").initCause(e);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
