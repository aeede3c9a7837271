package dev.maxstorage.predicate;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType.Kind;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;

/** IS NULL and IS NOT NULL. */
final class NullTest implements RowTest {
  private final FieldVector vector;
  private final boolean timestampStruct;
  private final boolean negated;

  NullTest(Column column, FieldVector vector, boolean negated) {
    Kind kind = column.type().kind();
    this.vector = vector;
    this.timestampStruct =
        vector instanceof StructVector && (kind == Kind.TIMESTAMP || kind == Kind.TIMESTAMP_NTZ);
    this.negated = negated;
  }

  @Override
  public int select(int[] rows, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (isNull(rows[i]) != negated) {
        rows[kept++] = rows[i];
      }
    }
    return kept;
  }

  /** A timestamp that came as a struct is also null where a member is (Storage API document, 7.4). */
  private boolean isNull(int row) {
    if (vector.isNull(row)) {
      return true;
    }
    return timestampStruct
        && vector.getChildrenFromFields().stream().anyMatch(member -> member.isNull(row));
  }
}
