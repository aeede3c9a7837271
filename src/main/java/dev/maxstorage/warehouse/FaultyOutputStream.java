package dev.maxstorage.warehouse;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;

/** Passes a body on and lets one fault strike at its place. */
final class FaultyOutputStream extends OutputStream {
  private final OutputStream out;
  private final Fault.OnBody fault;
  private long position;

  FaultyOutputStream(OutputStream out, Fault.OnBody fault) {
    this.out = out;
    this.fault = fault;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] block, int offset, int length) throws IOException {
    long before = place() - position;
    if (before < 0 || before >= length) {
      pass(block, offset, length);
      return;
    }
    int clean = (int) before;
    pass(block, offset, clean);
    if (fault instanceof Fault.FlipBit) {
      pass(new byte[] {(byte) (block[offset + clean] ^ 1)}, 0, 1);
      clean++;
    } else {
      out.flush();
      strike();
    }
    pass(block, offset + clean, length - clean);
  }

  private long place() {
    if (fault instanceof Fault.Cut cut) {
      return cut.afterBytes();
    }
    if (fault instanceof Fault.FlipBit flip) {
      return flip.offset();
    }
    if (fault instanceof Fault.Stall stall) {
      return stall.afterBytes();
    }
    throw new AssertionError(fault);
  }

  private void strike() throws IOException {
    if (fault instanceof Fault.Stall stall) {
      sleep(stall.duration());
    } else {
      throw new IOException("Cut by the fault plan after " + position + " bytes");
    }
  }

  private static void sleep(Duration duration) throws IOException {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("A stall was interrupted").initCause(e);
    }
  }

  private void pass(byte[] block, int offset, int length) throws IOException {
    out.write(block, offset, length);
    position += length;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
