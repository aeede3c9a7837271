package dev.maxstorage.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrowStreamEncoderTest {
  @ParameterizedTest
  @EnumSource(Compression.class)
  void streamsOfEveryTypeComeBack(Compression compression) throws IOException {
    byte[] golden = Golden.resource("/arrow-cpp/small-plain.arrows");
    Body body = new Body();
    try (RootAllocator allocator = new RootAllocator();
        ArrowStreamDecoder decoder =
            new ArrowStreamDecoder(new ByteArrayInputStream(golden), allocator);
        ArrowStreamEncoder encoder = new ArrowStreamEncoder(body, decoder.schema(), compression)) {
      while (decoder.next()) {
        encoder.write(decoder.root());
      }
      encoder.end();
      assertThat(encoder.rowsWritten()).isEqualTo(decoder.rowsRead());
    }
    byte[] sent = body.toByteArray();
    assertThat(sent)
        .startsWith(0xFF, 0xFF, 0xFF, 0xFF)
        .endsWith(0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0);
    assertThat(ArrowRows.of(sent)).isEqualTo(ArrowRows.of(golden));
    if (compression != Compression.NONE) {
      assertThat(sent.length).isLessThan(golden.length);
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void largeBatchesGoOutInPiecesOf64KiB(Compression compression) throws IOException {
    Body body = new Body();
    byte[] incompressible = new byte[300_000];
    new Random(3).nextBytes(incompressible);
    try (RootAllocator allocator = new RootAllocator();
        VarBinaryVector vector = new VarBinaryVector("v", allocator)) {
      vector.setSafe(0, incompressible);
      vector.setSafe(1, new byte[500_000]);
      vector.setNull(2);
      vector.setValueCount(3);
      try (VectorSchemaRoot root = VectorSchemaRoot.of(vector);
          ArrowStreamEncoder encoder =
              new ArrowStreamEncoder(body, root.getSchema(), compression)) {
        encoder.write(root);
        encoder.end();
      }
    }
    assertThat(body.largestPiece).isLessThanOrEqualTo(64 * 1024);
    assertThat(ArrowRows.of(body.toByteArray()))
        .extracting(row -> row.get("v").asText(null))
        .containsExactly(HexFormat.of().formatHex(incompressible), "00".repeat(500_000), null);
  }

  @Test
  void appendixBZerosInLz4BeginWithLengthAndMagic() throws IOException {
    Body body = new Body();
    try (RootAllocator allocator = new RootAllocator();
        BigIntVector vector = new BigIntVector("a", allocator)) {
      vector.allocateNew(1000);
      for (int row = 0; row < 1000; row++) {
        vector.set(row, 0);
      }
      vector.setValueCount(1000);
      try (VectorSchemaRoot root = VectorSchemaRoot.of(vector);
          ArrowStreamEncoder encoder =
              new ArrowStreamEncoder(body, root.getSchema(), Compression.LZ4_FRAME)) {
        encoder.write(root);
        encoder.end();
      }
    }
    assertThat(HexFormat.of().formatHex(body.toByteArray()))
        .contains("401f000000000000" + "04224d18");
  }

  @Test
  void streamWithoutEndIsABrokenOne() throws IOException {
    Body body = new Body();
    new ArrowStreamEncoder(body, schema("a"), Compression.NONE).close();
    assertThat(body.closed).isTrue();
    assertThatThrownBy(() -> ArrowRows.of(body.toByteArray()))
        .isInstanceOf(CorruptStreamException.class);
  }

  @Test
  void endIsWrittenOnce() throws IOException {
    Body body = new Body();
    try (ArrowStreamEncoder encoder = new ArrowStreamEncoder(body, schema("a"), Compression.ZSTD)) {
      encoder.end();
      encoder.end();
    }
    assertThat(ArrowRows.of(body.toByteArray())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void batchesGoOutUnderAnotherSchemaAndStayTheCallers(Compression compression) throws IOException {
    Body body = new Body();
    try (RootAllocator allocator = new RootAllocator();
        BigIntVector vector = new BigIntVector("a", allocator)) {
      vector.setSafe(0, 7);
      vector.setValueCount(1);
      try (VectorSchemaRoot root = VectorSchemaRoot.of(vector);
          ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch();
          ArrowStreamEncoder encoder = new ArrowStreamEncoder(body, schema("other"), compression)) {
        encoder.write(batch);
        encoder.write(batch);
        encoder.end();
        assertThat(vector.get(0)).isEqualTo(7);
      }
    }
    assertThat(ArrowRows.of(body.toByteArray())).hasToString("[{\"other\":7}, {\"other\":7}]");
  }

  @Test
  void compressedBatchesAndBatchesAfterTheEndAreRefused() throws IOException {
    try (RootAllocator allocator = new RootAllocator();
        BigIntVector vector = new BigIntVector("a", allocator);
        ArrowCodecs codecs = new ArrowCodecs()) {
      vector.setSafe(0, 7);
      vector.setValueCount(1);
      try (VectorSchemaRoot root = VectorSchemaRoot.of(vector);
          ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch();
          ArrowRecordBatch compressed = codecs.compress(batch, Compression.ZSTD);
          ArrowStreamEncoder encoder =
              new ArrowStreamEncoder(new Body(), root.getSchema(), Compression.ZSTD)) {
        assertThatThrownBy(() -> encoder.write(compressed))
            .isInstanceOf(IllegalArgumentException.class);
        encoder.end();
        assertThatThrownBy(() -> encoder.write(root)).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  private static Schema schema(String column) {
    return new Schema(
        List.of(new Field(column, FieldType.nullable(new ArrowType.Int(64, true)), null)));
  }

  /** Remembers how it was written. */
  private static final class Body extends ByteArrayOutputStream {
    private int largestPiece;
    private boolean closed;

    @Override
    public synchronized void write(byte[] source, int offset, int length) {
      largestPiece = Math.max(largestPiece, length);
      super.write(source, offset, length);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
