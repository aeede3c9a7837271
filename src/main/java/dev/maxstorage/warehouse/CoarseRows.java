package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.ReadRange;
import dev.maxstorage.warehouse.engine.RowStream;
import dev.maxstorage.warehouse.engine.Snapshot;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** All rows of those batches that have a row which passes the snapshot's filter. */
final class CoarseRows implements RowStream {
  private final Engine engine;
  private final Snapshot snapshot;
  private final ReadRange range;
  private final RowStream rows;
  private long position;

  CoarseRows(Engine engine, Snapshot snapshot, ReadRange range) {
    this.engine = engine;
    this.snapshot = snapshot;
    this.range = range;
    this.rows = engine.readUnfiltered(snapshot, range);
    this.position = range.offset();
  }

  @Override
  public Schema schema() {
    return rows.schema();
  }

  @Override
  public VectorSchemaRoot root() {
    return rows.root();
  }

  @Override
  public boolean next() {
    while (rows.next()) {
      int count = rows.root().getRowCount();
      boolean wanted = someMatch(count);
      position += count;
      if (wanted) {
        return true;
      }
    }
    return false;
  }

  private boolean someMatch(int count) {
    List<String> one = List.of(snapshot.columns().get(0).name());
    ReadRange batch = new ReadRange(position, count, count, one, range.units());
    try (RowStream matching = engine.read(snapshot, batch)) {
      return matching.next();
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
