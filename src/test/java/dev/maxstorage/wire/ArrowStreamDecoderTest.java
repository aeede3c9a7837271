package dev.maxstorage.wire;

import static dev.maxstorage.wire.Golden.concat;
import static dev.maxstorage.wire.Golden.hex;
import static dev.maxstorage.wire.Golden.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams written by Arrow C++, and what becomes of them when they are cut or altered. */
class ArrowStreamDecoderTest {
  /** Appendix B of the Storage API document: column a int64, one batch [1, 2]. */
  private static final byte[] TWO_ROWS =
      hex(
          """
          FF FF FF FF 78 00 00 00 10 00 00 00 00 00 0A 00
          0C 00 06 00 05 00 08 00 0A 00 00 00 00 01 04 00
          0C 00 00 00 08 00 08 00 00 00 04 00 08 00 00 00
          04 00 00 00 01 00 00 00 14 00 00 00 10 00 14 00
          08 00 06 00 07 00 0C 00 00 00 10 00 10 00 00 00
          00 00 01 02 10 00 00 00 1C 00 00 00 04 00 00 00
          00 00 00 00 01 00 00 00 61 00 00 00 08 00 0C 00
          08 00 07 00 08 00 00 00 00 00 00 01 40 00 00 00
          FF FF FF FF 88 00 00 00 14 00 00 00 00 00 00 00
          0C 00 16 00 06 00 05 00 08 00 0C 00 0C 00 00 00
          00 03 04 00 18 00 00 00 10 00 00 00 00 00 00 00
          00 00 0A 00 18 00 0C 00 04 00 08 00 0A 00 00 00
          3C 00 00 00 10 00 00 00 02 00 00 00 00 00 00 00
          00 00 00 00 02 00 00 00 00 00 00 00 00 00 00 00
          00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
          10 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00
          02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
          01 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00
          FF FF FF FF 00 00 00 00
          """);

  private static final int SCHEMA_BYTES = 128;
  private static final int BATCH_BYTES = 160;
  private static final byte[] SCHEMA = Arrays.copyOf(TWO_ROWS, SCHEMA_BYTES);
  private static final byte[] BATCH =
      Arrays.copyOfRange(TWO_ROWS, SCHEMA_BYTES, SCHEMA_BYTES + BATCH_BYTES);
  private static final byte[] END = hex("FF FF FF FF 00 00 00 00");

  /** Where the row count and the node length stand in {@link #BATCH}. */
  private static final int ROWS = 0x48;

  private static final int NODE_LENGTH = 0x80;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "small-plain.arrows",
        "small-zstd.arrows",
        "small-lz4.arrows",
        "small-body.zst",
        "small-body.lz4"
      })
  void case67To70RowsOfEveryTypeAreThoseOfTheExpectedFile(String file) throws IOException {
    List<JsonNode> expected = ArrowRows.expected(resource("/arrow-cpp/small.expected.jsonl"));
    List<JsonNode> rows = ArrowRows.of(resource("/arrow-cpp/" + file));
    assertThat(rows.subList(0, 100)).isEqualTo(expected);
    assertThat(rows).isEqualTo(ArrowRows.of(resource("/arrow-cpp/small-plain.arrows")));
  }

  @Test
  void structTimestampsAreReadAsTheyAre() throws IOException {
    List<JsonNode> rows = ArrowRows.of(resource("/arrow-cpp/sec-nano.arrows"));
    assertThat(rows).isNotEmpty();
    assertThat(rows.get(0).toString()).contains("\"sec\"").contains("\"nano\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"large-lz4.arrows", "large-zstd.arrows"})
  void largeBuffersHaveTheExpectedSums(String file) throws IOException {
    byte[] body = Golden.shared(file);
    JsonNode expected = new ObjectMapper().readTree(Golden.shared("large.expected.json"));
    Sums sums = new Sums();
    try (RootAllocator allocator = new RootAllocator();
        ArrowStreamDecoder decoder =
            new ArrowStreamDecoder(new ByteArrayInputStream(body), allocator)) {
      while (decoder.next()) {
        for (FieldVector vector : decoder.root().getFieldVectors()) {
          sums.add(vector);
        }
      }
      assertThat(decoder.rowsRead()).isEqualTo(expected.get("rows").asLong());
    }
    expected
        .get("nulls")
        .properties()
        .forEach(
            column ->
                assertThat(sums.nulls.get(column.getKey()))
                    .as(column.getKey())
                    .isEqualTo(column.getValue().asInt()));
    assertThat(sums.i).isEqualTo(expected.get("sum_i").asLong());
    assertThat(sums.b).isEqualTo(new BigInteger(expected.get("sum_b").asText()));
    assertThat(sums.ts).isEqualTo(new BigInteger(expected.get("sum_ts_ns").asText()));
    assertThat(sums.dec).isEqualByComparingTo(new BigDecimal(expected.get("sum_dec").asText()));
    assertThat(sums.strBytes).isEqualTo(expected.get("str_bytes").asLong());
  }

  @Test
  void appendixBSampleIsRead() throws IOException {
    assertThat(TWO_ROWS).hasSize(296);
    assertThat(ArrowRows.of(TWO_ROWS)).hasToString("[{\"a\":1}, {\"a\":2}]");
  }

  @Test
  void appendixBDistributionKeyIsRead() throws IOException {
    byte[] body =
        Base64.getDecoder()
            .decode(
                "/////3gAAAAQAAAAAAAKAAwABgAFAAgACgAAAAABBAAMAAAACAAIAAAABAAIAAAABAAAAAEAAAAUAAAA"
                    + "EAAUAAgABgAHAAwAAAAQABAAAAAAAAECEAAAABwAAAAEAAAAAAAAAAIAAABpZAAACAAMAAgABwAI"
                    + "AAAAAAAAAUAAAAD/////iAAAABQAAAAAAAAADAAWAAYABQAIAAwADAAAAAADBAAYAAAACAAAAAAA"
                    + "AAAAAAoAGAAMAAQACAAKAAAAPAAAABAAAAABAAAAAAAAAAAAAAACAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAACAAAAAAAAAAAAAAAAQAAAAEAAAAAAAAAAAAAAAAAAAAHAAAAAAAAAP////8AAAAA");
    assertThat(body).hasSize(288);
    assertThat(ArrowRows.of(body)).hasToString("[{\"id\":7}]");
  }

  @Test
  void case64EmptyStreamHasColumnsAndNoRows() throws IOException {
    byte[] body = concat(SCHEMA, END);
    assertThat(body).hasSize(136);
    try (RootAllocator allocator = new RootAllocator();
        ArrowStreamDecoder decoder =
            new ArrowStreamDecoder(new ByteArrayInputStream(body), allocator)) {
      assertThat(decoder.schema().getFields()).extracting(Field::getName).containsExactly("a");
      assertThat(decoder.next()).isFalse();
      assertThat(decoder.next()).isFalse();
      assertThat(decoder.rowsRead()).isZero();
    }
  }

  @Test
  void case65ZeroRowBatchesArePassedOver() throws IOException {
    byte[] empty = BATCH.clone();
    empty[ROWS] = 0;
    empty[NODE_LENGTH] = 0;
    byte[] body = concat(SCHEMA, empty, BATCH, empty, empty, BATCH, empty, END);
    try (RootAllocator allocator = new RootAllocator();
        ArrowStreamDecoder decoder =
            new ArrowStreamDecoder(new ByteArrayInputStream(body), allocator)) {
      assertThat(decoder.next()).isTrue();
      assertThat(decoder.root().getRowCount()).isEqualTo(2);
      assertThat(decoder.next()).isTrue();
      assertThat(decoder.rowsRead()).isEqualTo(4);
      assertThat(decoder.next()).isFalse();
    }
  }

  @Test
  void case66CutStreamsAreErrors() {
    assertThatThrownBy(() -> ArrowRows.of(Arrays.copyOf(TWO_ROWS, 296 - 8 - 4)))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("truncated");
    assertThatThrownBy(() -> ArrowRows.of(SCHEMA))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("without its end marker");
  }

  @Test
  void emptyBodyIsAnError() {
    assertThatThrownBy(() -> ArrowRows.of(new byte[0]))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("the body is empty");
  }

  @ParameterizedTest
  @CsvSource({
    "a JSON error, 7B 22 43 6F 64 65 22",
    "a gzip member, 1F 8B 08 00 00",
    "a message without prefix, 78 00 00 00 10 00 00 00"
  })
  void otherBodiesAreNoArrowStreams(String name, String bytes) {
    assertThatThrownBy(() -> ArrowRows.of(hex(bytes)))
        .as(name)
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("not an Arrow stream");
  }

  @Test
  void bytesAfterTheEndMarkerAreAnError() {
    for (byte[] tail : List.of(new byte[1], END, TWO_ROWS)) {
      assertThatThrownBy(() -> ArrowRows.of(concat(TWO_ROWS, tail)))
          .isInstanceOfSatisfying(
              CorruptStreamException.class, e -> assertThat(e.offset()).isEqualTo(296));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"small-body.zst", "small-body.lz4"})
  void bytesAfterAWholeBodyFrameAreAnError(String file) {
    assertThatThrownBy(() -> ArrowRows.count(concat(resource("/arrow-cpp/" + file), new byte[2])))
        .isInstanceOf(CorruptStreamException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sec-nano.arrows",
        "small-plain.arrows",
        "small-zstd.arrows",
        "small-lz4.arrows",
        "small-body.zst",
        "small-body.lz4"
      })
  void everyCutIsAnError(String file) throws IOException {
    byte[] body = resource("/arrow-cpp/" + file);
    for (int length = 0; length < body.length; length++) {
      byte[] cut = Arrays.copyOf(body, length);
      assertThatThrownBy(() -> ArrowRows.count(cut))
          .as("cut after %d bytes", length)
          .isInstanceOf(CorruptStreamException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sec-nano.arrows",
        "small-plain.arrows",
        "small-zstd.arrows",
        "small-lz4.arrows",
        "small-body.zst",
        "small-body.lz4"
      })
  void flippedBitsGiveDataOrAnIoExceptionAndLeakNothing(String file) {
    flipBits(resource("/arrow-cpp/" + file), 17);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sec-nano.arrows",
        "small-plain.arrows",
        "small-zstd.arrows",
        "small-lz4.arrows",
        "small-body.zst",
        "small-body.lz4"
      })
  void everyFlippedByteGivesDataOrAnIoExceptionAndLeaksNothing(String file) {
    flipBits(resource("/arrow-cpp/" + file), 1);
  }

  private static void flipBits(byte[] body, int step) {
    int refused = 0;
    for (int i = 4; i < body.length; i += step) {
      byte[] altered = body.clone();
      altered[i] ^= (byte) (1 << (i * 7 % 8));
      try {
        ArrowRows.count(altered);
      } catch (IOException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("bit flipped in byte " + i, e);
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void claimsOfHugeSizesAreRefusedBeforeAllocation() {
    byte[] metadata = TWO_ROWS.clone();
    LittleEndian.putInt(metadata, 4, 0x7FFFFFF8);
    assertThatThrownBy(() -> ArrowRows.of(metadata))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("metadata of 2147483640 bytes");
    LittleEndian.putInt(metadata, 4, -8);
    assertThatThrownBy(() -> ArrowRows.of(metadata)).isInstanceOf(CorruptStreamException.class);
    byte[] body = TWO_ROWS.clone();
    LittleEndian.putLong(body, 0xA8, 1L << 40);
    assertThatThrownBy(() -> ArrowRows.of(body))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("a record batch of 1099511627776 bytes");
  }

  @Test
  void rowsThatTheBuffersDoNotHoldAreRefused() {
    byte[] batch = BATCH.clone();
    batch[ROWS] = 3;
    batch[NODE_LENGTH] = 3;
    assertThatThrownBy(() -> ArrowRows.of(concat(SCHEMA, batch, END)))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("a buffer of 16 bytes instead of 24");
    batch[NODE_LENGTH] = 2;
    assertThatThrownBy(() -> ArrowRows.of(concat(SCHEMA, batch, END)))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("2 values");
  }

  @Test
  void nobodyReadsOnBehindABrokenBatchOrAClose() throws IOException {
    byte[] broken = BATCH.clone();
    broken[ROWS] = 3;
    byte[] body = concat(SCHEMA, broken, BATCH, END);
    try (RootAllocator allocator = new RootAllocator();
        ArrowStreamDecoder decoder =
            new ArrowStreamDecoder(new ByteArrayInputStream(body), allocator)) {
      assertThatThrownBy(decoder::next).isInstanceOf(CorruptStreamException.class);
      assertThatThrownBy(decoder::next).isInstanceOf(IOException.class);
      decoder.close();
      assertThatThrownBy(decoder::next).hasMessageContaining("closed");
    }
  }

  @Test
  void allocatorWithoutRoomIsNotCorruption() throws IOException {
    byte[] body = resource("/arrow-cpp/small-plain.arrows");
    try (RootAllocator allocator = new RootAllocator(4096);
        ArrowStreamDecoder decoder =
            new ArrowStreamDecoder(new ByteArrayInputStream(body), allocator)) {
      assertThatThrownBy(decoder::next)
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(CorruptStreamException.class)
          .hasMessageContaining("no memory for a batch");
    }
  }

  @Test
  void bodyIsClosedAlsoWhenTheStreamIsRefused() throws IOException {
    for (byte[] bytes : List.of(TWO_ROWS, new byte[0], hex("28 B5 2F FD 00"), SCHEMA)) {
      boolean[] closed = {false};
      ByteArrayInputStream body =
          new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
              closed[0] = true;
            }
          };
      try (RootAllocator allocator = new RootAllocator()) {
        new ArrowStreamDecoder(body, allocator).close();
      } catch (CorruptStreamException e) {
        assertThat(bytes).isNotSameAs(TWO_ROWS);
      }
      assertThat(closed[0]).isTrue();
    }
  }

  /** The sums of large.expected.json. */
  private static final class Sums {
    private final Map<String, Integer> nulls = new HashMap<>();
    private long i;
    private BigInteger b = BigInteger.ZERO;
    private BigInteger ts = BigInteger.ZERO;
    private BigDecimal dec = BigDecimal.ZERO;
    private long strBytes;

    void add(FieldVector vector) {
      nulls.merge(vector.getName(), vector.getNullCount(), Integer::sum);
      for (int row = 0; row < vector.getValueCount(); row++) {
        if (vector.isNull(row)) {
          continue;
        }
        switch (vector.getName()) {
          case "i" -> i += ((IntVector) vector).get(row);
          case "b" -> b = b.add(BigInteger.valueOf(((BigIntVector) vector).get(row)));
          case "ts" -> ts = ts.add(BigInteger.valueOf(((TimeStampNanoVector) vector).get(row)));
          case "dec" -> dec = dec.add(((DecimalVector) vector).getObject(row));
          case "str" -> strBytes += ((VarCharVector) vector).get(row).length;
          default -> {}
        }
      }
    }
  }
}
