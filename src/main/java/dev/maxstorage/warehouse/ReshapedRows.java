package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.warehouse.engine.RowStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Rows with some columns in another Arrow form, for tests of clients. Columns inside arrays, maps
 * and structs stay as they are. Source: Storage API document, 7.4 and 7.7.
 */
final class ReshapedRows implements RowStream {
  private final RowStream rows;
  private final Schema schema;
  private final VectorSchemaRoot root;
  private final List<FieldVector> owned = new ArrayList<>();
  private final List<Runnable> copies = new ArrayList<>();

  private ReshapedRows(RowStream rows, List<Field> fields, BufferAllocator allocator) {
    this.rows = rows;
    this.schema = new Schema(fields);
    List<FieldVector> vectors = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      FieldVector from = rows.root().getVector(i);
      Field field = fields.get(i);
      if (field.equals(rows.schema().getFields().get(i))) {
        vectors.add(from);
      } else {
        FieldVector to = field.createVector(allocator);
        owned.add(to);
        vectors.add(to);
        copies.add(() -> copy(from, to));
      }
    }
    this.root = new VectorSchemaRoot(schema, vectors, 0);
  }

  /** The rows in these forms; {@code rows} itself if nothing changes. Takes the rows over. */
  static RowStream of(
      RowStream rows,
      List<Column> columns,
      TestSwitches.TimestampForm timestamps,
      TestSwitches.TextForm texts,
      BufferAllocator allocator) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Field field = rows.schema().getFields().get(i);
      OdpsType.Kind kind = columns.get(i).type().kind();
      boolean timestamp = kind == OdpsType.Kind.TIMESTAMP || kind == OdpsType.Kind.TIMESTAMP_NTZ;
      if (timestamp && timestamps == TestSwitches.TimestampForm.STRUCT) {
        field = struct(field);
      }
      if (texts == TestSwitches.TextForm.LARGE) {
        field = large(field);
      }
      fields.add(field);
    }
    return fields.equals(rows.schema().getFields())
        ? rows
        : new ReshapedRows(rows, fields, allocator);
  }

  private static Field struct(Field field) {
    return new Field(
        field.getName(),
        new FieldType(field.isNullable(), ArrowType.Struct.INSTANCE, null),
        List.of(
            Field.nullable("sec", new ArrowType.Int(Long.SIZE, true)),
            Field.nullable("nano", new ArrowType.Int(Integer.SIZE, true))));
  }

  private static Field large(Field field) {
    ArrowType type = field.getType();
    if (type instanceof ArrowType.Utf8) {
      return new Field(
          field.getName(),
          new FieldType(field.isNullable(), ArrowType.LargeUtf8.INSTANCE, null),
          null);
    }
    if (type instanceof ArrowType.Binary) {
      return new Field(
          field.getName(),
          new FieldType(field.isNullable(), ArrowType.LargeBinary.INSTANCE, null),
          null);
    }
    return field;
  }

  private static void copy(FieldVector from, FieldVector to) {
    to.reset();
    int count = from.getValueCount();
    for (int row = 0; row < count; row++) {
      if (from.isNull(row)) {
        to.setNull(row);
      } else if (to instanceof LargeVarCharVector texts) {
        texts.setSafe(row, ((VarCharVector) from).get(row));
      } else if (to instanceof LargeVarBinaryVector bytes) {
        bytes.setSafe(row, ((VarBinaryVector) from).get(row));
      } else if (to instanceof StructVector struct) {
        copy((TimeStampVector) from, struct, row);
      } else {
        throw new AssertionError(to.getClass());
      }
    }
    to.setValueCount(count);
  }

  private static void copy(TimeStampVector from, StructVector to, int row) {
    TimeUnit unit = ((ArrowType.Timestamp) from.getField().getType()).getUnit();
    long perSecond =
        switch (unit) {
          case SECOND -> 1;
          case MILLISECOND -> 1_000;
          case MICROSECOND -> 1_000_000;
          case NANOSECOND -> 1_000_000_000;
        };
    long value = from.get(row);
    int nanos = (int) (Math.floorMod(value, perSecond) * (1_000_000_000 / perSecond));
    to.setIndexDefined(row);
    to.getChild("sec", BigIntVector.class).setSafe(row, Math.floorDiv(value, perSecond));
    to.getChild("nano", IntVector.class).setSafe(row, nanos);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public boolean next() {
    boolean more = rows.next();
    if (more) {
      copies.forEach(Runnable::run);
      root.setRowCount(rows.root().getRowCount());
    }
    return more;
  }

  @Override
  public VectorSchemaRoot root() {
    return root;
  }

  @Override
  public void close() {
    owned.forEach(FieldVector::close);
    rows.close();
  }
}
