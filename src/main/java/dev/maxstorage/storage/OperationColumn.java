package dev.maxstorage.storage;

import dev.maxstorage.wire.ArrowStreamEncoder;
import dev.maxstorage.wire.WriteSchema;
import dev.maxstorage.wire.WriteSchema.WriteColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The column that says of each row written to a Delta table what it does. The service wants it; who
 * writes plain rows does not know of it. Source: Storage API document, 6.13.
 */
final class OperationColumn {
  private static final String NAME = WriteSchema.OPERATION_COLUMN;

  private OperationColumn() {}

  /**
   * The schema to send for batches of a schema: with the column in its place if the table declares
   * it and the batches do not have it, otherwise the same.
   */
  static Schema added(Schema batches, WriteSchema table) {
    List<String> data = names(table.dataColumns());
    boolean declared = data.contains(NAME) || names(table.systemColumns()).contains(NAME);
    if (!declared || batches.getFields().stream().anyMatch(f -> f.getName().equals(NAME))) {
      return batches;
    }
    List<Field> fields = new ArrayList<>(batches.getFields());
    int place = data.indexOf(NAME);
    fields.add(
        place < 0 ? fields.size() : Math.min(place, fields.size()),
        Field.nullable(NAME, MinorType.TINYINT.getType()));
    return new Schema(fields, batches.getCustomMetadata());
  }

  private static List<String> names(List<WriteColumn> columns) {
    return columns.stream().map(column -> column.columnType().memberName()).toList();
  }

  /**
   * Writes a batch in a schema of {@link #added}.
   *
   * @param operation of every row, unless the batch has the column
   */
  static void write(
      ArrowStreamEncoder encoder, Schema schema, VectorSchemaRoot batch, RowOperation operation)
      throws IOException {
    if (schema.getFields().size() == batch.getFieldVectors().size()) {
      encoder.write(batch);
      return;
    }
    List<FieldVector> vectors = new ArrayList<>(batch.getFieldVectors());
    int rows = batch.getRowCount();
    try (TinyIntVector operations =
        new TinyIntVector(NAME, batch.getFieldVectors().get(0).getAllocator())) {
      operations.allocateNew(rows);
      for (int row = 0; row < rows; row++) {
        operations.set(row, operation.code());
      }
      operations.setValueCount(rows);
      List<String> names = schema.getFields().stream().map(Field::getName).toList();
      vectors.add(names.indexOf(NAME), operations);
      encoder.write(new VectorSchemaRoot(schema, vectors, rows));
    }
  }
}
