package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.TimeUnits;
import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.JobResult;
import dev.maxstorage.warehouse.engine.ReadRange;
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
  private final ArrowAnswers rows;

  InstanceActions(Engine engine, SqlInstances instances, TestSwitches switches) {
    this.engine = engine;
    this.instances = instances;
    this.rows = new ArrowAnswers(engine, switches);
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
    JobResult.Rows result = SqlInstances.rows(instance);
    List<String> names = body.columns().isEmpty() ? asTableRead.dataColumns() : body.columns();
    List<Column> columns = Projection.requested(result.columns(), names, "column of the result");
    long offset = Math.min(request.number("Offset", 0), result.rows());
    long count = request.number("Count", result.rows());
    if (offset < 0 || count < 0) {
      throw Refusal.badRequest("Offset or Count is negative");
    }
    ReadRange range =
        new ReadRange(
            offset,
            Math.min(count, result.rows() - offset),
            limits.rows(),
            names.isEmpty() ? null : Projection.names(columns),
            TimeUnits.DEFAULT);
    return this.rows.answer(
        request,
        engine.readResult(result.resultId(), range),
        names.isEmpty() ? result.columns() : columns,
        limits);
  }
}
