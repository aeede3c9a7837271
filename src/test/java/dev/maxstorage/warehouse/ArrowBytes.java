package dev.maxstorage.warehouse;

import dev.maxstorage.wire.ArrowStreamDecoder;
import dev.maxstorage.wire.ArrowStreamEncoder;
import dev.maxstorage.wire.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Arrow IPC streams of small columns, for tests. */
final class ArrowBytes {
  private final List<Column> columns = new ArrayList<>();
  private Compression compression = Compression.NONE;

  private record Column(String name, List<? extends @Nullable Object> values, boolean binary) {}

  static ArrowBytes with() {
    return new ArrowBytes();
  }

  ArrowBytes longs(String name, @Nullable Long... values) {
    columns.add(new Column(name, java.util.Arrays.asList(values), false));
    return this;
  }

  /** The numbers from {@code first}, so many. */
  ArrowBytes range(String name, long first, int count) {
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(first + i);
    }
    columns.add(new Column(name, values, false));
    return this;
  }

  ArrowBytes texts(String name, @Nullable String... values) {
    columns.add(new Column(name, java.util.Arrays.asList(values), false));
    return this;
  }

  /** A TINYINT column. */
  ArrowBytes bytes(String name, @Nullable Integer... values) {
    List<@Nullable Byte> cells = new ArrayList<>();
    for (Integer value : values) {
      cells.add(value == null ? null : value.byteValue());
    }
    columns.add(new Column(name, cells, false));
    return this;
  }

  /** A BLOB column: the cells are the reference bytes. */
  ArrowBytes references(String name, @Nullable String... values) {
    columns.add(new Column(name, java.util.Arrays.asList(values), true));
    return this;
  }

  ArrowBytes compressed(Compression codec) {
    compression = codec;
    return this;
  }

  byte[] bytes() {
    try (RootAllocator allocator = new RootAllocator()) {
      List<FieldVector> vectors = new ArrayList<>();
      columns.forEach(column -> vectors.add(vector(column, allocator)));
      try (VectorSchemaRoot root = new VectorSchemaRoot(vectors)) {
        root.setRowCount(columns.get(0).values().size());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArrowStreamEncoder encoder =
            new ArrowStreamEncoder(out, root.getSchema(), compression)) {
          encoder.write(root);
          encoder.end();
        }
        return out.toByteArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static FieldVector vector(Column column, RootAllocator allocator) {
    Object first =
        column.values().stream().filter(v -> v != null).findFirst().map(v -> (Object) v).orElse(0L);
    if (first instanceof Long) {
      BigIntVector vector = new BigIntVector(column.name(), allocator);
      for (int i = 0; i < column.values().size(); i++) {
        Object value = column.values().get(i);
        if (value == null) {
          vector.setNull(i);
        } else {
          vector.setSafe(i, (Long) value);
        }
      }
      vector.setValueCount(column.values().size());
      return vector;
    }
    if (first instanceof Byte) {
      TinyIntVector vector = new TinyIntVector(column.name(), allocator);
      for (int i = 0; i < column.values().size(); i++) {
        Object value = column.values().get(i);
        if (value == null) {
          vector.setNull(i);
        } else {
          vector.setSafe(i, (Byte) value);
        }
      }
      vector.setValueCount(column.values().size());
      return vector;
    }
    if (column.binary()) {
      VarBinaryVector vector = new VarBinaryVector(column.name(), allocator);
      for (int i = 0; i < column.values().size(); i++) {
        Object value = column.values().get(i);
        if (value == null) {
          vector.setNull(i);
        } else {
          vector.setSafe(i, ((String) value).getBytes(StandardCharsets.UTF_8));
        }
      }
      vector.setValueCount(column.values().size());
      return vector;
    }
    VarCharVector vector = new VarCharVector(column.name(), allocator);
    for (int i = 0; i < column.values().size(); i++) {
      Object value = column.values().get(i);
      if (value == null) {
        vector.setNull(i);
      } else {
        vector.setSafe(i, ((String) value).getBytes(StandardCharsets.UTF_8));
      }
    }
    vector.setValueCount(column.values().size());
    return vector;
  }

  /** The names of the columns of a stream. */
  static List<String> columns(byte[] stream) {
    return read(stream).columns();
  }

  /** The Arrow types of the columns of a stream. */
  static List<String> types(byte[] stream) {
    return read(stream).types();
  }

  /** The rows of a stream, values joined with "|", binary as text. */
  static List<String> rows(byte[] stream) {
    return read(stream).rows();
  }

  /** The row counts of the batches of a stream. */
  static List<Integer> batches(byte[] stream) {
    return read(stream).batches();
  }

  private record Content(
      List<String> columns, List<String> types, List<String> rows, List<Integer> batches) {}

  private static Content read(byte[] stream) {
    try (RootAllocator allocator = new RootAllocator();
        ArrowStreamDecoder decoder =
            new ArrowStreamDecoder(new ByteArrayInputStream(stream), allocator)) {
      List<String> names = decoder.schema().getFields().stream().map(f -> f.getName()).toList();
      List<String> types =
          decoder.schema().getFields().stream().map(f -> f.getType().toString()).toList();
      List<String> rows = new ArrayList<>();
      List<Integer> batches = new ArrayList<>();
      while (decoder.next()) {
        VectorSchemaRoot root = decoder.root();
        batches.add(root.getRowCount());
        for (int row = 0; row < root.getRowCount(); row++) {
          int at = row;
          rows.add(
              root.getFieldVectors().stream()
                  .map(vector -> text(vector.getObject(at)))
                  .collect(Collectors.joining("|")));
        }
      }
      return new Content(names, types, rows, batches);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(@Nullable Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(value);
  }
}
