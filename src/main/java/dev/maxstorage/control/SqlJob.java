package dev.maxstorage.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.wire.CorruptStreamException;
import dev.maxstorage.wire.ErrorBody;
import dev.maxstorage.wire.InstanceReadRequest;
import dev.maxstorage.wire.Target;
import dev.maxstorage.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A submitted SQL job.
 *
 * <p><b>Threads:</b> one waits; {@link #cancel} may come from another. <b>Source:</b> control-plane
 * document, 11.3 to 11.7.
 */
public final class SqlJob {
  /** The service did not tell a number of rows. */
  public static final long UNKNOWN = -1;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final HttpTransport transport;
  private final Target.Instance instance;

  SqlJob(HttpTransport transport, Target.Instance instance) {
    this.transport = transport;
    this.instance = instance;
  }

  /** The instance, the target of the read session of the job's result. */
  public Target.Instance instance() {
    return instance;
  }

  /**
   * Waits until the job has ended: asks after 2 ms, then ever less often, at least each second.
   *
   * @throws SqlJobException if the job failed or was cancelled
   */
  public void await() throws IOException {
    Duration pause = FIRST_PAUSE;
    while (!status().equals("terminated")) {
      transport.sleep(pause);
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
    List<XmlReply> tasks = tasks("taskstatus");
    if (tasks.isEmpty()) {
      throw new CorruptStreamException(0, "The SQL job " + id() + " ended without a task");
    }
    for (XmlReply task : tasks) {
      String status = task.text("Status").toLowerCase(Locale.ROOT);
      if (status.equals("cancelled")) {
        throw new SqlJobException("The SQL job was cancelled", instance.instanceId());
      }
      if (!status.equals("success")) {
        throw new SqlJobException(failure(), instance.instanceId());
      }
    }
  }

  private String status() throws IOException {
    String status = get(request().queryKey("instancestatus")).text("Status");
    if (status.isEmpty()) {
      throw new CorruptStreamException(0, "The SQL job " + id() + " has no status");
    }
    return status.toLowerCase(Locale.ROOT);
  }

  private String failure() throws IOException {
    String text = result().strip();
    if (text.startsWith("<")) { // some failures are a whole error document
      text = ErrorBody.parse(0, text.getBytes(StandardCharsets.UTF_8), null).text();
    }
    return text.isEmpty() ? "The SQL job failed without saying why" : text;
  }

  /**
   * The text result: what SHOW, DESC and DDL say, or the failure of a failed job. Queries have
   * their rows in the read session of {@link #instance}.
   */
  public String result() throws IOException {
    for (XmlReply task : tasks("result")) {
      XmlReply result = task.child("Result");
      if (result != null) {
        return result.attribute("Transform").equals("Base64")
            ? new String(Base64.getMimeDecoder().decode(result.text()), StandardCharsets.UTF_8)
            : result.text();
      }
    }
    return "";
  }

  /**
   * Rows that the job wrote, {@link #UNKNOWN} if the service does not tell. Control-plane document,
   * 11.6.
   */
  public long rowsWritten() throws IOException {
    WireRequest request =
        request()
            .queryKey("instancesummary")
            .query("taskname", InstanceReadRequest.DEFAULT_TASK_NAME);
    SummaryJson.Summary summary;
    try {
      summary = transport.send(request).json(SummaryJson.class).instance();
    } catch (ServiceException e) {
      if (isNotOffered(e)) {
        return UNKNOWN; // an optional call
      }
      throw e;
    }
    if (summary == null || summary.jsonSummary().isEmpty()) {
      return UNKNOWN;
    }
    byte[] inner = summary.jsonSummary().getBytes(StandardCharsets.UTF_8);
    return WireJson.read(inner, OutputsJson.class).outputs().values().stream()
        .filter(counts -> !counts.isEmpty())
        .mapToLong(counts -> counts.get(0))
        .sum();
  }

  /**
   * How far each stage is, asked now; empty if the service does not tell. Control-plane document,
   * 11.6.
   */
  public List<JobStage> stages() throws IOException {
    String task = InstanceReadRequest.DEFAULT_TASK_NAME;
    try {
      return get(request().query("instanceprogress", task).query("taskname", task))
          .children("Stage")
          .stream()
          .map(JobStage::of)
          .toList();
    } catch (ServiceException e) {
      if (isNotOffered(e)) {
        return List.of();
      }
      throw e;
    }
  }

  /** What the service warns about, or nothing. Control-plane document, 11.6. */
  public List<String> warnings() throws IOException {
    WireRequest request =
        request()
            .queryKey("info")
            .query("taskname", InstanceReadRequest.DEFAULT_TASK_NAME)
            .query("key", "warnings");
    try {
      List<String> warnings = transport.send(request).json(WarningsJson.class).warnings();
      return warnings == null ? List.of() : warnings;
    } catch (ServiceException e) {
      if (isNotOffered(e)) {
        return List.of();
      }
      throw e;
    }
  }

  private static boolean isNotOffered(ServiceException e) {
    return e.status() == 404 || e.status() == 405;
  }

  /** Asks the service to stop the job; one that has ended already is left alone. */
  public void cancel() throws IOException {
    try {
      transport.send(
          WireRequest.control("PUT", "projects", instance.project(), "instances", id())
              .xml("<Instance><Status>Terminated</Status></Instance>"));
    } catch (ServiceException e) {
      if (!status().equals("terminated")) {
        throw e;
      }
    }
  }

  /** The same job through another view of the transport, such as one that a cancel leaves alone. */
  public SqlJob through(HttpTransport other) {
    return new SqlJob(other, instance);
  }

  private String id() {
    return instance.instanceId();
  }

  private WireRequest request() {
    return WireRequest.control("GET", "projects", instance.project(), "instances", id());
  }

  private XmlReply get(WireRequest request) throws IOException {
    return XmlReply.parse(transport.send(request).body(), request.label());
  }

  private List<XmlReply> tasks(String key) throws IOException {
    XmlReply tasks = get(request().queryKey(key)).child("Tasks");
    return tasks == null ? List.of() : tasks.children("Task");
  }

  /** The answer of {@code instancesummary}; the inner text is JSON again. */
  record SummaryJson(@Nullable Summary instance) {
    record Summary(String jsonSummary) {}
  }

  /** The answer of {@code info&key=warnings}. */
  record WarningsJson(@JsonProperty("warnings") @Nullable List<String> warnings) {}

  /** The part of the inner JSON that counts rows: element 0 of each list. */
  record OutputsJson(@JsonProperty("Outputs") Map<String, List<Long>> outputs) {}
}
