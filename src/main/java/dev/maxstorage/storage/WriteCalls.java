package dev.maxstorage.storage;

import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.RequestBody;
import dev.maxstorage.transport.Upload;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.transport.WireResponse;
import dev.maxstorage.wire.Action;
import dev.maxstorage.wire.CommitWriteSessionRequest;
import dev.maxstorage.wire.CreateWriteSessionRequest;
import dev.maxstorage.wire.TableWriteResponse;
import dev.maxstorage.wire.Target;
import dev.maxstorage.wire.WarningResponse;
import dev.maxstorage.wire.WireHeaders;
import dev.maxstorage.wire.WriteMode;
import dev.maxstorage.wire.WriteSessionResponse;
import dev.maxstorage.wire.WriteStreamRequest;
import dev.maxstorage.wire.WriteStreamResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The actions that write rows, one method each. Source: Storage API document, chapter 6. */
record WriteCalls(HttpTransport transport, Target.Table table, WriteMode mode) {
  private static final Logger LOG = System.getLogger(WriteCalls.class.getName());

  /** The same calls, which a cancelled statement does not stop. */
  WriteCalls outermost() {
    return new WriteCalls(transport.outermost(), table, mode);
  }

  boolean isVersion3() {
    return transport.options().hasVersion3();
  }

  Answer<WriteSessionResponse> createSession(CreateWriteSessionRequest body) throws IOException {
    WireRequest request = withMode(WireRequest.storage(Action.TABLE_CREATE_WRITE_SESSION, table));
    return session(request.json(body));
  }

  Answer<WriteSessionResponse> getSession(String sessionId, @Nullable String routeToken)
      throws IOException {
    return session(call(Action.TABLE_GET_WRITE_SESSION, sessionId, routeToken).json(Map.of()));
  }

  /** The answer of a get as it came, for members that only some servers send. */
  WireResponse getSessionRaw(String sessionId, @Nullable String routeToken) throws IOException {
    return transport.send(
        call(Action.TABLE_GET_WRITE_SESSION, sessionId, routeToken).json(Map.of()));
  }

  private Answer<WriteSessionResponse> session(WireRequest request) throws IOException {
    Answer<WriteSessionResponse> answer =
        Answer.of(transport.send(request), WriteSessionResponse.class);
    warn(request, answer.message().warningMessage());
    return answer;
  }

  Answer<WriteStreamResponse> createStream(
      String sessionId, @Nullable String routeToken, WriteStreamRequest body) throws IOException {
    WireRequest request = call(Action.TABLE_CREATE_WRITE_STREAM, sessionId, routeToken).json(body);
    return Answer.of(transport.send(request), WriteStreamResponse.class);
  }

  Answer<WriteStreamResponse> getStream(
      String sessionId, @Nullable String routeToken, WriteStreamRequest body) throws IOException {
    boolean exactlyOnce = Boolean.TRUE.equals(body.exactlyOnceMode());
    WireRequest request =
        call(Action.TABLE_GET_WRITE_STREAM, sessionId, routeToken)
            .query("StreamId", body.streamId())
            .query("StreamVersion", String.valueOf(body.streamVersion()))
            .query("ExactlyOnceMode", exactlyOnce ? "true" : null)
            .json(body);
    return Answer.of(transport.send(request), WriteStreamResponse.class);
  }

  /** A request of one write, without its body. */
  WireRequest write(String sessionId, @Nullable String routeToken, WriteHeading heading) {
    WireRequest request =
        WireRequest.storage(Action.TABLE_WRITE, table)
            .query("SessionId", sessionId)
            .query("StreamId", heading.streamId())
            .query("StreamVersion", heading.streamVersion())
            .query("Count", heading.rows())
            .query("TableId", heading.tableId())
            .query("SchemaVersion", text(heading.schemaVersion()))
            .query("RowOffset", text(heading.rowOffset()))
            .header(WireHeaders.ROUTE_TOKEN, routeToken)
            .header(WireHeaders.WRITE_ACCESS_TOKEN, heading.accessToken());
    return withMode(request);
  }

  WireResponse send(WireRequest write, RequestBody body) throws IOException {
    return transport.send(write.body(body));
  }

  Upload upload(WireRequest write) {
    return transport.upload(write, WireRequest.OCTETS);
  }

  Answer<TableWriteResponse> written(WireRequest write, WireResponse response) throws IOException {
    Answer<TableWriteResponse> answer = Answer.of(response, TableWriteResponse.class);
    warn(write, answer.message().warningMessage());
    return answer;
  }

  void closeStream(String sessionId, @Nullable String routeToken, WriteStreamRequest body)
      throws IOException {
    warned(call(Action.TABLE_CLOSE_WRITE_STREAM, sessionId, routeToken).json(body));
  }

  void commit(String sessionId, @Nullable String routeToken, CommitWriteSessionRequest body)
      throws IOException {
    warned(call(Action.TABLE_COMMIT_WRITE_SESSION, sessionId, routeToken).json(body));
  }

  void abort(String sessionId, @Nullable String routeToken) throws IOException {
    warned(call(Action.TABLE_ABORT_WRITE_SESSION, sessionId, routeToken).json(Map.of()));
  }

  private void warned(WireRequest request) throws IOException {
    warn(
        request,
        Answer.of(transport.send(request), WarningResponse.class).message().warningMessage());
  }

  private WireRequest call(Action action, String sessionId, @Nullable String routeToken) {
    return withMode(
        WireRequest.storage(action, table)
            .query("SessionId", sessionId)
            .header(WireHeaders.ROUTE_TOKEN, routeToken));
  }

  /** Only version 3 knows the parameter. Storage API document, 1.9. */
  private WireRequest withMode(WireRequest request) {
    return request.query("WriteMode", isVersion3() ? mode.text() : null);
  }

  private static @Nullable String text(@Nullable Long number) {
    return number == null ? null : number.toString();
  }

  private static void warn(WireRequest request, String warning) {
    if (!warning.isEmpty()) {
      LOG.log(Level.WARNING, () -> request.label() + ": " + warning);
    }
  }

  /**
   * What a write says about its rows.
   *
   * @param rows in the body, 0 if unknown
   * @param tableId echo of the stream's, or null
   * @param schemaVersion echo of the stream's, or null
   * @param rowOffset exactly-once only, else null
   * @param accessToken exactly-once only, else null
   */
  record WriteHeading(
      String streamId,
      long streamVersion,
      long rows,
      @Nullable String tableId,
      @Nullable Long schemaVersion,
      @Nullable Long rowOffset,
      @Nullable String accessToken) {}
}
