package dev.maxstorage.storage;

import dev.maxstorage.types.ArrowTypes;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * The batches of several splits, one split after the other, always in the same root.
 *
 * <p>A stream that breaks is opened again behind the rows already delivered, a limited number of
 * times, so that a caller never sees a row twice and never misses one. Closing closes the open
 * stream and releases the vectors. Threads: one at a time.
 */
public final class SplitBatches implements BatchSource {
  private final ReadSession session;
  private final List<Split> splits;
  private final ReadOptions options;
  private final BufferAllocator allocator;
  private final ReadProgress progress = new ReadProgress(ReadProgress.UNKNOWN);
  private int position;
  private @Nullable SplitReader reader;
  private @Nullable VectorSchemaRoot root;
  private @Nullable String requestId;
  private boolean closed;

  SplitBatches(
      ReadSession session, List<Split> splits, ReadOptions options, BufferAllocator allocator) {
    this.session = session;
    this.splits = List.copyOf(splits);
    this.options = options;
    this.allocator = allocator;
  }

  @Override
  public boolean next() throws IOException {
    VectorSchemaRoot target = root();
    target.clear();
    while (position < splits.size()) {
      SplitReader current = reader();
      if (current.next()) {
        requestId = current.requestId();
        VectorSchemaRoot source = current.root();
        BatchShapes.check(target.getSchema().getFields(), source.getSchema().getFields());
        BatchShapes.move(source, target);
        return true;
      }
      closeReader();
      position++;
    }
    return false;
  }

  @Override
  public VectorSchemaRoot root() throws IOException {
    if (closed) {
      throw new IOException("The batches are closed");
    }
    if (root == null) {
      root =
          VectorSchemaRoot.create(
              splits.isEmpty() ? ArrowTypes.schema(session.columns()) : reader().root().getSchema(),
              allocator);
    }
    return root;
  }

  /** The request id of the newest stream, or null if there was none or the server named none. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** The split that is being read, 0-based in the list given; the list's size after the last. */
  public int splitPosition() {
    return position;
  }

  private SplitReader reader() {
    if (reader == null) {
      reader =
          new SplitReader(
              session, session.transport(), splits.get(position), options, allocator, progress);
    }
    return reader;
  }

  private void closeReader() throws IOException {
    SplitReader closing = reader;
    reader = null;
    if (closing != null) {
      closing.close();
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        closeReader();
      } finally {
        if (root != null) {
          root.close();
        }
      }
    }
  }
}
