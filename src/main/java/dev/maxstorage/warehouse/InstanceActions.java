package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.TimeUnits;
import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.JobResult;
import dev.maxstorage.warehouse.engine.ReadRange;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.InstanceReadRequest;
import dev.maxstorage.wire.InstanceReadSessionResponse;
import dev.maxstorage.wire.Signatures;
import dev.maxstorage.wire.TableReadRequest;
import dev.maxstorage.wire.Target;
import dev.maxstorage.wire.WireJson;
import java.io.IOException;
import java.util.List;

/**
 * Reads of query results. An instance has one session, which needs no state of its own.
 *
 * <p>Source: Storage API document, chapter 5.
 */
final class InstanceActions {
  private static final String SESSION_PREFIX = "dl";

  private final Engine engine;
  private final SqlInstances instances;

  InstanceActions(Engine engine, SqlInstances instances) {
    this.engine = engine;
    this.instances = instances;
  }

  /** Creates the session, or looks at it again. */
  Response session(Request request) {
    SqlInstance instance = instance(request);
    JobResult.Rows rows = SqlInstances.rows(instance);
    return Response.json(
        new InstanceReadSessionResponse(
            SESSION_PREFIX + instance.id(),
            rows.rows(),
            "normal",
            "",
            ControlPlane.OWNER,
            Signatures.httpDate(instance.start()),
            Schemas.of(rows.columns()).nested()));
  }

  private SqlInstance instance(Request request) {
    Target.Instance target = StorageApi.instance(request);
    SqlInstance instance = instances.find(target.project(), target.instanceId());
    String session = request.parameter("SessionId");
    if (!session.isEmpty() && !session.equals(SESSION_PREFIX + instance.id())) {
      throw Refusal.notFound(
          "NoSuchSession", "Session " + session + " is not one of instance " + instance.id());
    }
    return instance;
  }

  Response read(Request request) throws IOException {
    SqlInstance instance = instance(request);
    byte[] message = request.message();
    InstanceReadRequest body = WireJson.readOrEmpty(message, InstanceReadRequest.class);
    TableReadRequest asTableRead = WireJson.readOrEmpty(message, TableReadRequest.class);
    BatchLimits limits = BatchLimits.of(asTableRead);
    JobResult.Rows rows = SqlInstances.rows(instance);
    List<String> names = body.columns().isEmpty() ? asTableRead.dataColumns() : body.columns();
    List<Column> columns = Projection.requested(rows.columns(), names, "column of the result");
    long offset = Math.min(request.number("Offset", 0), rows.rows());
    long count = request.number("Count", rows.rows());
    if (offset < 0 || count < 0) {
      throw Refusal.badRequest("Offset or Count is negative");
    }
    ReadRange range =
        new ReadRange(
            offset,
            Math.min(count, rows.rows() - offset),
            limits.rows(),
            names.isEmpty() ? null : Projection.names(columns),
            TimeUnits.DEFAULT);
    return Response.stream(
        new ArrowBody(
            engine.readResult(rows.resultId(), range),
            Compression.fromAcceptEncoding(request.header("Accept-Encoding")),
            limits.bytes()));
  }
}
