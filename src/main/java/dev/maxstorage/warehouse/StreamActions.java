package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.CommitRequest;
import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.EngineException;
import dev.maxstorage.warehouse.engine.StagedRows;
import dev.maxstorage.warehouse.engine.TableDescription;
import dev.maxstorage.warehouse.engine.WriteTarget;
import dev.maxstorage.wire.ArrowStreamDecoder;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.TableWriteResponse;
import dev.maxstorage.wire.WarningResponse;
import dev.maxstorage.wire.WireHeaders;
import dev.maxstorage.wire.WireJson;
import dev.maxstorage.wire.WriteStreamRequest;
import dev.maxstorage.wire.WriteStreamResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Write streams and the rows in them. Source: Storage API document, 6.4 to 6.9. */
final class StreamActions {
  private static final System.Logger LOGGER = System.getLogger(StreamActions.class.getName());

  private final Engine engine;
  private final WriteSessions sessions;
  private final SchemaVersions schemas;
  private final RouteTokens routes;
  private final TestSwitches switches;
  private final AtomicLong stagingIds = new AtomicLong();

  StreamActions(Engine engine, WriteSessions sessions, RouteTokens routes, TestSwitches switches) {
    this.engine = engine;
    this.sessions = sessions;
    this.schemas = new SchemaVersions(engine);
    this.routes = routes;
    this.switches = switches;
  }

  /** The stream of a request. */
  private record StreamName(String id, long version) {
    StreamName {
      if (id.isEmpty()) {
        throw Refusal.badRequest("StreamId is missing");
      }
      if (version < 0) {
        throw Refusal.badRequest("StreamVersion is missing or negative");
      }
    }

    static StreamName ofQuery(Request request) {
      return new StreamName(request.parameter("StreamId"), request.number("StreamVersion", -1));
    }

    /** The query wins over the body. */
    static StreamName of(Request request, WriteStreamRequest body) {
      String id = body.streamId() == null ? "" : body.streamId();
      long version = body.streamVersion() == null ? -1 : body.streamVersion();
      return new StreamName(
          request.has("StreamId") ? request.parameter("StreamId") : id,
          request.number("StreamVersion", version));
    }
  }

  Response create(Request request) throws IOException {
    WriteStreamRequest body = WireJson.readOrEmpty(request.message(), WriteStreamRequest.class);
    WriteSession session = sessions.find(request);
    StreamName name = StreamName.of(request, body);
    boolean exactlyOnce = Boolean.TRUE.equals(body.exactlyOnceMode());
    String token = exactlyOnce ? UUID.randomUUID().toString() : null;
    TableDescription table = schemas.current(session);
    engine.discard(session.open(name.id(), name.version(), token, table.schemaVersion()));
    WriteStreamResponse answer =
        new WriteStreamResponse(
            Schemas.of(table).toWrite(session.fixed()),
            Long.toString(table.id()),
            session.stream(name.id(), name.version()).schemaVersion(),
            handedOut(token),
            "",
            table.isDelta(),
            null,
            null,
            null,
            null,
            null,
            null);
    return routes
        .on(Response.json(answer), session.id())
        .with("Accept-Encoding", Compression.ZSTD.token() + "," + Compression.LZ4_FRAME.token());
  }

  private @Nullable String handedOut(@Nullable String token) {
    return switches.is(TestSwitches.AccessTokens.OMIT) ? null : token;
  }

  Response get(Request request) throws IOException {
    WriteStreamRequest body = WireJson.readOrEmpty(request.message(), WriteStreamRequest.class);
    WriteSession session = sessions.find(request);
    StreamName name = StreamName.of(request, body);
    WriteStream stream = session.stream(name.id(), name.version());
    ExactlyOnce exactlyOnce = stream.exactlyOnce();
    boolean resumes =
        request.parameter("ExactlyOnceMode").equalsIgnoreCase("true")
            || (!request.has("ExactlyOnceMode") && Boolean.TRUE.equals(body.exactlyOnceMode()));
    if (resumes && exactlyOnce == null) {
      throw Refusal.conflict("Stream " + name.id() + " does not write exactly once");
    }
    String token = null;
    if (resumes && exactlyOnce != null && !stream.closed()) {
      token = UUID.randomUUID().toString();
      exactlyOnce.fence(token);
    }
    TableDescription table = schemas.current(session);
    return Response.json(
        new WriteStreamResponse(
            Schemas.of(table).toWrite(session.fixed()),
            Long.toString(table.id()),
            stream.schemaVersion(),
            handedOut(token),
            "",
            table.isDelta(),
            stream.closed() ? 1 : 0,
            stream.closed() ? "CLOSED" : "OPEN",
            stream.rows(),
            stream.rows(),
            table.schemaVersion(),
            exactlyOnce == null ? null : exactlyOnce.rowOffset()));
  }

  Response close(Request request) throws IOException {
    WriteStreamRequest body = WireJson.readOrEmpty(request.message(), WriteStreamRequest.class);
    WriteSession session = sessions.find(request);
    StreamName name = StreamName.of(request, body);
    session.close(session.stream(name.id(), name.version()));
    return Response.json(new WarningResponse(""));
  }

  Response write(Request request) throws IOException {
    WriteSession session = sessions.find(request);
    StreamName name = StreamName.ofQuery(request);
    WriteStream stream = session.streamForRows(name.id(), name.version());
    session.checkOpen(stream);
    schemas.check(request, session, stream);
    ExactlyOnce exactlyOnce = stream.exactlyOnce();
    if (exactlyOnce == null) {
      keep(session, stream, staged(request, session, stream, request.body()));
    } else {
      synchronized (stream.calls) {
        writeOnce(request, session, stream, exactlyOnce);
      }
    }
    TableWriteResponse answer =
        new TableWriteResponse(
            "",
            session.isStreaming() ? Long.toString(stagingIds.incrementAndGet()) : null,
            exactlyOnce == null ? null : exactlyOnce.rowOffset(),
            "");
    return routes.on(Response.json(answer), session.id());
  }

  private void writeOnce(
      Request request, WriteSession session, WriteStream stream, ExactlyOnce exactlyOnce)
      throws IOException {
    String token = request.header(WireHeaders.WRITE_ACCESS_TOKEN);
    long offset = request.number("RowOffset", -1);
    boolean checked = switches.is(TestSwitches.AccessTokens.CHECK);
    if (checked) {
      exactlyOnce.checkToken(token);
    }
    DigestInputStream body = new DigestInputStream(request.body(), sha256());
    if (!exactlyOnce.isNext(offset)) {
      body.transferTo(OutputStream.nullOutputStream());
      exactlyOnce.checkRepeated(offset, body.getMessageDigest().digest());
      return;
    }
    StagedRows staged = staged(request, session, stream, body);
    try {
      exactlyOnce.apply(
          checked ? token : exactlyOnce.accessToken(),
          offset,
          staged.rows(),
          body.getMessageDigest().digest());
    } catch (Refusal e) {
      engine.discard(staged.segments());
      throw e;
    }
    keep(session, stream, staged);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java platform has no SHA-256", e);
    }
  }

  /** Stages the rows of a write whose announced number of rows is true, or does not matter. */
  private StagedRows staged(
      Request request, WriteSession session, WriteStream stream, InputStream body)
      throws IOException {
    long announced = request.number("Count", 0);
    StagedRows staged;
    try {
      staged = stage(session, body);
    } catch (EngineException e) {
      schemas.check(request, session, stream);
      throw e;
    }
    try {
      schemas.check(request, session, stream);
    } catch (Refusal e) {
      engine.discard(staged.segments());
      throw e;
    }
    if (announced != 0 && announced != staged.rows()) {
      String difference = "Count is " + announced + ", the body has " + staged.rows() + " rows";
      if (switches.is(TestSwitches.WriteCounts.STRICT)) {
        engine.discard(staged.segments());
        throw Refusal.badRequest(difference);
      }
      LOGGER.log(System.Logger.Level.DEBUG, "{0}: {1}", request.id(), difference);
    }
    return staged;
  }

  private StagedRows stage(WriteSession session, InputStream body) throws IOException {
    TableDescription table = schemas.current(session);
    List<Column> columns = new ArrayList<>(table.columns());
    if (table.isDelta()) {
      columns.removeIf(column -> !table.primaryKey().contains(column.name()));
    }
    columns.addAll(table.partitionColumns());
    try (ArrowStreamDecoder decoder = new ArrowStreamDecoder(body, engine.allocator())) {
      return engine.stage(
          new WriteTarget(session.table().id(), session.fixed()),
          new IncomingRows(decoder, columns));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Adds staged rows to the stream, or makes them visible if the session is a streaming one. */
  private void keep(WriteSession session, WriteStream stream, StagedRows staged) {
    try {
      session.add(stream, session.isStreaming() ? List.of() : staged.segments(), staged.rows());
    } catch (Refusal e) {
      engine.discard(staged.segments());
      throw e;
    }
    if (session.isStreaming()) {
      schemas.commit(
          session,
          new CommitRequest(
              session.id() + "-" + UUID.randomUUID(),
              session.table().id(),
              staged.segments(),
              session.overwrite(),
              session.fixed()));
    }
  }
}
