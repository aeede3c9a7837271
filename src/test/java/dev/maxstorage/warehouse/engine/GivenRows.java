package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.ColumnSetter;
import dev.maxstorage.types.ColumnSetters;
import dev.maxstorage.types.TimeUnits;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/** Rows of Java values as a source of Arrow batches in the wire's canonical form. */
final class GivenRows implements RowSource, AutoCloseable {
  private final BufferAllocator allocator;
  private final List<Column> columns;
  private final List<? extends List<?>> rows;
  private final int batchRows;
  private final VectorSchemaRoot root;
  private int next;

  GivenRows(
      BufferAllocator allocator,
      List<Column> columns,
      List<? extends List<?>> rows,
      int batchRows) {
    this.allocator = allocator;
    this.columns = columns;
    this.rows = rows;
    this.batchRows = batchRows;
    this.root = VectorSchemaRoot.create(schema(), allocator);
  }

  @Override
  public Schema schema() {
    return ArrowTypes.schema(columns, TimeUnits.DEFAULT);
  }

  @Override
  public VectorSchemaRoot root() {
    return root;
  }

  @Override
  public boolean next() {
    if (next == rows.size()) {
      return false;
    }
    int count = Math.min(batchRows, rows.size() - next);
    try (VectorSchemaRoot fresh = VectorSchemaRoot.create(schema(), allocator)) {
      fill(fresh, columns, rows.subList(next, next + count));
      try (ArrowRecordBatch batch = new VectorUnloader(fresh).getRecordBatch()) {
        new VectorLoader(root).load(batch);
      }
    }
    next += count;
    return true;
  }

  /** Sets the vectors of a root that has the columns' canonical schema. */
  static void fill(VectorSchemaRoot root, List<Column> columns, List<? extends List<?>> rows) {
    for (int c = 0; c < columns.size(); c++) {
      root.getVector(c).setInitialCapacity(rows.size());
      root.getVector(c).allocateNew();
      ColumnSetter setter =
          ColumnSetters.bind(root.getVector(c), columns.get(c).type(), ZoneOffset.UTC);
      for (int r = 0; r < rows.size(); r++) {
        Object value = rows.get(r).get(c);
        if (value == null) {
          setter.setNull(r);
        } else {
          setter.setObject(r, value);
        }
      }
    }
    root.setRowCount(rows.size());
  }

  @Override
  public void close() {
    root.close();
  }
}
