package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.JobResult;
import dev.maxstorage.warehouse.engine.SqlJob;
import dev.maxstorage.warehouse.engine.TableName;
import dev.maxstorage.wire.Signatures;
import dev.maxstorage.wire.WireHeaders;
import dev.maxstorage.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** SQL jobs. Source: control-plane document, chapter 11. */
final class InstanceResources {
  private static final long LONG_POLL_MILLIS = 1000;

  private final Engine engine;
  private final SqlInstances instances;

  InstanceResources(Engine engine, SqlInstances instances) {
    this.engine = engine;
    this.instances = instances;
  }

  Response create(Request request, String project) throws IOException {
    ProjectResources.existing(engine, project);
    SqlSubmission submission = SqlSubmission.parse(request.message());
    String schema =
        submission.settings().getOrDefault("odps.default.schema", request.parameter("curr_schema"));
    SqlJob job =
        new SqlJob(
            project,
            schema.isEmpty() ? TableName.DEFAULT_SCHEMA : schema,
            submission.settings(),
            submission.query());
    SqlInstance instance = instances.submit(submission, job);
    String path = "/api/projects/" + project + "/instances/" + instance.id();
    return Response.empty(201).with("Location", "http://" + request.host() + path);
  }

  /** The instances of a project, all or those of one status or start time; 11.8. */
  Response list(Request request, String project) {
    ProjectResources.existing(engine, project);
    String status = request.parameter("status");
    DateRange range = DateRange.parse(request.parameter("daterange"));
    return Pages.page(
        request,
        "Instances",
        instances.list(project).stream()
            .filter(instance -> status.isEmpty() || word(instance.end()).equalsIgnoreCase(status))
            .filter(instance -> range.contains(instance.start()))
            .toList(),
        SqlInstance::id,
        InstanceResources::describe);
  }

  private static void describe(Xml xml, SqlInstance instance) {
    Instant end = instance.end();
    xml.start("Instance")
        .text("Name", instance.id())
        .text("Owner", ControlPlane.OWNER)
        .text("StartTime", Signatures.httpDate(instance.start()))
        .text("EndTime", end == null ? "" : Signatures.httpDate(end))
        .text("Status", word(end))
        .end();
  }

  /** What a request for one instance asks for. */
  Operation operation(Request request, String project, String id) {
    if (request.method().equals("PUT")) {
      return new Operation("CancelInstance", r -> cancel(instances.find(project, id)));
    }
    if (!request.method().equals("GET")) {
      throw Refusal.wrongMethod(request.method(), request.rawPath());
    }
    if (request.has("taskstatus")) {
      return new Operation("GetTaskStatus", r -> taskStatus(instances.find(project, id)));
    }
    if (request.has("result")) {
      return new Operation("GetResult", r -> result(instances.find(project, id)));
    }
    if (request.has("instancesummary")) {
      return new Operation("GetSummary", r -> summary(instances.find(project, id)));
    }
    if (request.has("source")) {
      return new Operation("GetSource", r -> source(instances.find(project, id)));
    }
    if (request.has("instanceprogress")) {
      return new Operation("GetProgress", r -> progress(instances.find(project, id)));
    }
    if (request.has("info")) {
      return new Operation("GetInfo", r -> info(r, instances.find(project, id)));
    }
    List<String> others = List.of("cached", "instancequota", "detail", "instancedetail");
    if (others.stream().anyMatch(request::has)) {
      throw Refusal.notFound("NoSuchObject", "This view of an instance is not offered");
    }
    return new Operation("GetInstance", r -> status(r, instances.find(project, id)));
  }

  private Response status(Request request, SqlInstance instance) {
    if (request.has("instancestatus")) {
      instance.await(LONG_POLL_MILLIS);
    }
    Instant end = instance.end();
    Xml xml = new Xml("Instance").text("Status", word(end));
    return Response.xml(xml.document())
        .with(WireHeaders.OWNER, ControlPlane.OWNER)
        .with(WireHeaders.START_TIME, Signatures.httpDate(instance.start()))
        .with(WireHeaders.END_TIME, end == null ? "" : Signatures.httpDate(end));
  }

  private static String word(@Nullable Instant end) {
    return end == null ? "Running" : "Terminated";
  }

  private static Response taskStatus(SqlInstance instance) {
    Instant end = instance.end();
    return Response.xml(
        new Xml("Instance")
            .text("Status", word(end))
            .start("Tasks")
            .start("Task", "Type", "SQL")
            .text("Name", instance.taskName())
            .text("StartTime", Signatures.httpDate(instance.start()))
            .text("EndTime", end == null ? "" : Signatures.httpDate(end))
            .text("Status", instance.status().word())
            .text("Histories", "")
            .document());
  }

  private Response result(SqlInstance instance) {
    Xml xml =
        new Xml("Instance")
            .start("Tasks")
            .start("Task", "Type", "SQL")
            .text("Name", instance.taskName());
    if (instance.result() instanceof JobResult.Rows rows) {
      String csv = CsvResult.text(engine, rows, zone(instance));
      xml.start("Result", "Transform", "Base64", "Format", "csv")
          .characters(Base64.getEncoder().encodeToString(csv.getBytes(StandardCharsets.UTF_8)))
          .end();
    } else {
      xml.cdata("Result", text(instance), "Format", "text");
    }
    return Response.xml(xml.text("Status", instance.status().word()).document());
  }

  private static ZoneId zone(SqlInstance instance) {
    String zone = instance.job().settings().getOrDefault("odps.sql.timezone", "UTC");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw Refusal.badRequest("Setting odps.sql.timezone=" + zone + " is not a time zone");
    }
  }

  private static String text(SqlInstance instance) {
    if (instance.result() instanceof JobResult.Text text) {
      return text.text();
    }
    if (instance.result() instanceof JobResult.Updated
        || instance.result() instanceof JobResult.UpdatedTables) {
      return "OK";
    }
    return instance.error();
  }

  /** The job as it was submitted; 11.6. */
  private static Response source(SqlInstance instance) {
    SqlJob job = instance.job();
    Xml xml =
        new Xml("Job")
            .text("Name", "")
            .text("Priority", "9")
            .start("Tasks")
            .start("SQL")
            .text("Name", instance.taskName())
            .start("Config");
    if (!job.settings().isEmpty()) {
      String settings =
          new String(WireJson.write(new TreeMap<>(job.settings())), StandardCharsets.UTF_8);
      xml.start("Property").text("Name", "settings").text("Value", settings).end();
    }
    return Response.xml(xml.end().cdata("Query", job.text()).document());
  }

  /** A job here is one stage, of one worker; 11.6. */
  private static Response progress(SqlInstance instance) {
    boolean ended = instance.terminated();
    return Response.xml(
        new Xml("Progress")
            .start("Stage", "ID", "M1_job0")
            .text("Status", ended ? "Terminated" : "Running")
            .text("BackupWorkers", "0")
            .text("TerminatedWorkers", ended ? "1" : "0")
            .text("RunningWorkers", ended ? "0" : "1")
            .text("TotalWorkers", "1")
            .text("InputRecords", "0")
            .text("OutputRecords", "0")
            .text("FinishedPercentage", ended ? "100" : "0")
            .document());
  }

  /** Jobs here give no warnings; 11.6. */
  private static Response info(Request request, SqlInstance instance) {
    String key = request.parameter("key");
    if (!key.equals("warnings")) {
      throw Refusal.notFound(
          "NoSuchObject", "Instance " + instance.id() + " has no information '" + key + "'");
    }
    return Response.json(Map.of("warnings", List.of()));
  }

  /** Clients take the update count from the first number of each element of Outputs; 11.6. */
  private static Response summary(SqlInstance instance) {
    Map<String, Object> outputs = new LinkedHashMap<>();
    if (instance.result() instanceof JobResult.Updated updated) {
      outputs.put(updated.table().text(), List.of(updated.rows(), 0));
    }
    if (instance.result() instanceof JobResult.UpdatedTables several) {
      Map<String, Long> rows = new LinkedHashMap<>();
      several.tables().forEach(each -> rows.merge(each.table().text(), each.rows(), Long::sum));
      rows.forEach((table, count) -> outputs.put(table, List.of(count, 0)));
    }
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("Cost", Map.of("CPU", 0, "Memory", 0, "Input", 0));
    summary.put("Inputs", Map.of());
    summary.put("Outputs", outputs);
    String json = new String(WireJson.write(summary), StandardCharsets.UTF_8);
    return Response.json(Map.of("Instance", Map.of("JsonSummary", json, "Summary", "")))
        .with("x-odps-task-finalized", Boolean.toString(instance.terminated()));
  }

  private static Response cancel(SqlInstance instance) {
    if (instance.terminated()) {
      throw Refusal.conflict("Instance " + instance.id() + " has ended already");
    }
    instance.control().cancel();
    return Response.empty(200);
  }
}
