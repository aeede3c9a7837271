package dev.maxstorage.storage;

import dev.maxstorage.storage.ReadCalls.Refresh;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.wire.InstanceReadSessionResponse;
import dev.maxstorage.wire.ReadSessionResponse;
import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.TablePreviewRequest;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Waits until sessions are ready and makes splits of them. Storage API document, 4.4, 4.5, 5.1. */
final class ReadSessions {
  private static final Logger LOG = System.getLogger(ReadSessions.class.getName());
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final ReadCalls calls;
  private final HttpTransport transport;

  ReadSessions(HttpTransport transport) {
    this.calls = new ReadCalls(transport);
    this.transport = transport;
  }

  ReadSession create(Target.Table table, ReadSessionOptions options) throws IOException {
    Answer<ReadSessionResponse> first = calls.createReadSession(table, options.request());
    long rowsEach = options.splits() == null ? Long.MAX_VALUE : options.splits().splitNumber();
    return ready(table, first, options.readyTimeout(), rowsEach, options.filter().isEmpty());
  }

  /**
   * A session made elsewhere.
   *
   * @param exact whether it is known to have no filter; otherwise its counts promise nothing
   */
  ReadSession open(Target.Table table, String sessionId, Duration readyTimeout, boolean exact)
      throws IOException {
    Answer<ReadSessionResponse> first = calls.getReadSession(table, sessionId, Refresh.LEAVE);
    return ready(table, first, readyTimeout, Long.MAX_VALUE, exact);
  }

  private ReadSession ready(
      Target.Table table,
      Answer<ReadSessionResponse> first,
      Duration timeout,
      long rowsEach,
      boolean exact)
      throws IOException {
    Answer<ReadSessionResponse> answer = first;
    String id = first.message().sessionId();
    if (id.isEmpty()) {
      throw new IOException("The answer to the creation of a read session has no SessionId");
    }
    String routeToken = first.routeToken();
    Instant deadline = transport.clock().instant().plus(timeout);
    while (true) {
      ReadSessionResponse session = answer.message();
      String status = session.sessionStatus().strip().toUpperCase(Locale.ROOT);
      if (status.equals("NORMAL")) {
        break;
      }
      if (!status.equals("INIT")) {
        throw new SessionNotReadyException(id, session.sessionStatus(), session.message());
      }
      waitBefore(deadline, id, session.sessionStatus(), timeout);
      answer = calls.getReadSession(table, id, Refresh.LEAVE);
      routeToken = answer.routeToken() == null ? routeToken : answer.routeToken();
    }
    ReadSessionResponse session = answer.message();
    SplitMode mode = mode(session);
    return new ReadSession(
        id,
        SchemaColumns.of(session.dataSchema()),
        session.recordCount(),
        splits(id, session, mode, rowsEach),
        addressing(mode, exact),
        answer.requestId(),
        new TableStreams(table, id, routeToken, session, transport.clock().instant()),
        transport);
  }

  private void waitBefore(Instant deadline, String id, String status, Duration timeout)
      throws IOException {
    if (!transport.clock().instant().isBefore(deadline)) {
      throw new SessionNotReadyException(
          id, status, "not ready after " + timeout.toSeconds() + " s");
    }
    transport.sleep(POLL_INTERVAL);
  }

  private static SplitMode mode(ReadSessionResponse session) {
    String word = session.splitMode();
    SplitMode mode = word.isEmpty() ? SplitMode.SIZE : SplitMode.ofText(word);
    if (mode == null) {
      LOG.log(
          Level.WARNING,
          () ->
              "Read session "
                  + session.sessionId()
                  + " has the unknown split mode '"
                  + word
                  + "', read as Size");
      return SplitMode.SIZE;
    }
    return mode;
  }

  /** With a filter, numbers of rows promise nothing. */
  private static ReadSession.Addressing addressing(SplitMode mode, boolean exact) {
    if (mode != SplitMode.ROW_OFFSET) {
      return ReadSession.Addressing.SPLITS;
    }
    return exact ? ReadSession.Addressing.EXACT_ROWS : ReadSession.Addressing.ROWS;
  }

  private static List<Split> splits(
      String id, ReadSessionResponse session, SplitMode mode, long rowsEach) throws IOException {
    return switch (mode) {
      case ROW_OFFSET -> {
        if (session.recordCount() < 0) {
          throw new IOException(
              "Read session " + id + " is cut by rows, but has " + session.recordCount() + " rows");
        }
        yield Split.rowRanges(session.recordCount(), rowsEach);
      }
      case SIZE, PARALLELISM -> Split.indexed(session.splitsCount());
      case BUCKET -> Split.indexed(Math.max(session.splitsCount(), session.splitBucketId().size()));
    };
  }

  ReadSession createForInstance(
      Target.Instance instance, String taskName, long rowsEach, Duration readyTimeout)
      throws IOException {
    Answer<InstanceReadSessionResponse> answer = calls.createInstanceReadSession(instance);
    String id = answer.message().downloadId();
    if (id.isEmpty()) {
      throw new IOException("The answer to the creation of a read session has no DownloadID");
    }
    Instant deadline = transport.clock().instant().plus(readyTimeout);
    while (!isReady(answer.message())) {
      waitBefore(deadline, id, answer.message().status(), readyTimeout);
      answer = calls.getInstanceReadSession(instance, id);
    }
    InstanceReadSessionResponse session = answer.message();
    return new ReadSession(
        id,
        SchemaColumns.of(session.tableSchema()),
        session.recordCount(),
        Split.rowRanges(session.recordCount(), rowsEach),
        ReadSession.Addressing.EXACT_ROWS,
        answer.requestId(),
        new InstanceStreams(instance, id, taskName),
        transport);
  }

  /** Storage API document, 11, OP-32. */
  private static boolean isReady(InstanceReadSessionResponse session) throws IOException {
    return switch (session.status().strip().toLowerCase(Locale.ROOT)) {
      case "", "normal" -> true;
      case "init", "initiating" -> false;
      default -> throw new SessionNotReadyException(session.downloadId(), session.status(), "");
    };
  }

  StreamReader preview(
      Target.Table table,
      @Nullable Long limit,
      @Nullable String partition,
      @Nullable List<String> columns)
      throws IOException {
    TablePreviewRequest request = new TablePreviewRequest(limit, partition, columns);
    return new StreamReader(calls.preview(table, request));
  }
}
