package dev.maxstorage.storage;

import dev.maxstorage.transport.CancelledException;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.ServiceException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one split, over as many streams as it takes.
 *
 * <p>A stream that breaks is opened again behind the rows already delivered, a limited number of
 * times in a row without a new one, so that a caller never sees a row twice and never misses one. A
 * stream that cannot be opened is an error at once, since the transport has repeated it already;
 * only a session that is gone is revived once. Closing closes the stream. Threads: one.
 */
final class SplitReader implements Closeable {
  private static final Logger LOG = System.getLogger(SplitReader.class.getName());

  private final ReadSession session;
  private final HttpTransport transport;
  private final Split split;
  private final ReadOptions options;
  private final BufferAllocator allocator;
  private final ReadProgress progress;
  private long delivered;
  private int failures;
  private long countedBytes;
  private final SplitEvent event = new SplitEvent();
  private long bytes;
  private int reopened;
  private boolean whole;
  private boolean begun;
  private boolean recorded;
  private boolean ended;
  private @Nullable ArrowBatchReader stream;

  SplitReader(
      ReadSession session,
      HttpTransport transport,
      Split split,
      ReadOptions options,
      BufferAllocator allocator,
      ReadProgress progress) {
    this.session = session;
    this.transport = transport;
    this.split = split;
    this.options = options;
    this.allocator = allocator;
    this.progress = progress;
  }

  /** Loads the next batch; false once everything promised was delivered. */
  boolean next() throws IOException {
    while (!ended) {
      BatchEvent batch = new BatchEvent();
      batch.begin();
      session.streams().keepAlive(transport);
      ArrowBatchReader current = stream();
      try {
        ended = !current.next();
        long more = countBytes(current);
        if (!ended) {
          int rows = current.root().getRowCount();
          delivered += rows;
          failures = 0;
          progress.addRows(rows);
          batch.over(BatchEvent.READ, rows, more);
          return true;
        }
      } catch (IOException e) {
        countBytes(current);
        recover(e);
      }
    }
    closeStream();
    whole = true;
    over();
    return false;
  }

  /**
   * The vectors of the current batch; others after a stream was opened again. Before the first
   * batch they tell the columns.
   */
  VectorSchemaRoot root() throws IOException {
    while (true) {
      ArrowBatchReader current = stream();
      try {
        return current.root();
      } catch (IOException e) {
        recover(e);
        if (ended) {
          throw e;
        }
      }
    }
  }

  /** The request id of the newest stream, or null. */
  @Nullable String requestId() {
    return stream == null ? null : stream.requestId();
  }

  private long countBytes(ArrowBatchReader current) {
    long more = current.bytesRead() - countedBytes;
    progress.addBytes(more);
    bytes += more;
    countedBytes = current.bytesRead();
    return more;
  }

  /** Writes the event, once; none if nothing was ever asked for. */
  private void over() {
    if (recorded || !begun) {
      return;
    }
    recorded = true;
    event.end();
    if (event.shouldCommit()) {
      event.session = session.id();
      event.split = split.toString();
      event.rows = delivered;
      event.bytes = bytes;
      event.reopened = reopened;
      event.whole = whole;
      event.commit();
    }
  }

  private ArrowBatchReader stream() throws IOException {
    if (stream == null) {
      if (!begun) {
        begun = true;
        event.begin();
      }
      countedBytes = 0;
      stream = open();
    }
    return stream;
  }

  private ArrowBatchReader open() throws IOException {
    try {
      return session.openBatches(transport, split, delivered, options, allocator);
    } catch (ServiceException e) {
      if (e.status() != 404 && !e.hasCode("NoSuchSession")) {
        throw e;
      }
      if (!session.streams().revive(transport)) {
        throw e;
      }
      return session.openBatches(transport, split, delivered, options, allocator);
    }
  }

  /** Prepares the stream to be opened again, or fails. */
  private void recover(IOException failure) throws IOException {
    try {
      closeStream();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    boolean hopeless =
        failure instanceof CancelledException
            || failure instanceof InterruptedIOException
            || failure.getCause() instanceof OutOfMemoryException;
    if (hopeless) {
      throw failure;
    }
    if (session.isWhole(split, delivered)) {
      ended = true; // only the end of the stream was lost
      return;
    }
    ResumePolicy resume = session.resume();
    if (failures >= resume.attempts()) {
      throw failure;
    }
    failures++;
    reopened++;
    LOG.log(
        Level.DEBUG,
        () ->
            "Read session "
                + session.id()
                + ": "
                + split
                + " broke after "
                + delivered
                + " rows, opening it again: "
                + failure.getMessage());
    transport.sleep(resume.pause(failures));
  }

  private void closeStream() throws IOException {
    ArrowBatchReader closing = stream;
    stream = null;
    if (closing != null) {
      closing.close();
    }
  }

  @Override
  public void close() throws IOException {
    ended = true;
    over();
    closeStream();
  }
}
