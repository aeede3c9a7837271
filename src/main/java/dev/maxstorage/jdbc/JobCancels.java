package dev.maxstorage.jdbc;

import dev.maxstorage.control.SqlJob;
import dev.maxstorage.transport.HttpTransport;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Tells the service to stop jobs that nobody waits for any more. The caller waits for the answer
 * only a moment, since a service that does not answer must not hold up a cancel.
 *
 * <p><b>Threads:</b> any; each request has one of its own, which ends with the answer, or when the
 * connection closes.
 */
final class JobCancels {
  private static final Logger LOG = System.getLogger(JobCancels.class.getName());
  private static final long MOMENT_MILLIS = 100;
  private static final long LAST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final HttpTransport transport;
  private final Set<Thread> running = Collections.newSetFromMap(new ConcurrentHashMap<>());

  /**
   * Cancels through a transport.
   *
   * @param outermost whose requests a cancelled statement does not end
   */
  JobCancels(HttpTransport outermost) {
    this.transport = outermost;
  }

  /** Sends the request and waits for its answer for a moment. */
  void cancel(SqlJob job) {
    SqlJob through = job.through(transport);
    Thread thread =
        new Thread(
            () -> {
              try {
                through.cancel();
              } catch (IOException | RuntimeException e) {
                LOG.log(
                    Level.DEBUG,
                    () -> "SQL job " + job.instance().instanceId() + " was not stopped: " + e);
              } finally {
                running.remove(Thread.currentThread());
              }
            },
            "maxstorage-cancel-job");
    thread.setDaemon(true);
    running.add(thread);
    thread.start();
    join(thread, MOMENT_MILLIS);
  }

  /** Waits for answers that are still to come, at most two seconds. */
  void await() {
    long end = System.nanoTime() + LAST_WAIT_NANOS;
    for (Thread thread : List.copyOf(running)) {
      join(thread, Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }
  }

  private static void join(Thread thread, long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
