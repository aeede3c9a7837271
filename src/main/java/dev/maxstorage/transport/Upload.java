package dev.maxstorage.transport;

import dev.maxstorage.transport.TransportException.Reach;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body the caller pushes: bytes written flow through a pipe of 256 KiB to a daemon
 * thread, which sends them in chunks.
 *
 * <p>Errors: a refusal that arrives early, or a broken connection, is the exception of the next
 * write, and of {@link #finish()}. Closing: {@link #close()} before a successful finish breaks the
 * request, so that the server never takes the body for a whole one. Threads: one pushes; any may
 * close.
 */
public final class Upload implements Closeable {
  private static final int PIPE_BYTES = 256 * 1024;
  private static final AtomicLong THREADS = new AtomicLong();

  private final BytePipe pipe = new BytePipe(PIPE_BYTES);
  private final CancelScope own;
  private final String label;
  private final FutureTask<WireResponse> sending;
  private final OutputStream body = new Body();
  private @Nullable WireResponse answer;
  private volatile boolean finishing;

  Upload(HttpTransport transport, CancelScope own, WireRequest request, String contentType) {
    this.own = own;
    this.label = request.label();
    WireRequest full = request.body(RequestBody.once(contentType, pipe::drainTo));
    this.sending = new FutureTask<>(() -> send(transport, full));
    Thread thread = new Thread(sending, "maxstorage-upload-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
  }

  private WireResponse send(HttpTransport transport, WireRequest request) throws IOException {
    try {
      return transport.send(request);
    } catch (IOException e) {
      pipe.fail(e);
      throw e;
    } catch (RuntimeException | Error e) {
      pipe.fail(new IOException(label + ": the request failed: " + e, e));
      throw e;
    }
  }

  /** Where the body goes; its close does nothing. */
  public OutputStream body() {
    return body;
  }

  /**
   * Ends the body and waits for the answer. A second call gives the same answer.
   *
   * @throws ServiceException if the status is outside 2xx
   * @throws TransportException if there is no usable answer
   */
  public WireResponse finish() throws IOException {
    if (answer != null) {
      return answer;
    }
    try {
      if (!finishing) {
        finishing = true;
        pipe.end();
      }
      WireResponse response = sending.get();
      answer = response;
      own.leave();
      return response;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(label + ": interrupted while waiting for the answer");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(
          label + ": the request failed: " + e.getCause(), e.getCause());
    }
  }

  /** Breaks the request unless its answer is there. Idempotent. */
  @Override
  public void close() {
    if (!sending.isDone()) {
      pipe.fail(new TransportException(label + ": the upload was given up", Reach.MAYBE, null));
      own.cancel();
    }
    own.leave();
  }

  private final class Body extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (finishing) {
        throw new IOException(label + ": the body has been ended");
      }
      pipe.write(bytes, offset, length);
    }
  }
}
