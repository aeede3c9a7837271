package dev.maxstorage.storage;

import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.wire.TableWriteResponse;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gets bodies stored, in order. What fails stays in line, so that the next {@link #send} goes on
 * with it. A body that the server finds too large (413) is cut in halves.
 *
 * <p>Closing: makes final what was stored. Threads: one at a time.
 */
abstract class BodySender implements Closeable {
  private static final int TOO_LARGE = 413;

  private final WriteSession session;
  private final Deque<WriteBody> line = new ArrayDeque<>();
  private final Map<String, Long> versions = new LinkedHashMap<>();
  private volatile @Nullable Answer<TableWriteResponse> newest;
  private long mostBytes = Long.MAX_VALUE;
  private volatile long rowsStored;

  BodySender(WriteSession session) {
    this.session = session;
  }

  final boolean isSessionOpen() {
    return session.state() == WriteSessionState.OPEN;
  }

  /** Puts a body, which has been ended, at the end of the line. */
  final void add(WriteBody body) {
    line.addLast(body);
  }

  /** Sends everything that is in line. */
  final void send() throws IOException {
    for (WriteBody body = line.peekFirst(); body != null; body = line.peekFirst()) {
      BatchEvent event = new BatchEvent();
      event.begin();
      try {
        deliver(body);
      } catch (ServiceException e) {
        if (e.status() != TOO_LARGE || body.rows() < 2) {
          throw told(e);
        }
        halve(body);
        continue;
      } catch (IOException e) {
        throw told(e);
      }
      event.over(BatchEvent.WRITTEN, body.rows(), body.size());
      rowsStored += body.rows();
      line.removeFirst().close();
    }
  }

  /** Where rows are visible as soon as they are stored, a lost answer leaves a doubt. */
  private IOException told(IOException e) {
    return session.isStreaming() && Attempts.mayHaveActed(e) ? new RowsInDoubtException(e) : e;
  }

  private void halve(WriteBody body) throws IOException {
    long middle = body.rows() / 2;
    WriteBody first = body.part(0, middle);
    WriteBody second = body.part(middle, body.rows());
    mostBytes = Math.min(mostBytes, body.size() / 2);
    line.removeFirst().close();
    line.addFirst(second);
    line.addFirst(first);
  }

  /** Gets one body stored; after a failure it comes again. */
  abstract void deliver(WriteBody body) throws IOException;

  /** The stream that rows go into now, opened if need be. */
  abstract WriteStream stream() throws IOException;

  /** Whether closing would make something final of which nobody knows what it is. */
  boolean isInDoubt() {
    return false;
  }

  /** Takes over what a successful write was answered. */
  final void took(Answer<TableWriteResponse> answer) {
    newest = answer;
  }

  /** A body of more bytes was refused as too large. */
  final long mostBytes() {
    return mostBytes;
  }

  final long rowsStored() {
    return rowsStored;
  }

  final @Nullable Answer<TableWriteResponse> newest() {
    return newest;
  }

  /** Keeps in mind which streams were opened. */
  final WriteStream opened(WriteStream stream) {
    versions.put(stream.id(), stream.version());
    return stream;
  }

  /** Replaces what was stored by higher versions without rows, all of them closed. */
  final void supersede() throws IOException {
    for (Map.Entry<String, Long> each : versions.entrySet()) {
      session.closeStream(each.getKey(), each.getValue());
      session.openStream(each.getKey(), each.getValue() + 1, Delivery.PLAIN).close();
    }
  }

  /** Drops what is in line. */
  final void drop() throws IOException {
    while (!line.isEmpty()) {
      line.removeFirst().close();
    }
  }
}
