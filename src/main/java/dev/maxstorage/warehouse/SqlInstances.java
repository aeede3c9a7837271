package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.EngineException;
import dev.maxstorage.warehouse.engine.JobResult;
import dev.maxstorage.warehouse.engine.SqlJob;
import java.io.Closeable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs SQL jobs, a few at a time, and keeps them and their results for a while. */
final class SqlInstances implements Closeable {
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 1000;
  private static final int MOST_KEPT = 1000;
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final System.Logger LOGGER = System.getLogger(SqlInstances.class.getName());

  private final Engine engine;
  private final InstantSource clock;
  private final RequestIds ids;
  private final ExpiringMap<SqlInstance> instances;
  private final ExpiringMap<SqlInstance> submitted;
  private final Set<SqlInstance> unfinished = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads;

  SqlInstances(Engine engine, InstantSource clock, Duration lifetime) {
    this.engine = engine;
    this.clock = clock;
    this.ids = new RequestIds(clock);
    this.instances = new ExpiringMap<>(clock, lifetime, MOST_KEPT, this::forget);
    this.submitted = new ExpiringMap<>(clock, lifetime, MOST_KEPT, instance -> {});
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "maxstorage-warehouse-sql");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Starts a job, or finds it if it was submitted before under the same client-generated id.
   * Source: control-plane document, 11.1.
   */
  SqlInstance submit(SqlSubmission submission, SqlJob job) {
    if (submission.guid().isEmpty()) {
      return start(submission.taskName(), job);
    }
    String key = job.project().toLowerCase(Locale.ROOT) + "/" + submission.guid();
    synchronized (submitted) {
      SqlInstance before = submitted.use(key);
      if (before == null) {
        SqlInstance started = start(submission.taskName(), job);
        submitted.put(key, started);
        return started;
      }
      if (!before.job().text().equals(job.text())) {
        throw new Refusal(
            409,
            "ObjectAlreadyExists",
            "Guid " + submission.guid() + " belongs to another job, instance " + before.id());
      }
      return before;
    }
  }

  private SqlInstance start(String taskName, SqlJob job) {
    SqlInstance instance = new SqlInstance(ids.next(), taskName, job, clock.instant());
    try {
      unfinished.add(instance);
      threads.execute(() -> run(instance));
    } catch (RejectedExecutionException e) {
      unfinished.remove(instance);
      throw new Refusal(429, "RequestQuotaExceeded", "Too many SQL jobs wait to be run");
    }
    instances.put(instance.id(), instance);
    return instance;
  }

  private void run(SqlInstance instance) {
    instance.running();
    try {
      JobResult result = engine.run(instance.job(), instance.control());
      instance.succeeded(result, clock.instant());
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.CANCELLED) {
        instance.cancelled(clock.instant());
      } else {
        instance.failed(String.valueOf(e.getMessage()), clock.instant());
      }
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "SQL job " + instance.id() + " failed", e);
      instance.failed("ODPS-0010000: Internal error - " + e, clock.instant());
    } finally {
      unfinished.remove(instance);
    }
  }

  /** The instance; an unknown one is refused with 404. */
  SqlInstance find(String project, String id) {
    SqlInstance instance = instances.use(id);
    if (instance == null || !instance.job().project().equalsIgnoreCase(project)) {
      throw Refusal.notFound(
          "NoSuchObject",
          "Instance " + id + " of project " + project + " is unknown or has expired");
    }
    return instance;
  }

  /** The instances of a project that are still kept, the oldest first. */
  List<SqlInstance> list(String project) {
    return instances.values().stream()
        .filter(instance -> instance.job().project().equalsIgnoreCase(project))
        .sorted(Comparator.comparing(SqlInstance::id))
        .toList();
  }

  /** The rows of an instance that ended as a query; anything else is refused. */
  static JobResult.Rows rows(SqlInstance instance) {
    if (!instance.terminated()) {
      throw new Refusal(
          409, "InstanceNotTerminate", "Instance " + instance.id() + " is still running");
    }
    if (instance.status() != SqlInstance.Status.SUCCESS) {
      throw Refusal.badRequest(instance.error());
    }
    if (instance.result() instanceof JobResult.Rows rows) {
      return rows;
    }
    throw new Refusal(
        400, "InstanceTypeNotSupported", "Instance " + instance.id() + " is not a query");
  }

  private void forget(SqlInstance instance) {
    instance.control().cancel();
    if (instance.result() instanceof JobResult.Rows rows) {
      engine.dropResult(rows.resultId());
    }
  }

  /** Cancels what runs, waits a moment for it, and drops all results. */
  @Override
  public void close() {
    unfinished.forEach(instance -> instance.control().cancel());
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOGGER.log(System.Logger.Level.WARNING, "SQL jobs did not stop within {0}", CLOSING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    instances.clear();
  }
}
