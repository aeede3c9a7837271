package dev.maxstorage.storage;

import dev.maxstorage.transport.CancelledException;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.wire.CorruptStreamException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * The batches of several splits, one split after the other, always in the same root.
 *
 * <p>A stream that breaks is opened again behind the rows already delivered, a limited number of
 * times, so that a caller never sees a row twice and never misses one. Closing closes the open
 * stream and releases the vectors. Threads: one at a time.
 */
public final class SplitBatches implements BatchSource {
  private static final Logger LOG = System.getLogger(SplitBatches.class.getName());

  private final ReadSession session;
  private final List<Split> splits;
  private final ReadOptions options;
  private final BufferAllocator allocator;
  private final ResumePolicy resume;
  private int position;
  private long delivered;
  private int failures;
  private @Nullable ArrowBatchReader reader;
  private @Nullable VectorSchemaRoot root;
  private @Nullable String requestId;
  private boolean closed;

  SplitBatches(
      ReadSession session,
      List<Split> splits,
      ReadOptions options,
      BufferAllocator allocator,
      ResumePolicy resume) {
    this.session = session;
    this.splits = List.copyOf(splits);
    this.options = options;
    this.allocator = allocator;
    this.resume = resume;
  }

  @Override
  public boolean next() throws IOException {
    VectorSchemaRoot target = root();
    target.clear();
    while (position < splits.size()) {
      try {
        ArrowBatchReader current = reader();
        if (current.next()) {
          take(current.root(), target);
          delivered += target.getRowCount();
          failures = 0;
          return true;
        }
        closeReader();
        advance();
      } catch (IOException e) {
        recover(e);
      }
    }
    return false;
  }

  @Override
  public VectorSchemaRoot root() throws IOException {
    if (closed) {
      throw new IOException("The batches are closed");
    }
    while (root == null) {
      if (splits.isEmpty()) {
        root = VectorSchemaRoot.create(ArrowTypes.schema(session.columns()), allocator);
      } else {
        try {
          root = VectorSchemaRoot.create(reader().root().getSchema(), allocator);
        } catch (IOException e) {
          recover(e);
        }
      }
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

  private ArrowBatchReader reader() throws IOException {
    if (reader == null) {
      reader = session.openBatches(splits.get(position), delivered, options, allocator);
      requestId = reader.requestId();
    }
    return reader;
  }

  /** Moves the vectors' buffers over; nothing is copied. */
  private static void take(VectorSchemaRoot source, VectorSchemaRoot target)
      throws CorruptStreamException {
    List<Field> expected = target.getSchema().getFields();
    List<Field> found = source.getSchema().getFields();
    if (!sameShape(expected, found)) {
      throw new CorruptStreamException(
          0, "A split has the columns " + found + ", the splits before had " + expected);
    }
    for (int column = 0; column < expected.size(); column++) {
      source.getVector(column).makeTransferPair(target.getVector(column)).transfer();
    }
    target.setRowCount(source.getRowCount());
  }

  /** Same types in the same places; names, nullability and metadata may differ. */
  private static boolean sameShape(List<Field> first, List<Field> second) {
    if (first.size() != second.size()) {
      return false;
    }
    for (int index = 0; index < first.size(); index++) {
      Field a = first.get(index);
      Field b = second.get(index);
      if (!a.getType().equals(b.getType()) || !sameShape(a.getChildren(), b.getChildren())) {
        return false;
      }
    }
    return true;
  }

  /** Prepares the stream to be opened again, or fails. */
  private void recover(IOException failure) throws IOException {
    try {
      closeReader();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    boolean hopeless =
        failure instanceof ServiceException
            || failure instanceof CancelledException
            || failure instanceof InterruptedIOException
            || failure.getCause() instanceof OutOfMemoryException;
    if (hopeless || failures >= resume.attempts()) {
      throw failure;
    }
    if (session.isWhole(splits.get(position), delivered)) {
      advance(); // only the end of the stream was lost
      return;
    }
    failures++;
    LOG.log(
        Level.DEBUG,
        () ->
            "Read session "
                + session.id()
                + ": "
                + splits.get(position)
                + " broke after "
                + delivered
                + " rows, opening it again: "
                + failure.getMessage());
    resume.pause(failures);
  }

  private void advance() {
    position++;
    delivered = 0;
    failures = 0;
  }

  private void closeReader() throws IOException {
    ArrowBatchReader closing = reader;
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
