package dev.maxstorage.wire;

import static dev.maxstorage.wire.Golden.concat;
import static dev.maxstorage.wire.Golden.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageChannelReader;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArrowCodecsTest {
  private static final String LZ4_HELLO =
      "04 22 4D 18 60 40 82 05 00 00 80 68 65 6C 6C 6F 00 00 00 00";
  private static final String ZSTD_HELLO_OF_UNKNOWN_SIZE =
      "28 B5 2F FD 00 58 29 00 00 68 65 6C 6C 6F";
  private static final String ZSTD_HELLO = "28 B5 2F FD 20 05 29 00 00 68 65 6C 6C 6F";

  @ParameterizedTest
  @CsvSource({
    "LZ4_FRAME, 05 00 00 00 00 00 00 00, " + LZ4_HELLO,
    "ZSTD, 05 00 00 00 00 00 00 00, " + ZSTD_HELLO,
    "ZSTD, 05 00 00 00 00 00 00 00, " + ZSTD_HELLO_OF_UNKNOWN_SIZE,
    "LZ4_FRAME, FF FF FF FF FF FF FF FF, 68 65 6C 6C 6F",
    "ZSTD, FF FF FF FF FF FF FF FF, 68 65 6C 6C 6F"
  })
  void buffersAreDecompressed(CodecType type, String length, String frame) {
    assertThat(decompressed(type, concat(hex(length), hex(frame))))
        .isEqualTo(Golden.ascii("hello"));
  }

  @ParameterizedTest
  @CsvSource({
    "LZ4_FRAME, 04 00 00 00 00 00 00 00, " + LZ4_HELLO,
    "LZ4_FRAME, 06 00 00 00 00 00 00 00, " + LZ4_HELLO,
    "LZ4_FRAME, 05 00 00 00 00 00 00 00, " + ZSTD_HELLO,
    "LZ4_FRAME, 05 00 00 00 00 00 00 00, ''",
    "ZSTD, 04 00 00 00 00 00 00 00, " + ZSTD_HELLO,
    "ZSTD, 06 00 00 00 00 00 00 00, " + ZSTD_HELLO,
    "ZSTD, 05 00 00 00 00 00 00 00, " + LZ4_HELLO,
    "ZSTD, FE FF FF FF FF FF FF FF, " + ZSTD_HELLO,
    "ZSTD, 05 00 00 20 00 00 00 00, " + ZSTD_HELLO,
    "ZSTD, 05 00 00 20 00 00 00 00, " + ZSTD_HELLO_OF_UNKNOWN_SIZE,
    "ZSTD, 00 00 00 40 00 00 00 00, " + ZSTD_HELLO,
    "LZ4_FRAME, 00 00 00 00 00 01 00 00, " + LZ4_HELLO,
    "LZ4_FRAME, 05 00 00 00, ''"
  })
  void buffersThatDoNotHoldWhatTheyAnnounceAreRefused(CodecType type, String length, String frame) {
    byte[] buffer = concat(hex(length), hex(frame));
    assertThatThrownBy(() -> decompressed(type, buffer))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = CodecType.class,
      names = {"ZSTD", "LZ4_FRAME"})
  void codecsServeArrowsOwnReaderAndUnloader(CodecType type) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    HeapWriteChannel channel = new HeapWriteChannel(sent);
    try (RootAllocator allocator = new RootAllocator();
        ArrowCodecs codecs = new ArrowCodecs();
        BigIntVector numbers = new BigIntVector("n", allocator);
        VarCharVector texts = new VarCharVector("t", allocator)) {
      for (int row = 0; row < 50_000; row++) {
        numbers.setSafe(row, row);
        texts.setSafe(row, Golden.ascii("text " + row));
      }
      numbers.setValueCount(50_000);
      texts.setValueCount(50_000);
      try (VectorSchemaRoot root = VectorSchemaRoot.of(numbers, texts)) {
        MessageSerializer.serialize(channel, root.getSchema());
        try (ArrowRecordBatch batch =
            new VectorUnloader(root, true, codecs.createCodec(type), true).getRecordBatch()) {
          MessageSerializer.serialize(channel, batch);
        }
        channel.flush();
        assertThat(sent.size()).isLessThan(700_000);
        HeapReadChannel received =
            new HeapReadChannel(new ByteArrayInputStream(sent.toByteArray()));
        try (ArrowStreamReader reader =
            new ArrowStreamReader(
                new MessageChannelReader(received, allocator), allocator, codecs)) {
          assertThat(reader.loadNextBatch()).isTrue();
          assertThat(reader.getVectorSchemaRoot().equals(root)).isTrue();
        }
      }
    }
  }

  @Test
  void buffersThatDoNotShrinkAreStoredPlain() {
    byte[] random = new byte[5000];
    new Random(1).nextBytes(random);
    try (RootAllocator allocator = new RootAllocator();
        ArrowCodecs codecs = new ArrowCodecs()) {
      for (CodecType type : new CodecType[] {CodecType.ZSTD, CodecType.LZ4_FRAME}) {
        ArrowBuf plain = allocator.buffer(random.length);
        plain.writeBytes(random);
        try (ArrowBuf compressed = codecs.createCodec(type).compress(allocator, plain)) {
          assertThat(compressed.readableBytes()).isEqualTo(8 + random.length);
          assertThat(compressed.getLong(0)).isEqualTo(-1);
        }
      }
    }
  }

  /** Runs the codec; what it leaves behind makes closing the allocator fail. */
  private static byte[] decompressed(CodecType type, byte[] buffer) {
    try (RootAllocator allocator = new RootAllocator();
        ArrowCodecs codecs = new ArrowCodecs()) {
      ArrowBuf compressed = allocator.buffer(buffer.length);
      compressed.writeBytes(buffer);
      ArrowBuf plain;
      try {
        plain = codecs.createCodec(type).decompress(allocator, compressed);
      } catch (RuntimeException e) {
        compressed.close();
        throw e;
      }
      byte[] bytes = new byte[(int) plain.readableBytes()];
      plain.getBytes(0, bytes);
      plain.close();
      return bytes;
    }
  }
}
