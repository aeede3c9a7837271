package dev.maxstorage.testing;

import dev.maxstorage.wire.ArrowStreamDecoder;
import dev.maxstorage.wire.ArrowStreamEncoder;
import dev.maxstorage.wire.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Arrow IPC streams of one nullable int64 column {@code a}. */
public final class ArrowBodies {
  /** The schema of all of them. */
  public static final Schema SCHEMA =
      new Schema(List.of(Field.nullable("a", new ArrowType.Int(64, true))));

  /** The stream of Storage API document, appendix B: one batch with 1 and 2, by Arrow C++. */
  public static final byte[] ONE_AND_TWO =
      HexFormat.of()
          .parseHex(
              "FFFFFFFF780000001000000000000A000C000600050008000A00000000010400"
                  + "0C00000008000800000004000800000004000000010000001400000010001400"
                  + "0800060007000C00000010001000000000000102100000001C00000004000000"
                  + "00000000010000006100000008000C0008000700080000000000000140000000"
                  + "FFFFFFFF8800000014000000000000000C0016000600050008000C000C000000"
                  + "0003040018000000100000000000000000000A0018000C00040008000A000000"
                  + "3C00000010000000020000000000000000000000020000000000000000000000"
                  + "0000000000000000000000000000000010000000000000000000000001000000"
                  + "0200000000000000000000000000000001000000000000000200000000000000"
                  + "FFFFFFFF00000000");

  private ArrowBodies() {}

  /** A stream with one batch for each array. */
  public static byte[] of(long[]... batches) {
    return of(Compression.NONE, batches);
  }

  /** A stream with compressed batches. */
  public static byte[] of(Compression compression, long[]... batches) {
    try (BufferAllocator allocator = new RootAllocator();
        VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ArrowStreamEncoder encoder = new ArrowStreamEncoder(bytes, SCHEMA, compression)) {
        for (long[] batch : batches) {
          fill(root, batch);
          encoder.write(root);
        }
        encoder.end();
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A stream with the numbers from {@code first} on, in batches of some rows. */
  public static byte[] range(long first, long count, int batchRows) {
    List<long[]> batches = new ArrayList<>();
    for (long from = 0; from < count; from += batchRows) {
      long[] batch = new long[(int) Math.min(batchRows, count - from)];
      for (int row = 0; row < batch.length; row++) {
        batch[row] = first + from + row;
      }
      batches.add(batch);
    }
    return of(batches.toArray(new long[0][]));
  }

  /** Puts values into the column of a root. */
  public static void fill(VectorSchemaRoot root, long... values) {
    BigIntVector column = (BigIntVector) root.getVector(0);
    column.reset();
    for (int row = 0; row < values.length; row++) {
      column.setSafe(row, values[row]);
    }
    root.setRowCount(values.length);
  }

  /** The values of a root's column. */
  public static List<Long> values(VectorSchemaRoot root) {
    BigIntVector column = (BigIntVector) root.getVector(0);
    List<Long> values = new ArrayList<>();
    for (int row = 0; row < root.getRowCount(); row++) {
      values.add(column.get(row));
    }
    return values;
  }

  /** The values of all batches of a stream. */
  public static List<Long> values(byte[] stream) {
    List<Long> values = new ArrayList<>();
    try (BufferAllocator allocator = new RootAllocator();
        ArrowStreamDecoder decoder =
            new ArrowStreamDecoder(new ByteArrayInputStream(stream), allocator)) {
      while (decoder.next()) {
        values.addAll(values(decoder.root()));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return values;
  }
}
