package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.CommitRequest;
import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.StagedRows;
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
import org.apache.arrow.memory.BufferAllocator;

/** Write streams and the rows in them. Source: Storage API document, 6.4 to 6.9. */
final class StreamActions {
  private static final long SCHEMA_VERSION = 1;
  private static final System.Logger LOGGER = System.getLogger(StreamActions.class.getName());

  private final Engine engine;
  private final WriteSessions sessions;
  private final BufferAllocator allocator;
  private final AtomicLong stagingIds = new AtomicLong();

  StreamActions(Engine engine, WriteSessions sessions, BufferAllocator allocator) {
    this.engine = engine;
    this.sessions = sessions;
    this.allocator = allocator;
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
    engine.discard(session.open(name.id(), name.version(), token));
    WriteStreamResponse answer =
        new WriteStreamResponse(
            Schemas.of(session.table()).toWrite(session.fixed()),
            Long.toString(session.table().id()),
            SCHEMA_VERSION,
            token,
            "",
            false,
            null,
            null,
            null,
            null,
            null,
            null);
    return WriteActions.routed(Response.json(answer), session)
        .with("Accept-Encoding", Compression.ZSTD.token() + "," + Compression.LZ4_FRAME.token());
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
    return Response.json(
        new WriteStreamResponse(
            Schemas.of(session.table()).toWrite(session.fixed()),
            Long.toString(session.table().id()),
            SCHEMA_VERSION,
            token,
            "",
            false,
            stream.closed() ? 1 : 0,
            stream.closed() ? "CLOSED" : "OPEN",
            stream.rows(),
            stream.rows(),
            SCHEMA_VERSION,
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
    ExactlyOnce exactlyOnce = stream.exactlyOnce();
    long rows;
    if (exactlyOnce == null) {
      rows = stage(session, stream, request.body());
    } else {
      synchronized (stream.calls) {
        rows = writeOnce(request, session, stream, exactlyOnce);
      }
    }
    long announced = request.number("Count", 0);
    if (announced != 0 && announced != rows) {
      LOGGER.log(
          System.Logger.Level.DEBUG,
          "Request {0} announced {1} rows and has {2}",
          request.id(),
          announced,
          rows);
    }
    TableWriteResponse answer =
        new TableWriteResponse(
            "",
            session.isStreaming() ? Long.toString(stagingIds.incrementAndGet()) : null,
            exactlyOnce == null ? null : exactlyOnce.rowOffset(),
            "");
    return WriteActions.routed(Response.json(answer), session);
  }

  private long writeOnce(
      Request request, WriteSession session, WriteStream stream, ExactlyOnce exactlyOnce)
      throws IOException {
    String token = request.header(WireHeaders.WRITE_ACCESS_TOKEN);
    long offset = request.number("RowOffset", -1);
    exactlyOnce.checkToken(token);
    DigestInputStream body = new DigestInputStream(request.body(), sha256());
    if (!exactlyOnce.isNext(offset)) {
      body.transferTo(OutputStream.nullOutputStream());
      exactlyOnce.checkRepeated(offset, body.getMessageDigest().digest());
      return 0;
    }
    StagedRows staged = stage(session, body);
    try {
      exactlyOnce.apply(token, offset, staged.rows(), body.getMessageDigest().digest());
    } catch (Refusal e) {
      engine.discard(staged.segments());
      throw e;
    }
    keep(session, stream, staged);
    return staged.rows();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java platform has no SHA-256", e);
    }
  }

  private long stage(WriteSession session, WriteStream stream, InputStream body)
      throws IOException {
    StagedRows staged = stage(session, body);
    keep(session, stream, staged);
    return staged.rows();
  }

  private StagedRows stage(WriteSession session, InputStream body) throws IOException {
    List<Column> columns = new ArrayList<>(session.table().columns());
    columns.addAll(session.table().partitionColumns());
    try (ArrowStreamDecoder decoder = new ArrowStreamDecoder(body, allocator)) {
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
      engine.commit(
          new CommitRequest(
              session.id() + "-" + UUID.randomUUID(),
              session.table().id(),
              staged.segments(),
              session.overwrite(),
              session.fixed()));
    }
  }
}
