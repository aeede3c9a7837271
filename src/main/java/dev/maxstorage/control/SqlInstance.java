package dev.maxstorage.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.wire.Target;
import dev.maxstorage.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A SQL job that was submitted. Source: control-plane document, 11.3 to 11.7.
 *
 * <p>Threads: one waits; any may cancel, best over a view of the transport that is not itself
 * cancelled.
 */
public final class SqlInstance {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final String TERMINATED = "Terminated";

  private final HttpTransport transport;
  private final String project;
  private final String id;
  private final String taskName;
  private @Nullable List<TaskResult> results;
  private boolean succeeded;

  SqlInstance(HttpTransport transport, String project, String id, String taskName) {
    this.transport = transport;
    this.project = project;
    this.id = id;
    this.taskName = taskName;
  }

  /** The id of the instance. */
  public String id() {
    return id;
  }

  /** The name of the job's task. */
  public String taskName() {
    return taskName;
  }

  /** The target under which the Storage API reads the result. */
  public Target.Instance target() {
    return new Target.Instance(project, id);
  }

  /** Takes results that came with the answer to the submission. */
  void finishedWith(List<TaskResult> inline) {
    results = List.copyOf(inline);
  }

  /**
   * Waits until the job has succeeded: asks after 5 ms, then at growing intervals of up to a second.
   *
   * @throws SqlJobFailedException if it ended in any other way
   * @throws dev.maxstorage.transport.CancelledException if the transport's scope is cancelled; the
   *     job runs on until {@link #cancel}
   */
  public void awaitSuccess() throws IOException {
    if (succeeded) {
      return;
    }
    if (results == null) {
      Duration pause = FIRST_PAUSE;
      while (!isTerminated()) {
        transport.sleep(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      }
    }
    List<TaskResult> tasks = results == null ? tasks("taskstatus") : results;
    if (tasks.isEmpty()) {
      throw new MalformedAnswerException("The job " + id + " has no tasks", null);
    }
    for (TaskResult task : tasks) {
      if (!task.isSuccess()) {
        throw failed(task);
      }
    }
    succeeded = true;
  }

  /** Whether the job has ended, with or without success. */
  public boolean isTerminated() throws IOException {
    WireRequest request = request("GET").queryKey("instancestatus");
    XmlElement answer = XmlElement.parse(transport.send(request).body(), request.label());
    String status = answer.text("Status");
    if (status.isEmpty()) {
      throw new MalformedAnswerException(request.label() + ": the answer has no Status", null);
    }
    return status.equalsIgnoreCase(TERMINATED);
  }

  private SqlJobFailedException failed(TaskResult task) throws IOException {
    String text = task.text();
    if (text.isBlank() && results == null) {
      for (TaskResult result : tasks("result")) {
        text = result.name().equals(task.name()) ? result.text() : text;
      }
    }
    return new SqlJobFailedException(id, task.status(), text);
  }

  /**
   * The result as text: CSV of at most 10,000 rows for a query, free text for everything else, empty
   * if there is none. Call it after {@link #awaitSuccess}.
   */
  public String resultText() throws IOException {
    List<TaskResult> tasks = results;
    if (tasks == null) {
      tasks = tasks("result");
      results = List.copyOf(tasks);
    }
    for (TaskResult task : tasks) {
      if (task.name().equals(taskName)) {
        return task.text();
      }
    }
    return "";
  }

  private List<TaskResult> tasks(String key) throws IOException {
    WireRequest request = request("GET").queryKey(key);
    return tasks(XmlElement.parse(transport.send(request).body(), request.label()));
  }

  static List<TaskResult> tasks(XmlElement instance) throws IOException {
    List<TaskResult> tasks = new ArrayList<>();
    XmlElement list = instance.child("Tasks");
    if (list != null) {
      for (XmlElement task : list.children("Task")) {
        tasks.add(TaskResult.of(task));
      }
    }
    return tasks;
  }

  /** Rows that the job wrote, over all tables; -1 if the service does not tell. 11.6. */
  public long writtenRows() throws IOException {
    WireRequest request =
        request("GET").queryKey("instancesummary").query("taskname", taskName);
    byte[] body;
    try {
      body = transport.send(request).body();
    } catch (ServiceException e) {
      if (e.status() == 404 || e.status() == 400 || e.status() == 405) {
        return -1;
      }
      throw e;
    }
    String text = WireJson.read(body, Summary.class).jsonSummary();
    if (text.isEmpty()) {
      return -1;
    }
    Map<String, List<Long>> outputs =
        WireJson.read(text.getBytes(StandardCharsets.UTF_8), Outputs.class).outputs();
    return outputs.values().stream()
        .filter(numbers -> !numbers.isEmpty())
        .mapToLong(numbers -> numbers.get(0))
        .sum();
  }

  /** The answer to {@code instancesummary}. */
  record Summary(@JsonProperty("Instance") @Nullable Content instance) {
    record Content(String jsonSummary) {}

    String jsonSummary() {
      return instance == null ? "" : instance.jsonSummary();
    }
  }

  /** The part of the inner JSON that counts written rows: the first number of each table. */
  record Outputs(Map<String, List<Long>> outputs) {}

  /**
   * Asks the service to end the job; nothing happens if it has ended. Works also in a scope that was
   * cancelled.
   */
  public void cancel() throws IOException {
    HttpTransport outermost = transport.outermost();
    WireRequest request =
        request("PUT").xml("<Instance><Status>" + TERMINATED + "</Status></Instance>");
    try {
      outermost.send(request);
    } catch (ServiceException e) {
      // Cancelling a job that has ended is an error on the service.
      if (!new SqlInstance(outermost, project, id, taskName).isTerminated()) {
        throw e;
      }
    }
  }

  private WireRequest request(String method) {
    return WireRequest.control(method, "projects", project, "instances", id);
  }
}
