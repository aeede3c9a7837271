package dev.maxstorage.jdbc;

import dev.maxstorage.storage.ReadProgress;
import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The batches of a result as an ArrowReader: the columns of the result under their labels, exactly
 * the rows that match.
 *
 * <p>Whole batches are handed over without a copy; where a predicate left rows out, the others are
 * copied. The vectors belong to the reader: each {@link #loadNextBatch} drops the batch before, and
 * closing drops the last one. Whoever wants to keep a batch transfers its vectors to an allocator
 * made from theirs ({@code vector.getAllocator().getRoot()}), and closes them before the
 * connection. <b>Closing</b> closes the result set, and the other way round. <b>Threads:</b> one at
 * a time; nothing may be closed while the vectors are in use.
 */
final class BatchReader extends ArrowReader {
  private final ResultBatches batches;
  private final List<ResultColumn> columns;
  private final long maxRows;
  private final ReadGuard guard;
  private final Access access;
  private boolean loadedForSchema;
  private boolean ended;
  private boolean inside;
  private long delivered;

  /**
   * What the reader has of its result set.
   *
   * @param allocator of the vectors: that of the connection
   * @param failure what a failure means, as next() would tell it
   * @param resultSet closed with the reader
   */
  record Access(
      BufferAllocator allocator, Function<Exception, SQLException> failure, Closeable resultSet) {}

  /**
   * A reader before the first batch.
   *
   * @param maxRows most rows to deliver, negative for all
   * @param guard entered while batches are loaded and handed over
   */
  BatchReader(
      ResultBatches batches,
      List<ResultColumn> columns,
      long maxRows,
      ReadGuard guard,
      Access access) {
    super(access.allocator());
    this.batches = batches;
    this.columns = columns;
    this.maxRows = maxRows;
    this.guard = guard;
    this.access = access;
  }

  @Override
  protected Schema readSchema() throws IOException {
    loadedForSchema = load();
    if (!loadedForSchema) {
      List<Column> named = columns.stream().map(BatchReader::labelled).toList();
      return ArrowTypes.schema(named);
    }
    List<Field> fields = new ArrayList<>();
    for (ResultColumn column : columns) {
      Field field = batches.root().getVector(column.vector()).getField();
      fields.add(new Field(column.label(), field.getFieldType(), field.getChildren()));
    }
    return new Schema(fields);
  }

  private static Column labelled(ResultColumn column) {
    return Column.of(column.label(), column.column().type());
  }

  private boolean load() throws IOException {
    if (ended || (maxRows >= 0 && delivered >= maxRows) || !batches.next()) {
      ended = true;
    }
    return !ended;
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    return guarded(this::loadNext);
  }

  @Override
  protected void ensureInitialized() throws IOException {
    guarded(
        () -> {
          super.ensureInitialized();
          return true;
        });
  }

  /** Something that needs the batches. */
  private interface Loading {
    boolean load() throws IOException;
  }

  private boolean guarded(Loading loading) throws IOException {
    if (inside) {
      return loading.load();
    }
    guard.readBy(Thread.currentThread());
    inside = true;
    try {
      if (!guard.enter()) {
        throw new IOException("The result set is closed");
      }
      return loading.load();
    } catch (IOException | RuntimeException e) {
      ended = true;
      SQLException failure = access.failure().apply(e);
      throw new IOException(failure.getMessage(), failure);
    } finally {
      guard.exit();
      inside = false;
    }
  }

  private boolean loadNext() throws IOException {
    prepareLoadNextBatch();
    VectorSchemaRoot target = getVectorSchemaRoot();
    target.clear();
    boolean loaded = loadedForSchema || load();
    loadedForSchema = false;
    if (!loaded) {
      return false;
    }
    int rows = batches.rowCount();
    if (maxRows >= 0) {
      rows = (int) Math.min(rows, maxRows - delivered);
    }
    boolean whole = batches.rowCount() == batches.root().getRowCount();
    for (int i = 0; i < columns.size(); i++) {
      FieldVector source = batches.root().getVector(columns.get(i).vector());
      if (whole) {
        source.makeTransferPair(target.getVector(i)).splitAndTransfer(0, rows);
      } else {
        copy(source, target.getVector(i), rows);
      }
    }
    target.setRowCount(rows);
    delivered += rows;
    return true;
  }

  private void copy(FieldVector source, FieldVector target, int rows) {
    target.setInitialCapacity(rows);
    target.allocateNew();
    for (int i = 0; i < rows; i++) {
      target.copyFromSafe(batches.row(i), i, source);
    }
    target.setValueCount(rows);
  }

  /** Bytes of the streams that arrived; 0 for rows that the driver made itself. */
  @Override
  public long bytesRead() {
    ReadProgress progress = batches.progress();
    return progress == null ? 0 : progress.bytes();
  }

  @Override
  protected void closeReadSource() throws IOException {
    access.resultSet().close();
  }
}
