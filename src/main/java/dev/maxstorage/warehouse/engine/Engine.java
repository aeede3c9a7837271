package dev.maxstorage.warehouse.engine;

import java.io.Closeable;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The warehouse behind the wire: tables, snapshots, commits, blobs and SQL jobs. Thread-safe. Every
 * method throws {@link EngineException}.
 */
public final class Engine implements Closeable {
  private Engine() {}

  /** Opens or makes the warehouse; throws {@link WarehouseInUseException} if it is open already. */
  public static Engine open(EngineOptions options) {
    throw new UnsupportedOperationException();
  }

  /** Makes a project with the schema "default"; does nothing if it exists. */
  public void createProject(String project) {
    throw new UnsupportedOperationException();
  }

  /** Whether the project exists. */
  public boolean hasProject(String project) {
    throw new UnsupportedOperationException();
  }

  /** All projects, sorted. */
  public List<String> projects() {
    throw new UnsupportedOperationException();
  }

  /** Schemas of a project, sorted; "default" is always there. */
  public List<String> schemas(String project) {
    throw new UnsupportedOperationException();
  }

  /** Tables of a schema, sorted by name. */
  public List<TableDescription> tables(String project, String schema) {
    throw new UnsupportedOperationException();
  }

  /** The table, or null if there is none of this name. */
  public @Nullable TableDescription table(TableName name) {
    throw new UnsupportedOperationException();
  }

  /** Partitions of a table in the order of their values; empty if it is not partitioned. */
  public List<PartitionDescription> partitions(TableName name) {
    throw new UnsupportedOperationException();
  }

  /** The table's rows as of now; to be closed. */
  public Snapshot snapshot(TableName name, SnapshotRequest request) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads a range of a snapshot; to be closed. The filter, if any, is applied inside the range. Any
   * number of reads of one snapshot may run at once.
   */
  public RowStream read(Snapshot snapshot, ReadRange range) {
    throw new UnsupportedOperationException();
  }

  /**
   * Stores rows durably and invisibly. Nothing is stored if any of them is refused; {@link
   * EngineException.Kind#INVALID_ARGUMENT} then says why.
   */
  public StagedRows stage(WriteTarget target, RowSource rows) {
    throw new UnsupportedOperationException();
  }

  /** Makes staged segments visible: atomic, durable, idempotent by session id. */
  public void commit(CommitRequest request) {
    throw new UnsupportedOperationException();
  }

  /** Drops staged segments; those that are committed or unknown are left alone. */
  public void discard(Collection<Long> segments) {
    throw new UnsupportedOperationException();
  }

  /** The blobs of this warehouse. */
  public BlobStore blobs() {
    throw new UnsupportedOperationException();
  }

  /** Runs a statement on the calling thread. */
  public JobResult run(SqlJob job, JobControl control) {
    throw new UnsupportedOperationException();
  }

  /** Reads a range of a job's result; to be closed. */
  public RowStream readResult(long resultId, ReadRange range) {
    throw new UnsupportedOperationException();
  }

  /** Drops a job's result; does nothing if there is none. Streams that read it go on. */
  public void dropResult(long resultId) {
    throw new UnsupportedOperationException();
  }

  /** Ends reads, waits for commits, releases the warehouse. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
