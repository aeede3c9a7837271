package dev.maxstorage.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.wire.ArrowStreamDecoder;
import dev.maxstorage.wire.ArrowStreamEncoder;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.WireJson;
import dev.maxstorage.wire.WriteSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Storage API document, cases 121 and 122. */
class OperationColumnTest {
  private static final Schema BATCHES =
      new Schema(
          List.of(
              Field.nullable("id", MinorType.BIGINT.getType()),
              Field.nullable("n", MinorType.BIGINT.getType())));

  private static WriteSchema table(String data, String system) throws IOException {
    return WireJson.read(
        "{\"DataColumns\":[%s],\"SystemColumns\":[%s]}"
            .formatted(data, system)
            .getBytes(StandardCharsets.UTF_8),
        WriteSchema.class);
  }

  private static String column(String name, int type) {
    return String.format(
        Locale.ROOT,
        "{\"columnType\":{\"MemberName\":\"%s\",\"ColumnId\":1,\"Type\":%d}}",
        name,
        type);
  }

  private static List<String> names(Schema schema) {
    return schema.getFields().stream().map(Field::getName).toList();
  }

  @Test
  void case121AColumnOfSystemColumnsComesLast() throws IOException {
    WriteSchema table = table(column("id", 0) + "," + column("n", 0), column("__operation", 6));
    assertThat(names(OperationColumn.added(BATCHES, table)))
        .containsExactly("id", "n", "__operation");
  }

  @Test
  void case122AColumnOfBothListsIsThereOnceInItsPlace() throws IOException {
    WriteSchema table =
        table(
            column("id", 0) + "," + column("__operation", 6) + "," + column("n", 0),
            column("__operation", 6));
    assertThat(names(OperationColumn.added(BATCHES, table)))
        .containsExactly("id", "__operation", "n");
  }

  @Test
  void plainTablesAndRowsThatHaveTheColumnStayAsTheyAre() throws IOException {
    assertThat(OperationColumn.added(BATCHES, table(column("id", 0), ""))).isSameAs(BATCHES);
    Schema with = new Schema(List.of(Field.nullable("__operation", MinorType.TINYINT.getType())));
    assertThat(OperationColumn.added(with, table("", column("__operation", 6)))).isSameAs(with);
  }

  @ParameterizedTest
  @EnumSource
  void everyRowHasTheOperation(RowOperation operation) throws IOException {
    Schema sent =
        OperationColumn.added(BATCHES, table(column("id", 0) + "," + column("__operation", 6), ""));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (RootAllocator allocator = new RootAllocator();
        VectorSchemaRoot batch = VectorSchemaRoot.create(BATCHES, allocator)) {
      for (int row = 0; row < 3; row++) {
        ((BigIntVector) batch.getVector("id")).setSafe(row, row);
        ((BigIntVector) batch.getVector("n")).setSafe(row, 10L * row);
      }
      batch.setRowCount(3);
      try (ArrowStreamEncoder encoder = new ArrowStreamEncoder(bytes, sent, Compression.NONE)) {
        OperationColumn.write(encoder, sent, batch, operation);
        encoder.end();
      }
      try (ArrowStreamDecoder decoder =
          new ArrowStreamDecoder(new ByteArrayInputStream(bytes.toByteArray()), allocator)) {
        assertThat(decoder.next()).isTrue();
        VectorSchemaRoot read = decoder.root();
        assertThat(names(read.getSchema())).containsExactly("id", "__operation", "n");
        for (int row = 0; row < 3; row++) {
          assertThat(read.getVector("id").getObject(row)).isEqualTo((long) row);
          assertThat(read.getVector("__operation").getObject(row))
              .isEqualTo(operation == RowOperation.UPSERT ? (byte) 85 : (byte) 68);
          assertThat(read.getVector("n").getObject(row)).isEqualTo(10L * row);
        }
        assertThat(decoder.next()).isFalse();
      }
    }
  }
}
