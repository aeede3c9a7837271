package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.CommitRequest;
import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.OverwriteMode;
import dev.maxstorage.warehouse.engine.PartitionSpec;
import dev.maxstorage.warehouse.engine.TableDescription;
import dev.maxstorage.wire.CommitWriteSessionRequest;
import dev.maxstorage.wire.CreateWriteSessionRequest;
import dev.maxstorage.wire.WarningResponse;
import dev.maxstorage.wire.WireJson;
import dev.maxstorage.wire.WriteMode;
import dev.maxstorage.wire.WriteSchema;
import dev.maxstorage.wire.WriteSessionResponse;
import dev.maxstorage.wire.WriteStreamResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Write sessions: create, look at, commit, abort. Source: Storage API document, chapter 6. */
final class WriteActions {
  private final Engine engine;
  private final Tables tables;
  private final WriteSessions sessions;
  private final SchemaVersions schemas;
  private final RouteTokens routes;
  private final TestSwitches switches;

  WriteActions(Engine engine, WriteSessions sessions, RouteTokens routes, TestSwitches switches) {
    this.engine = engine;
    this.tables = new Tables(engine);
    this.sessions = sessions;
    this.schemas = new SchemaVersions(engine);
    this.routes = routes;
    this.switches = switches;
  }

  Response createSession(Request request) throws IOException {
    TableDescription table = tables.find(request);
    CreateWriteSessionRequest body =
        WireJson.readOrEmpty(request.message(), CreateWriteSessionRequest.class);
    PartitionSpec fixed = ReadActions.partition(table, body.partialPartitionSpec());
    boolean overwrite =
        body.flags()
            .getOrDefault(CreateWriteSessionRequest.OVERWRITE_FLAG, "")
            .equalsIgnoreCase("true");
    WriteMode mode = WriteSessions.mode(request);
    WriteSession session =
        sessions.create(
            table,
            mode == null ? WriteMode.BATCH : mode,
            fixed,
            overwrite ? OverwriteMode.OVERWRITE : OverwriteMode.APPEND);
    return routes.on(
        Response.json(new WriteSessionResponse(session.id(), null, "", null)), session.id());
  }

  Response getSession(Request request) {
    WriteSession session = sessions.find(request);
    return routes.on(
        Response.json(new WriteSessionResponse(session.id(), session.closedVersions(), "", null)),
        session.id());
  }

  Response getSchema(Request request) {
    WriteSession session = sessions.find(request);
    WriteSchema schema = Schemas.of(schemas.current(session)).toWrite(session.fixed());
    return Response.json(
        new WriteStreamResponse(
            schema, null, null, null, null, false, null, null, null, null, null, null));
  }

  Response commit(Request request) throws IOException {
    CommitWriteSessionRequest body =
        WireJson.readOrEmpty(request.message(), CommitWriteSessionRequest.class);
    WriteSession session = sessions.find(request);
    if (!session.id().equals(WriteSessions.AUTO_COMMIT)) {
      synchronized (session.ending) {
        switch (session.state()) {
          case OPEN -> commit(session, body);
          case COMMITTED -> {}
          case COMMITTING, ABORTED -> session.checkOpen();
        }
      }
    }
    return Response.json(new WarningResponse(""));
  }

  /** From the first line on no stream takes rows, so what is answered as written is committed. */
  private void commit(WriteSession session, CommitWriteSessionRequest body) {
    session.state(WriteSession.State.COMMITTING);
    List<Long> segments;
    try {
      if (switches.is(TestSwitches.UnclosedStreams.REFUSE)) {
        session.checkAllClosed();
      }
      segments = session.segments(chosen(body, session));
      if (!session.isStreaming()) {
        schemas.commit(
            session,
            new CommitRequest(
                session.id(),
                session.table().id(),
                segments,
                session.overwrite(),
                session.fixed()));
      }
      session.state(WriteSession.State.COMMITTED);
    } catch (RuntimeException e) {
      session.state(WriteSession.State.OPEN);
      throw e;
    }
    List<Long> rest = new ArrayList<>(session.segments());
    rest.removeAll(segments);
    engine.discard(rest);
    sessions.dropLooseBlobs(session);
  }

  private static Map<String, Long> chosen(CommitWriteSessionRequest body, WriteSession session) {
    List<String> ids = body.streamIds();
    List<Long> versions = body.streamVersions();
    if (ids == null || versions == null || ids.isEmpty() || versions.isEmpty()) {
      return session.versionsToCommit();
    }
    if (ids.size() != versions.size()) {
      throw Refusal.badRequest(
          "StreamIds has " + ids.size() + " elements, StreamVersions " + versions.size());
    }
    Map<String, Long> chosen = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      chosen.put(ids.get(i), versions.get(i));
    }
    return chosen;
  }

  Response abort(Request request) {
    WriteSession session = sessions.find(request);
    if (!session.id().equals(WriteSessions.AUTO_COMMIT)) {
      synchronized (session.ending) {
        switch (session.state()) {
          case OPEN -> {
            session.state(WriteSession.State.ABORTED);
            sessions.discard(session);
          }
          case ABORTED -> {}
          case COMMITTING, COMMITTED -> session.checkOpen();
        }
      }
    }
    return Response.json(Map.of());
  }
}
