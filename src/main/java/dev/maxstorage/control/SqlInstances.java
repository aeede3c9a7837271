package dev.maxstorage.control;

import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.transport.WireResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Submits SQL jobs. Source: control-plane document, 11.1 and 11.2.
 *
 * <p>Threads: any number.
 */
public final class SqlInstances {
  private static final Duration LONGEST_CONFLICT = Duration.ofSeconds(180);

  private final HttpTransport transport;

  SqlInstances(HttpTransport transport) {
    this.transport = transport;
  }

  /**
   * Submits a job and does not wait for it.
   *
   * @throws ServiceException if it is refused
   * @throws dev.maxstorage.transport.TransportException if there is no answer; the job may run then,
   *     and is not submitted again
   */
  public SqlInstance submit(SqlJob job) throws IOException {
    WireRequest request =
        WireRequest.control("POST", "projects", job.project(), "instances")
            .xml(SqlJobXml.of(job, UUID.randomUUID().toString()));
    Instant deadline = transport.clock().instant().plus(LONGEST_CONFLICT);
    while (true) {
      try {
        return submitted(job, request, transport.send(request));
      } catch (ServiceException e) {
        Duration pause = e.retryAfter();
        boolean again = e.status() == 409 && pause != null;
        if (!again || transport.clock().instant().plus(pause).isAfter(deadline)) {
          throw e;
        }
        transport.sleep(pause);
      }
    }
  }

  /** A job that was submitted before. */
  public SqlInstance instance(String project, String instanceId) {
    return new SqlInstance(transport, project, instanceId, SqlJob.DEFAULT_TASK_NAME);
  }

  private SqlInstance submitted(SqlJob job, WireRequest request, WireResponse response)
      throws IOException {
    String location = response.header("Location");
    String id = location == null ? "" : location.substring(location.lastIndexOf('/') + 1);
    int query = id.indexOf('?');
    id = query < 0 ? id : id.substring(0, query);
    if (id.isEmpty()) {
      throw new MalformedAnswerException(
          request.label()
              + ": the answer names no instance in its Location header (request id "
              + response.requestId()
              + ")",
          null);
    }
    SqlInstance instance = new SqlInstance(transport, job.project(), id, job.taskName());
    if (response.head().status() == 200 && response.body().length > 0) {
      List<TaskResult> inline =
          SqlInstance.tasks(XmlElement.parse(response.body(), request.label()));
      if (!inline.isEmpty()) {
        instance.finishedWith(inline);
      }
    }
    return instance;
  }
}
