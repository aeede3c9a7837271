package dev.maxstorage.storage;

import dev.maxstorage.storage.Split.IndexedSplit;
import dev.maxstorage.storage.Split.RowRangeSplit;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.StreamingResponse;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.wire.Action;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.CreateInstanceReadSessionRequest;
import dev.maxstorage.wire.CreateReadSessionRequest;
import dev.maxstorage.wire.DataFormat;
import dev.maxstorage.wire.InstanceReadRequest;
import dev.maxstorage.wire.InstanceReadSessionResponse;
import dev.maxstorage.wire.ReadSessionResponse;
import dev.maxstorage.wire.TablePreviewRequest;
import dev.maxstorage.wire.TableReadRequest;
import dev.maxstorage.wire.Target;
import dev.maxstorage.wire.WireHeaders;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The actions that read, one method each. Source: Storage API document, chapters 4 and 5. */
record ReadCalls(HttpTransport transport) {
  private static final Logger LOG = System.getLogger(ReadCalls.class.getName());

  Answer<ReadSessionResponse> createReadSession(
      Target.Table table, CreateReadSessionRequest request) throws IOException {
    return readSession(WireRequest.storage(Action.TABLE_CREATE_READ_SESSION, table).json(request));
  }

  /** Whether asking for a session prolongs its life. Storage API document, 4.3. */
  enum Refresh {
    PROLONG,
    LEAVE
  }

  Answer<ReadSessionResponse> getReadSession(Target.Table table, String sessionId, Refresh refresh)
      throws IOException {
    return readSession(
        WireRequest.storage(Action.TABLE_GET_READ_SESSION, table)
            .query("SessionId", sessionId)
            .query("session_refresh", refresh == Refresh.PROLONG ? "true" : "false")
            .json(Map.of()));
  }

  private Answer<ReadSessionResponse> readSession(WireRequest request) throws IOException {
    Answer<ReadSessionResponse> answer =
        Answer.of(transport.send(request), ReadSessionResponse.class);
    if (!answer.message().message().isEmpty()) {
      LOG.log(Level.WARNING, () -> request.label() + ": " + answer.message().message());
    }
    return answer;
  }

  StreamingResponse tableRead(
      Target.Table table,
      String sessionId,
      @Nullable String routeToken,
      Split split,
      long skipRows,
      ReadOptions options)
      throws IOException {
    WireRequest request =
        WireRequest.storage(Action.TABLE_READ, table)
            .query("SessionId", sessionId)
            .header(WireHeaders.ROUTE_TOKEN, routeToken)
            .json(
                new TableReadRequest(
                    options.maxBatchRows(),
                    skipRows,
                    options.maxBatchBytes(),
                    DataFormat.ARROW_V5,
                    options.columns(),
                    false));
    return transport.stream(asking(options.compression(), addressed(request, split)));
  }

  private static WireRequest addressed(WireRequest request, Split split) {
    if (split instanceof IndexedSplit indexed) {
      return request.query("Index", indexed.index());
    }
    if (split instanceof RowRangeSplit range) {
      return request.query("Offset", range.offset()).query("Count", range.count());
    }
    throw new AssertionError(split);
  }

  StreamingResponse preview(Target.Table table, TablePreviewRequest request) throws IOException {
    Long limit = request.limit();
    return transport.stream(
        WireRequest.storage(Action.TABLE_PREVIEW, table)
            .query("Limit", limit == null ? null : limit.toString())
            .query("Partition", request.partition())
            .json(request));
  }

  Answer<InstanceReadSessionResponse> createInstanceReadSession(Target.Instance instance)
      throws IOException {
    return Answer.of(
        transport.send(
            WireRequest.storage(Action.INSTANCE_CREATE_READ_SESSION, instance)
                .json(new CreateInstanceReadSessionRequest(false))),
        InstanceReadSessionResponse.class);
  }

  Answer<InstanceReadSessionResponse> getInstanceReadSession(
      Target.Instance instance, String sessionId) throws IOException {
    return Answer.of(
        transport.send(
            WireRequest.storage(Action.INSTANCE_GET_READ_SESSION, instance)
                .query("SessionId", sessionId)
                .json(Map.of())),
        InstanceReadSessionResponse.class);
  }

  /** Reads from a row on. @param count rows, or -1 for all to the end */
  StreamingResponse instanceRead(
      Target.Instance instance,
      String sessionId,
      String taskName,
      long offset,
      long count,
      ReadOptions options)
      throws IOException {
    WireRequest request =
        WireRequest.storage(Action.INSTANCE_READ, instance)
            .query("SessionId", sessionId)
            .query("Offset", offset)
            .query("Count", count < 0 ? null : Long.toString(count))
            .json(new InstanceReadRequest(taskName, 0, false, options.columns()));
    return transport.stream(asking(options.compression(), request));
  }

  /** Asks for a codec; without one no header is sent, and HttpClient adds none. */
  private static WireRequest asking(Compression compression, WireRequest request) {
    return compression == Compression.NONE
        ? request
        : request.header("Accept-Encoding", compression.token());
  }
}
