package dev.maxstorage.storage;

import dev.maxstorage.storage.ReadSession.Addressing;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.types.ArrowTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * The batches of all splits of a session, several splits read at once and ahead of the caller,
 * always in the same root.
 *
 * <p>Reading begins with the first {@link #next} or {@link #root}, with one stream; the others join
 * when it has delivered a batch. Each stream has a thread, which reads split after split and hands
 * whole batches over; a broken stream is resumed as {@link SplitReader} says. What is read ahead
 * stays within the {@link ReadAhead}.
 *
 * <p><b>Closing:</b> ends the threads, drops the connections and releases every buffer, then
 * returns. <b>Threads:</b> one calls; any may call {@link #stop}, with which a blocked {@link
 * #next} fails at once. {@link #close} from another thread only once the caller's is outside.
 */
public final class ParallelBatches implements BatchSource {
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final ReadSession session;
  private final ReadOptions options;
  private final BufferAllocator allocator;
  private final CancelScope scope;
  private final HttpTransport transport;
  private final ReadProgress progress;
  private final BatchQueue queue;
  private final List<Thread> threads = new ArrayList<>();
  private @Nullable VectorSchemaRoot root;
  private boolean closed;

  ParallelBatches(
      ReadSession session,
      ParallelOptions parallel,
      ReadOptions options,
      ReadAhead ahead,
      BufferAllocator allocator) {
    this.session = session;
    this.options = options;
    this.allocator = allocator;
    this.scope = session.transport().scope().child();
    this.transport = session.transport().within(scope);
    boolean exact = session.addressing() == Addressing.EXACT_ROWS;
    long firstRow = exact ? parallel.firstRow() : 0;
    long left = Math.max(session.recordCount() - firstRow, 0);
    long rows = Math.min(left, parallel.wantedRows());
    this.progress = new ReadProgress(exact ? rows : ReadProgress.UNKNOWN);
    SplitSupply splits =
        session.addressing() == Addressing.SPLITS
            ? SplitSupply.of(session.splits())
            : new GrowingRanges(
                firstRow,
                exact ? rows : session.recordCount(),
                parallel.parallelism(),
                ahead.shareBytes() / parallel.parallelism());
    boolean widening = !exact && parallel.wantedRows() != ParallelOptions.ALL_ROWS;
    this.queue = new BatchQueue(splits, parallel, widening, ahead);
  }

  /** How much was read so far; may be asked from any thread. */
  public ReadProgress progress() {
    return progress;
  }

  @Override
  public boolean next() throws IOException {
    scope.check();
    VectorSchemaRoot target = root();
    target.clear();
    startThreads();
    BatchQueue.Batch batch = queue.take();
    if (batch == null) {
      return false;
    }
    BatchShapes.move(batch.root(), target);
    queue.recycle(batch.root());
    return true;
  }

  @Override
  public VectorSchemaRoot root() throws IOException {
    if (closed) {
      throw new IOException("The batches are closed");
    }
    if (root == null) {
      startThreads();
      VectorSchemaRoot first = queue.peek();
      root =
          VectorSchemaRoot.create(
              first == null ? ArrowTypes.schema(session.columns()) : first.getSchema(), allocator);
    }
    return root;
  }

  private void startThreads() {
    for (int missing = queue.missingReaders(threads.size()); missing > 0; missing--) {
      Thread thread = new Thread(this::readSplits, "maxstorage-read-" + THREADS.incrementAndGet());
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  private void readSplits() {
    for (Lane lane = queue.claim(); lane != null; lane = queue.claim()) {
      try (SplitReader reader =
          new SplitReader(session, transport, lane.split(), options, allocator, progress)) {
        readBatches(reader, lane);
      } catch (Throwable e) { // an OutOfMemoryError too must reach the caller, who waits
        queue.fail(lane, e);
        return;
      }
    }
  }

  private void readBatches(SplitReader reader, Lane lane) throws IOException {
    while (queue.awaitRoom(lane, session.streams().keepAliveWithin(transport))) {
      if (lane.reserved() == 0) {
        session.streams().keepAlive(transport);
      } else if (reader.next()) {
        VectorSchemaRoot source = reader.root();
        VectorSchemaRoot batch = queue.emptyRoot(source.getSchema(), allocator);
        BatchShapes.move(source, batch);
        queue.put(lane, batch);
      } else {
        queue.end(lane);
        return;
      }
    }
  }

  /** Ends all reading; nothing is released yet. Idempotent, from any thread. */
  public void stop() {
    queue.stop();
    scope.cancel();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    stop();
    joinThreads();
    scope.leave();
    queue.release();
    if (root != null) {
      root.close();
    }
  }

  /** The threads run into the end of their scope at once. */
  private void joinThreads() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
