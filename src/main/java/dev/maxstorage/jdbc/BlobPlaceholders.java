package dev.maxstorage.jdbc;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * What stands in cells for blobs that are not uploaded yet. A placeholder begins with bytes that
 * are no UTF-8, so it is never taken for a reference, which is text.
 */
final class BlobPlaceholders {
  private static final long MARK = 0xFFFE_6D78_626C_6F62L;

  private final List<byte[]> references = new ArrayList<>();
  private int given;

  /** A new placeholder, for the blob behind those that were given before. */
  byte[] next() {
    return ByteBuffer.allocate(2 * Long.BYTES).putLong(MARK).putLong(given++).array();
  }

  /** The next blobs are uploaded, in the order of their placeholders. */
  void stored(List<byte[]> more) {
    references.addAll(more);
  }

  /** Puts references in the place of placeholders, at all depths; all must be uploaded. */
  void replaceIn(VectorSchemaRoot rows) {
    if (given > 0) {
      rows.getFieldVectors().forEach(this::replaceIn);
    }
  }

  private void replaceIn(FieldVector vector) {
    if (!(vector instanceof VarBinaryVector cells)) {
      vector.getChildrenFromFields().forEach(this::replaceIn);
    } else if (hasPlaceholder(cells)) {
      replaceIn(cells);
    }
  }

  private static boolean hasPlaceholder(VarBinaryVector cells) {
    for (int i = 0; i < cells.getValueCount(); i++) {
      if (!cells.isNull(i) && isPlaceholder(cells.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlaceholder(byte[] cell) {
    return cell.length == 2 * Long.BYTES && ByteBuffer.wrap(cell).getLong() == MARK;
  }

  private void replaceIn(VarBinaryVector cells) {
    try (VarBinaryVector replaced =
        (VarBinaryVector) cells.getField().createVector(cells.getAllocator())) {
      int count = cells.getValueCount();
      for (int i = 0; i < count; i++) {
        if (cells.isNull(i)) {
          replaced.setNull(i);
        } else {
          byte[] cell = cells.get(i);
          replaced.setSafe(i, isPlaceholder(cell) ? reference(cell) : cell);
        }
      }
      replaced.setValueCount(count);
      replaced.makeTransferPair(cells).transfer();
    }
  }

  private byte[] reference(byte[] placeholder) {
    return references.get(Math.toIntExact(ByteBuffer.wrap(placeholder).getLong(Long.BYTES)));
  }

  void clear() {
    references.clear();
    given = 0;
  }
}
