package dev.maxstorage.predicate;

import dev.maxstorage.predicate.BoundPredicate.And;
import dev.maxstorage.predicate.BoundPredicate.Constant;
import dev.maxstorage.predicate.BoundPredicate.Or;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Decides a condition on the batches of one root, without copying values.
 *
 * <p>Bound once; the root is reloaded between the calls and keeps its vectors. For one thread.
 */
public final class RowFilter {
  private final VectorSchemaRoot root;
  private final RowTest test;
  private final RowSelection selection = new RowSelection();

  private RowFilter(VectorSchemaRoot root, RowTest test) {
    this.root = root;
    this.test = test;
  }

  /**
   * Binds a condition to the vectors of a root, by name without regard to case.
   *
   * @throws IllegalStateException if a column of the condition is not in the root, or arrived in a
   *     form that its type does not have
   */
  public static RowFilter bind(BoundPredicate predicate, VectorSchemaRoot root) {
    return new RowFilter(root, test(predicate, root));
  }

  /** The rows of the batch now in the root for which the condition is TRUE. */
  public RowSelection select() {
    int rowCount = root.getRowCount();
    int[] rows = selection.reset(rowCount);
    selection.keep(test.select(rows, rowCount));
    return selection;
  }

  private static RowTest test(BoundPredicate predicate, VectorSchemaRoot root) {
    if (predicate instanceof And and) {
      return new AllTests(tests(and.operands(), root));
    } else if (predicate instanceof Or or) {
      return new AnyTest(tests(or.operands(), root));
    } else if (predicate instanceof Constant constant) {
      return (rows, count) -> constant.value() ? count : 0;
    }
    return ColumnTests.of(predicate, vector(Leaves.column(predicate).name(), root));
  }

  private static List<RowTest> tests(List<BoundPredicate> operands, VectorSchemaRoot root) {
    return operands.stream().map(operand -> test(operand, root)).toList();
  }

  private static FieldVector vector(String name, VectorSchemaRoot root) {
    for (FieldVector vector : root.getFieldVectors()) {
      if (vector.getName().equalsIgnoreCase(name)) {
        return vector;
      }
    }
    throw new IllegalStateException(
        "The batch has no column " + name + ", only " + root.getSchema().getFields());
  }
}
