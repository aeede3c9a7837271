package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsTypeParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConstantColumnsTest {

  @Test
  void everyBatchHasAsManyRowsOfConstantsAsOfColumns() throws IOException {
    List<Column> columns = List.of(column("word", "string"), column("none", "int"));
    List<@Nullable Object> values = Arrays.asList("k", null);
    try (BufferAllocator allocator = new RootAllocator();
        ConstantColumns batches =
            new ConstantColumns(new Sizes(allocator, 2, 5, 1, 4), columns, values, allocator)) {
      List<Integer> counts = new ArrayList<>();
      while (batches.next()) {
        VectorSchemaRoot root = batches.root();
        counts.add(root.getRowCount());
        for (int row = 0; row < batches.rowCount(); row++) {
          assertThat(root.getVector(0).getObject(row)).isEqualTo((long) row);
          assertThat(root.getVector(1).getObject(row)).hasToString("k");
          assertThat(root.getVector(2).isNull(row)).isTrue();
        }
      }
      assertThat(counts).containsExactly(2, 5, 1, 4);
    }
  }

  private static Column column(String name, String type) {
    return Column.of(name, OdpsTypeParser.parse(type));
  }

  /** Batches of one column with the numbers of the rows, in one root. */
  private static final class Sizes implements ResultBatches {
    private final BigIntVector numbers;
    private final VectorSchemaRoot root;
    private final int[] sizes;
    private int next;

    Sizes(BufferAllocator allocator, int... sizes) {
      this.numbers = new BigIntVector("n", allocator);
      this.root = VectorSchemaRoot.of(numbers);
      this.sizes = sizes;
    }

    @Override
    public boolean next() {
      if (next == sizes.length) {
        return false;
      }
      for (int row = 0; row < sizes[next]; row++) {
        numbers.setSafe(row, row);
      }
      root.setRowCount(sizes[next++]);
      return true;
    }

    @Override
    public VectorSchemaRoot root() {
      return root;
    }

    @Override
    public int rowCount() {
      return root.getRowCount();
    }

    @Override
    public int row(int index) {
      return index;
    }

    @Override
    public void close() {
      root.close();
    }
  }
}
