package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.RowStream;
import dev.maxstorage.warehouse.engine.Snapshot;
import java.util.function.Function;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A snapshot that closes once its session has ended and the last read has finished. Thread-safe.
 */
final class SnapshotLease {
  private final Snapshot snapshot;
  private int users = 1;
  private boolean ended;

  SnapshotLease(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** Opens a read that keeps the snapshot open until it is closed. */
  RowStream read(Function<Snapshot, RowStream> opener) {
    synchronized (this) {
      if (users == 0) {
        throw Refusal.notFound("NoSuchSession", "The read session has expired");
      }
      users++;
    }
    try {
      return new LeasedRows(opener.apply(snapshot));
    } catch (RuntimeException e) {
      release();
      throw e;
    }
  }

  /** Ends the session's own use. */
  void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    release();
  }

  private void release() {
    boolean last;
    synchronized (this) {
      last = --users == 0;
    }
    if (last) {
      snapshot.close();
    }
  }

  private final class LeasedRows implements RowStream {
    private final RowStream rows;
    private boolean closed;

    LeasedRows(RowStream rows) {
      this.rows = rows;
    }

    @Override
    public Schema schema() {
      return rows.schema();
    }

    @Override
    public boolean next() {
      return rows.next();
    }

    @Override
    public VectorSchemaRoot root() {
      return rows.root();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        try {
          rows.close();
        } finally {
          release();
        }
      }
    }
  }
}
