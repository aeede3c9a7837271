package dev.maxstorage.wire;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BufferLayout;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Holds the buffers of a record batch against its schema: enough of them, each long enough for its
 * rows, offsets that rise and stay inside the data. Arrow's loader takes all of that on trust.
 */
final class RecordBatchCheck {
  /** Digits of a Decimal256, the widest. */
  private static final int MAXIMUM_DIGITS = 76;

  private final int rows;
  private final Iterator<ArrowFieldNode> nodes;
  private final Iterator<ArrowBuf> buffers;

  private RecordBatchCheck(ArrowRecordBatch batch) {
    this.rows = batch.getLength();
    this.nodes = batch.getNodes().iterator();
    this.buffers = batch.getBuffers().iterator();
  }

  /** Refuses schemas that no stream of the Storage API has. */
  static void check(Schema schema) throws IOException {
    for (Field field : schema.getFields()) {
      check(field);
    }
  }

  private static void check(Field field) throws IOException {
    switch (field.getType().getTypeID()) {
      case Union, Utf8View, BinaryView, ListView, LargeListView, RunEndEncoded, NONE ->
          throw new IOException(
              "unsupported Arrow type " + field.getType() + " of column '" + field.getName() + "'");
      default -> {
        if (field.getDictionary() != null) {
          throw new IOException(
              "unsupported: column '" + field.getName() + "' is dictionary-encoded");
        }
      }
    }
    if (field.getType() instanceof ArrowType.Decimal decimal
        && (decimal.getPrecision() > MAXIMUM_DIGITS
            || Math.abs((long) decimal.getScale()) > MAXIMUM_DIGITS)) {
      throw new IOException(
          "unsupported Arrow type " + decimal + " of column '" + field.getName() + "'");
    }
    for (Field child : field.getChildren()) {
      check(child);
    }
  }

  /**
   * Checks a batch without compression.
   *
   * @throws IllegalArgumentException if a vector could reach outside its buffers
   */
  static void check(Schema schema, ArrowRecordBatch batch) {
    new RecordBatchCheck(batch).checkColumns(schema.getFields());
  }

  private void checkColumns(List<Field> columns) {
    if (rows < 0) {
      throw new IllegalArgumentException(rows + " rows");
    }
    for (Field column : columns) {
      checkField(column, rows, rows);
    }
    if (nodes.hasNext() || buffers.hasNext()) {
      throw new IllegalArgumentException("more buffers than the schema has");
    }
  }

  private void checkField(Field field, long leastValues, long mostValues) {
    if (!nodes.hasNext()) {
      throw new IllegalArgumentException("no values for " + field);
    }
    ArrowFieldNode node = nodes.next();
    int values = node.getLength();
    int nulls = node.getNullCount();
    if (values < leastValues || values > mostValues || nulls < -1 || nulls > values) {
      throw new IllegalArgumentException(values + " values and " + nulls + " nulls in " + field);
    }
    long children = values;
    boolean variable = false;
    for (BufferLayout layout : TypeLayout.getTypeLayout(field.getType()).getBufferLayouts()) {
      if (!buffers.hasNext()) {
        throw new IllegalArgumentException("too few buffers for " + field);
      }
      ArrowBuf buffer = buffers.next();
      switch (layout.getType()) {
        case VALIDITY -> {
          boolean absent = buffer.capacity() == 0 && (nulls == 0 || nulls == values);
          require(field, buffer, absent ? 0 : bytes(values, 1));
        }
        case OFFSET -> {
          require(field, buffer, values == 0 ? 0 : bytes(values + 1L, layout.getTypeBitWidth()));
          children = checkOffsets(field, buffer, values, layout.getTypeBitWidth());
          variable = true;
        }
        case DATA ->
            require(field, buffer, variable ? children : bytes(values, layout.getTypeBitWidth()));
        default -> throw new IllegalArgumentException("unexpected buffer of " + field);
      }
    }
    if (field.getType() instanceof ArrowType.FixedSizeList list) {
      children = Math.multiplyExact((long) values, list.getListSize());
    }
    for (Field child : field.getChildren()) {
      checkField(
          child,
          children,
          field.getType() instanceof ArrowType.Struct ? values : Integer.MAX_VALUE);
    }
  }

  private static long bytes(long values, int bitWidth) {
    return (Math.multiplyExact(values, bitWidth) + 7) / 8;
  }

  private static void require(Field field, ArrowBuf buffer, long bytes) {
    if (buffer.writerIndex() < bytes) {
      throw new IllegalArgumentException(
          "a buffer of " + buffer.writerIndex() + " bytes instead of " + bytes + " for " + field);
    }
  }

  /** The last offset, after a look at all of them. */
  private static long checkOffsets(Field field, ArrowBuf buffer, int values, int bitWidth) {
    if (values == 0) {
      return 0;
    }
    int width = bitWidth / 8;
    long address = buffer.memoryAddress();
    long previous = 0;
    for (long i = 0; i <= values; i++) {
      long at = address + i * width;
      long offset = width == 4 ? MemoryUtil.getInt(at) : MemoryUtil.getLong(at);
      if (offset < previous) {
        throw new IllegalArgumentException(
            "offset " + offset + " after " + previous + " in " + field);
      }
      previous = offset;
    }
    return previous;
  }
}
