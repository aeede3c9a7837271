package dev.maxstorage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.ArrowBodies;
import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.transport.CancelledException;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.RetryPolicy;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.wire.ArrowStreamEncoder;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.CorruptStreamException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that break at every kind of place; no row twice, none missing. */
@Timeout(60)
class SplitBatchesTest {
  private static final NumberedRows NUMBERS = new NumberedRows(1000, 300, 64);

  private final ScriptedServer server = new ScriptedServer();
  private final ManualClock clock = new ManualClock(TestTransports.START);
  private final HttpTransport transport =
      TestTransports.open(
          TestTransports.options(server).withRetry(RetryPolicy.ofRetries(5)), clock);
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void close() {
    transport.close();
    server.close();
    allocator.close();
  }

  private ReadSession byRows() throws IOException {
    return NUMBERS.byRows(server, transport);
  }

  private ReadSession bySize() throws IOException {
    return NUMBERS.bySize(server, transport);
  }

  private List<Long> read(ReadSession session) throws IOException {
    List<Long> values = new ArrayList<>();
    try (SplitBatches batches = session.batches(ReadOptions.DEFAULT, allocator)) {
      VectorSchemaRoot root = batches.root();
      FieldVector vector = root.getVector(0);
      assertThat(root.getRowCount()).isZero();
      while (batches.next()) {
        assertThat(batches.root()).isSameAs(root);
        assertThat(root.getVector(0)).isSameAs(vector);
        values.addAll(ArrowBodies.values(root));
      }
      assertThat(root.getRowCount()).isZero();
      assertThat(batches.splitPosition()).isEqualTo(session.splits().size());
    }
    return values;
  }

  @Test
  void allSplitsAreReadInOrderIntoOneRoot() throws Exception {
    server.otherwise(NUMBERS::honest);
    assertThat(read(byRows())).isEqualTo(NUMBERS.all());
    assertThat(read(bySize())).isEqualTo(NUMBERS.all());
    assertThat(clock.pauses()).isEmpty();
  }

  @Test
  void streamsThatBreakAnywhereAreResumed() throws Exception {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      server.otherwise(
          request -> {
            ScriptedReply whole = NUMBERS.honest(request);
            int length = whole.body().length;
            return switch (random.nextInt(6)) {
              case 0 -> whole.cutAfter(random.nextInt(length + 1)); // HTTP body cut
              case 1 -> whole.withLength().cutAfter(random.nextInt(length));
              case 2 -> // Arrow stream cut inside a proper body
                  ScriptedReply.bytes(Arrays.copyOf(whole.body(), random.nextInt(length)));
              default -> whole;
            };
          });
      assertThat(read(seed % 2 == 0 ? byRows() : bySize()))
          .as("seed %s", seed)
          .isEqualTo(NUMBERS.all());
    }
  }

  @Test
  void whereOnlyTheEndOfARangeIsLostNothingIsAskedAgain() throws Exception {
    server.otherwise(
        request -> {
          ScriptedReply whole = NUMBERS.honest(request);
          return whole.cutAfter(whole.body().length);
        });
    ReadSession session = byRows();
    assertThat(read(session)).isEqualTo(NUMBERS.all());
    assertThat(server.requests()).hasSize(1 + session.splits().size());
  }

  @Test
  void aSplitThatNeverGetsOnFailsInTheEnd() throws Exception {
    ReadSession session = bySize();
    server.otherwise(request -> NUMBERS.honest(request).cutAfter(50));
    assertThatThrownBy(() -> read(session)).isInstanceOf(IOException.class);
    assertThat(server.requests()).hasSize(1 + 6);
    assertThat(clock.pauses()).hasSize(5);
  }

  @Test
  void refusalsAreNotRepeated() throws Exception {
    ReadSession session = bySize();
    server.otherwise(
        request -> ScriptedReply.of(404, "{\"Code\":\"NoSuchSession\",\"Message\":\"gone\"}"));
    assertThatThrownBy(() -> read(session)).isInstanceOf(ServiceException.class);
    assertThat(server.requests()).hasSize(3); // it asked once whether the session can be revived
    assertThat(server.lastRequest().parameter("session_refresh")).isEqualTo("true");
  }

  @Test
  void cancelIsNotRepeated() throws Exception {
    ReadSession session = bySize();
    server.otherwise(NUMBERS::honest);
    try (SplitBatches batches = session.batches(ReadOptions.DEFAULT, allocator)) {
      assertThat(batches.next()).isTrue();
      transport.cancelAll();
      assertThatThrownBy(
              () -> {
                while (batches.next()) {
                  assertThat(batches.root().getRowCount()).isPositive();
                }
              })
          .isInstanceOf(CancelledException.class);
    }
  }

  @Test
  void splitsOfDifferentColumnsAreRefused() throws Exception {
    ReadSession session = bySize();
    byte[] other = other();
    server.otherwise(
        request ->
            "0".equals(request.parameter("Index"))
                ? NUMBERS.honest(request)
                : ScriptedReply.bytes(other));
    assertThatThrownBy(() -> read(session))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("columns");
  }

  private static byte[] other() throws IOException {
    var schema = new Schema(List.of(Field.nullable("a", new ArrowType.Int(32, true))));
    var bytes = new ByteArrayOutputStream();
    try (BufferAllocator memory = new RootAllocator();
        VectorSchemaRoot root = VectorSchemaRoot.create(schema, memory);
        var encoder = new ArrowStreamEncoder(bytes, schema, Compression.NONE)) {
      root.allocateNew();
      root.setRowCount(1);
      encoder.write(root);
      encoder.end();
    }
    return bytes.toByteArray();
  }
}
