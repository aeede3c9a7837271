package dev.maxstorage.bench;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.ColumnSetter;
import dev.maxstorage.types.ColumnSetters;
import dev.maxstorage.types.OdpsTypeParser;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.openjdk.jmh.infra.Blackhole;

/** {@link SampleRows} as Arrow vectors. */
public final class SampleVectors {
  /** Names and MaxCompute types. */
  public static final List<Column> COLUMNS =
      List.of(
          column("id", "bigint"),
          column("number_", "int"),
          column("ratio", "double"),
          column("name", "string"),
          column("price", "decimal(38,2)"),
          column("moment", "timestamp_ntz"),
          column("day_", "date"),
          column("flag", "boolean"));

  private SampleVectors() {}

  private static Column column(String name, String type) {
    return Column.of(name, OdpsTypeParser.parse(type));
  }

  /** The rows as vectors; the caller closes them. */
  public static VectorSchemaRoot root(List<Object[]> values, BufferAllocator allocator) {
    VectorSchemaRoot root = VectorSchemaRoot.create(ArrowTypes.schema(COLUMNS), allocator);
    for (int c = 0; c < COLUMNS.size(); c++) {
      root.getVector(c).allocateNew();
      ColumnSetter setter =
          ColumnSetters.bind(root.getVector(c), COLUMNS.get(c).type(), ZoneOffset.UTC);
      for (int r = 0; r < values.size(); r++) {
        setter.setObject(r, values.get(r)[c]);
      }
    }
    root.setRowCount(values.size());
    return root;
  }

  /** The limit: the vectors' own get, bytes for text, no objects for times. */
  public static void walk(VectorSchemaRoot root, String what, Blackhole hole) {
    int rows = root.getRowCount();
    boolean row = what.equals("row");
    if (row || what.equals("bigint")) {
      BigIntVector v = (BigIntVector) root.getVector(0);
      for (int r = 0; r < rows; r++) {
        hole.consume(v.isNull(r) ? 0 : v.get(r));
      }
    }
    if (row) {
      IntVector v = (IntVector) root.getVector(1);
      for (int r = 0; r < rows; r++) {
        hole.consume(v.isNull(r) ? 0 : v.get(r));
      }
    }
    if (row || what.equals("double")) {
      Float8Vector v = (Float8Vector) root.getVector(2);
      for (int r = 0; r < rows; r++) {
        hole.consume(v.isNull(r) ? 0 : v.get(r));
      }
    }
    if (row || what.equals("string")) {
      VarCharVector v = (VarCharVector) root.getVector(3);
      for (int r = 0; r < rows; r++) {
        hole.consume(v.isNull(r) ? null : v.get(r));
      }
    }
    if (row || what.equals("decimal")) {
      DecimalVector v = (DecimalVector) root.getVector(4);
      for (int r = 0; r < rows; r++) {
        hole.consume(v.isNull(r) ? null : v.getObject(r));
      }
    }
    if (row || what.equals("timestamp")) {
      TimeStampVector v = (TimeStampVector) root.getVector(5);
      for (int r = 0; r < rows; r++) {
        hole.consume(v.isNull(r) ? 0 : v.get(r));
      }
    }
    if (row || what.equals("date")) {
      DateDayVector v = (DateDayVector) root.getVector(6);
      for (int r = 0; r < rows; r++) {
        hole.consume(v.isNull(r) ? 0 : v.get(r));
      }
    }
    if (row) {
      BitVector v = (BitVector) root.getVector(7);
      for (int r = 0; r < rows; r++) {
        hole.consume(v.isNull(r) ? 0 : v.get(r));
      }
    }
  }
}
