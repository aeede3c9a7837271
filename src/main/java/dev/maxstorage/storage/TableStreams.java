package dev.maxstorage.storage;

import dev.maxstorage.transport.CancelledException;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.StreamingResponse;
import dev.maxstorage.wire.ReadSessionResponse;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a table's read session, which is prolonged while it is read: once half of its
 * lifetime is over, and when the server says that it is gone. Source: Storage API document, 3.2,
 * 4.3, 4.6; OP-8, OP-31.
 */
final class TableStreams implements SplitStreams {
  private static final Logger LOG = System.getLogger(TableStreams.class.getName());
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(200);

  private final Target.Table table;
  private final String id;
  private volatile @Nullable String routeToken;
  private volatile Instant renewal;

  /**
   * Streams of a session that is ready.
   *
   * @param ready the answer that said so
   * @param now when it came
   */
  TableStreams(
      Target.Table table,
      String id,
      @Nullable String routeToken,
      ReadSessionResponse ready,
      Instant now) {
    this.table = table;
    this.id = id;
    this.routeToken = routeToken;
    this.renewal = renewal(ready, now);
  }

  /** Half way from now to the end; never, if the server names no end that makes sense. */
  private static Instant renewal(ReadSessionResponse session, Instant now) {
    Duration left = Duration.between(now, Instant.ofEpochSecond(session.expirationTime()));
    return left.isNegative() || left.isZero() ? Instant.MAX : now.plus(left.dividedBy(2));
  }

  @Override
  public StreamingResponse open(
      HttpTransport transport, Split split, long skipRows, ReadOptions options) throws IOException {
    return new ReadCalls(transport).tableRead(table, id, routeToken, split, skipRows, options);
  }

  @Override
  public Duration keepAliveWithin(HttpTransport transport) {
    Instant now = transport.clock().instant();
    Instant latest = now.plus(LONGEST_WAIT);
    Duration wait = Duration.between(now, renewal.isBefore(latest) ? renewal : latest);
    return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
  }

  @Override
  public void keepAlive(HttpTransport transport) throws IOException {
    if (!transport.clock().instant().isBefore(renewal) && beginRenewal(transport)) {
      try {
        prolong(transport);
      } catch (CancelledException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        LOG.log(Level.DEBUG, () -> "Read session " + id + " was not prolonged: " + e.getMessage());
      }
    }
  }

  /** Makes one of several threads do it; the next try, should this one fail, is a minute later. */
  private synchronized boolean beginRenewal(HttpTransport transport) {
    Instant now = transport.clock().instant();
    boolean due = !now.isBefore(renewal);
    if (due) {
      renewal = now.plus(LONGEST_WAIT);
    }
    return due;
  }

  @Override
  public boolean revive(HttpTransport transport) throws IOException {
    try {
      return prolong(transport);
    } catch (ServiceException e) {
      LOG.log(Level.DEBUG, () -> "Read session " + id + " cannot be revived: " + e.getMessage());
      return false;
    }
  }

  private boolean prolong(HttpTransport transport) throws IOException {
    Answer<ReadSessionResponse> answer =
        new ReadCalls(transport).getReadSession(table, id, ReadCalls.Refresh.PROLONG);
    if (answer.routeToken() != null) {
      routeToken = answer.routeToken();
    }
    renewal = renewal(answer.message(), transport.clock().instant());
    return answer.message().sessionStatus().strip().toUpperCase(Locale.ROOT).equals("NORMAL");
  }
}
