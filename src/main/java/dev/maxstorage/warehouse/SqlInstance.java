package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.JobControl;
import dev.maxstorage.warehouse.engine.JobResult;
import dev.maxstorage.warehouse.engine.SqlJob;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A SQL job and how far it is. Thread-safe.
 *
 * <p>Source: control-plane document, 11.3 and 11.4.
 */
final class SqlInstance {
  private final String id;
  private final String taskName;
  private final SqlJob job;
  private final Instant start;
  private final JobControl control = new JobControl();
  private Status status = Status.WAITING;
  private @Nullable Instant end;
  private @Nullable JobResult result;
  private String error = "";

  /** The status words of a task. */
  enum Status {
    WAITING("Waiting"),
    RUNNING("Running"),
    SUCCESS("Success"),
    FAILED("Failed"),
    CANCELLED("Cancelled");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  SqlInstance(String id, String taskName, SqlJob job, Instant start) {
    this.id = id;
    this.taskName = taskName;
    this.job = job;
    this.start = start;
  }

  String id() {
    return id;
  }

  String taskName() {
    return taskName;
  }

  SqlJob job() {
    return job;
  }

  JobControl control() {
    return control;
  }

  Instant start() {
    return start;
  }

  /** When the job ended, or null while it runs. */
  synchronized @Nullable Instant end() {
    return end;
  }

  synchronized Status status() {
    return status;
  }

  /** Whether nothing will change any more. */
  synchronized boolean terminated() {
    return end != null;
  }

  /** The result of a job that succeeded, otherwise null. */
  synchronized @Nullable JobResult result() {
    return result;
  }

  /** Why a job failed, for the user; empty if it did not. */
  synchronized String error() {
    return error;
  }

  synchronized void running() {
    status = Status.RUNNING;
  }

  synchronized void succeeded(JobResult jobResult, Instant now) {
    result = jobResult;
    end(Status.SUCCESS, now);
  }

  synchronized void failed(String message, Instant now) {
    error = message;
    end(Status.FAILED, now);
  }

  synchronized void cancelled(Instant now) {
    error = "ODPS-0130252: the instance was cancelled";
    end(Status.CANCELLED, now);
  }

  private void end(Status last, Instant now) {
    status = last;
    end = now;
    notifyAll();
  }

  /** Waits for the end of the job, at most this long. */
  synchronized void await(long millis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (end == null) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return;
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
