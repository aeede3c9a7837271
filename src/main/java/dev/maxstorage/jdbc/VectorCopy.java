package dev.maxstorage.jdbc;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.ColumnAccessor;
import dev.maxstorage.types.ColumnAccessors;
import dev.maxstorage.types.ColumnSetter;
import dev.maxstorage.types.ColumnSetters;
import dev.maxstorage.types.ConversionException;
import dev.maxstorage.types.OdpsType.Kind;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Copies a vector of a caller into one of the wire's form: buffers if they are alike, or values.
 */
final class VectorCopy {
  private VectorCopy() {}

  /**
   * Fills an empty vector with the rows of another.
   *
   * @param rowsBefore rows of earlier batches, for messages
   */
  static void copy(FieldVector from, FieldVector to, Column column, long rowsBefore)
      throws SQLException {
    Kind kind = column.type().kind();
    boolean limited = kind == Kind.VARCHAR || kind == Kind.CHAR;
    if (!limited && isAlike(from.getField(), to.getField())) {
      copyBuffers(from, to);
    } else {
      copyValues(from, to, column, rowsBefore);
    }
  }

  private static boolean isAlike(Field from, Field to) {
    if (!from.getType().equals(to.getType())
        || from.getDictionary() != null
        || from.getChildren().size() != to.getChildren().size()) {
      return false;
    }
    for (int i = 0; i < from.getChildren().size(); i++) {
      if (!isAlike(from.getChildren().get(i), to.getChildren().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static void copyBuffers(FieldVector from, FieldVector to) {
    List<ArrowBuf> copies = new ArrayList<>();
    try {
      for (ArrowBuf buffer : from.getFieldBuffers()) {
        ArrowBuf copy = to.getAllocator().buffer(buffer.readableBytes());
        copies.add(copy);
        copy.setBytes(0, buffer, buffer.readerIndex(), buffer.readableBytes());
        copy.writerIndex(buffer.readableBytes());
      }
      to.loadFieldBuffers(new ArrowFieldNode(from.getValueCount(), from.getNullCount()), copies);
    } finally {
      copies.forEach(ArrowBuf::close);
    }
    for (int i = 0; i < from.getChildrenFromFields().size(); i++) {
      copyBuffers(from.getChildrenFromFields().get(i), to.getChildrenFromFields().get(i));
    }
  }

  private static void copyValues(FieldVector from, FieldVector to, Column column, long rowsBefore)
      throws SQLException {
    ColumnAccessor accessor;
    try {
      accessor = ColumnAccessors.bind(from, column.type(), ZoneOffset.UTC);
    } catch (IllegalArgumentException e) {
      throw SqlErrors.of(
          SqlState.WRONG_TYPE,
          "Column '"
              + column.name()
              + "' of type "
              + column.type().text()
              + " cannot be written from Arrow type "
              + from.getField().getType()
              + "; its own form is "
              + to.getField().getType(),
          e);
    }
    ColumnSetter setter = ColumnSetters.bind(to, column.type(), ZoneOffset.UTC);
    for (int row = 0; row < from.getValueCount(); row++) {
      try {
        if (accessor.isNull(row)) {
          setter.setNull(row);
        } else {
          setter.setObject(row, accessor.getObject(row));
        }
      } catch (ConversionException e) {
        throw Failures.conversion(
            "Column '" + column.name() + "', row " + (rowsBefore + row + 1), e);
      }
    }
    to.setValueCount(from.getValueCount());
  }
}
