package dev.maxstorage.types;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;

/** Vectors for one test; closing the allocator afterwards fails if a buffer leaked. */
abstract class VectorTest {
  static final ZoneId UTC = ZoneId.of("UTC");
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  final BufferAllocator allocator = new RootAllocator();
  private final List<FieldVector> vectors = new ArrayList<>();

  @AfterEach
  final void closeVectors() {
    vectors.forEach(FieldVector::close);
    allocator.close();
  }

  /** The canonical vector of a type. */
  final FieldVector vector(OdpsType type) {
    return vector(type, TimeUnits.DEFAULT);
  }

  final FieldVector vector(OdpsType type, TimeUnits units) {
    return vector(ArrowTypes.field(Column.of("c", type), units));
  }

  final FieldVector vector(ArrowType type) {
    return vector(new Field("c", FieldType.nullable(type), null));
  }

  final FieldVector vector(Field field) {
    FieldVector vector = field.createVector(allocator);
    vectors.add(vector);
    vector.allocateNew();
    return vector;
  }

  /** A type by its text. */
  static OdpsType type(String text) {
    return OdpsTypeParser.parse(text);
  }

  /** Writes the values, null for null, into rows 0, 1, ... and reads them in the same zone. */
  final ColumnAccessor written(OdpsType type, ZoneId zone, Object... values) {
    FieldVector vector = vector(type);
    ColumnSetter setter = ColumnSetters.bind(vector, type, zone);
    for (int row = 0; row < values.length; row++) {
      if (values[row] == null) {
        setter.setNull(row);
      } else {
        setter.setObject(row, values[row]);
      }
    }
    vector.setValueCount(values.length);
    return ColumnAccessors.bind(vector, type, zone);
  }

  final ColumnAccessor written(String type, Object... values) {
    return written(type(type), UTC, values);
  }
}
