package dev.maxstorage.warehouse;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The way of one answer's body to its connection: counts the bytes and lets a fault strike. */
final class Sink {
  private final @Nullable Fault fault;
  private final HttpConnection connection;
  private long bytes;

  Sink(@Nullable Fault fault, HttpConnection connection) {
    this.fault = fault;
    this.connection = connection;
  }

  /** Bytes of the body so far. */
  long bytes() {
    return bytes;
  }

  boolean hasFault() {
    return fault instanceof Fault.OnBody;
  }

  void count(long more) {
    bytes += more;
  }

  /** A stream to write the body to. */
  OutputStream around(OutputStream out) {
    OutputStream counted = new Counting(out);
    if (fault instanceof Fault.Throttle throttle) {
      return ThrottledOutputStream.of(counted, throttle.bytesPerSecond());
    }
    return fault instanceof Fault.OnBody onBody ? new FaultyOutputStream(counted, onBody) : counted;
  }

  /** Sends what is there and closes the socket: the client sees a body that is cut. */
  void breakOff(OutputStream out) {
    try {
      out.flush();
    } catch (IOException e) {
      System.getLogger(Sink.class.getName())
          .log(System.Logger.Level.TRACE, "Nothing more could be sent", e);
    }
    connection.abort();
  }

  private final class Counting extends FilterOutputStream {
    Counting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] block, int offset, int length) throws IOException {
      out.write(block, offset, length);
      bytes += length;
    }

    /** Httpcore closes the stream below, once the body is complete. */
    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
