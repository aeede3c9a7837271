package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.RowSource;
import dev.maxstorage.wire.ArrowStreamDecoder;
import dev.maxstorage.wire.WriteSchema;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VariableWidthFieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The rows of a {@code TableWrite} on their way into the engine, checked where the engine need not
 * know the rule. Source: Storage API document, 6.7.
 */
final class IncomingRows implements RowSource {
  private final ArrowStreamDecoder decoder;
  private final List<Column> columns;

  /**
   * Rows out of a stream.
   *
   * @param columns of the table whose being NOT NULL does not depend on the row
   */
  IncomingRows(ArrowStreamDecoder decoder, List<Column> columns) {
    this.decoder = decoder;
    this.columns = columns;
  }

  @Override
  public Schema schema() {
    return decoder.schema();
  }

  @Override
  public boolean next() throws IOException {
    boolean more = decoder.next();
    if (more) {
      decoder.root().getFieldVectors().forEach(this::check);
    }
    return more;
  }

  @Override
  public VectorSchemaRoot root() {
    return decoder.root();
  }

  private void check(FieldVector vector) {
    for (Column column : columns) {
      boolean same = column.name().equalsIgnoreCase(vector.getName());
      if (same && !column.nullable() && vector.getNullCount() > 0) {
        throw Refusal.badRequest("Column " + column.name() + " is NOT NULL and has null values");
      }
    }
    if (vector instanceof VariableWidthFieldVector texts
        && vector.getBufferSize() > WriteSchema.DEFAULT_MAX_FIELD_SIZE) {
      for (int row = 0; row < texts.getValueCount(); row++) {
        if (texts.getValueLength(row) > WriteSchema.DEFAULT_MAX_FIELD_SIZE) {
          throw Refusal.badRequest(
              "A value of column "
                  + vector.getName()
                  + " has "
                  + texts.getValueLength(row)
                  + " bytes; the most is "
                  + WriteSchema.DEFAULT_MAX_FIELD_SIZE);
        }
      }
    }
  }
}
