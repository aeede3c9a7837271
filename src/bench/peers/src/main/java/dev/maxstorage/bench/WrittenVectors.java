package dev.maxstorage.bench;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsTypeParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** {@link WrittenRows} as Arrow vectors, filled as a careful program does it by hand. */
public final class WrittenVectors {
  private WrittenVectors() {}

  /** Names and MaxCompute types. */
  public static List<Column> columns(int columns) {
    return IntStream.range(0, columns)
        .mapToObj(
            c ->
                Column.of(
                    "c" + c,
                    OdpsTypeParser.parse(
                        switch (WrittenRows.Kind.of(c)) {
                          case BIGINT -> "bigint";
                          case TEXT -> "string";
                          case DOUBLE -> "double";
                          case INT -> "int";
                        })))
        .toList();
  }

  /** Vectors with so many rows, which the caller closes. */
  public static VectorSchemaRoot root(int columns, int rows, BufferAllocator allocator) {
    VectorSchemaRoot root = VectorSchemaRoot.create(ArrowTypes.schema(columns(columns)), allocator);
    root.setRowCount(rows);
    fill(root, 0);
    return root;
  }

  /** Sets all cells, row by row, to those of the rows from {@code first} on. */
  public static void fill(VectorSchemaRoot root, int first) {
    int rows = root.getRowCount();
    int columns = root.getFieldVectors().size();
    Object[] vectors = root.getFieldVectors().toArray();
    for (int row = 0; row < rows; row++) {
      for (int c = 0; c < columns; c++) {
        switch (WrittenRows.Kind.of(c)) {
          case BIGINT ->
              ((BigIntVector) vectors[c]).setSafe(row, WrittenRows.bigint(first + row, c));
          case TEXT ->
              ((VarCharVector) vectors[c])
                  .setSafe(row, WrittenRows.text(first + row).getBytes(StandardCharsets.UTF_8));
          case DOUBLE -> ((Float8Vector) vectors[c]).setSafe(row, WrittenRows.real(first + row, c));
          case INT -> ((IntVector) vectors[c]).setSafe(row, first + row);
        }
      }
    }
    root.setRowCount(rows);
  }
}
