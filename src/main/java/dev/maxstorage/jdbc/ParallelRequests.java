package dev.maxstorage.jdbc;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends a number of small requests, a few of them at the same time. */
final class ParallelRequests {
  private static final int MOST_AT_ONCE = 8;

  private ParallelRequests() {}

  /** One request. */
  interface Request<T, R> {
    R send(T about) throws IOException;
  }

  /**
   * The answers in the order of what they are about. The first failure ends the others.
   *
   * @param about what each request is about
   */
  static <T, R> List<R> all(List<T> about, Request<T, R> request) throws IOException {
    if (about.isEmpty()) {
      return List.of();
    } else if (about.size() == 1) {
      return List.of(request.send(about.get(0)));
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(MOST_AT_ONCE, about.size()), ParallelRequests::thread);
    try {
      List<Future<R>> running = new ArrayList<>();
      for (T each : about) {
        running.add(pool.submit(() -> request.send(each)));
      }
      List<R> answers = new ArrayList<>();
      for (Future<R> each : running) {
        answers.add(each.get());
      }
      return answers;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted =
          new InterruptedIOException("Interrupted while metadata was asked for");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      throw rethrown(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "maxstorage-metadata");
    thread.setDaemon(true);
    return thread;
  }

  private static IOException rethrown(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof IOException failure) {
      return failure;
    } else if (cause instanceof RuntimeException failure) {
      throw failure;
    } else if (cause instanceof Error failure) {
      throw failure;
    }
    throw new IllegalStateException(e);
  }
}
