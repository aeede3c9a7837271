package dev.maxstorage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.storage.ReadSessionOptions.FilterFallback;
import dev.maxstorage.storage.Split.IndexedSplit;
import dev.maxstorage.storage.Split.RowRangeSplit;
import dev.maxstorage.testing.ArrowBodies;
import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.testing.RecordedRequest;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.CorruptStreamException;
import dev.maxstorage.wire.IncrementalReadOptions;
import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Storage API document, 12.2, 12.4 and 12.5, the client's cases. */
@Timeout(60)
class ReadSessionTest {
  private static final Target.Table TABLE = new Target.Table("p", "default", "t");
  private static final String SCHEMA =
      "\"DataSchema\":{\"DataColumns\":[{\"Name\":\"a\",\"Type\":\"BIGINT\",\"ColumnId\":1}]}";

  private final ScriptedServer server = new ScriptedServer();
  private final ManualClock clock = new ManualClock(TestTransports.START);
  private final HttpTransport transport =
      TestTransports.open(TestTransports.options(server), clock);
  private final StorageClient client = new StorageClient(transport);
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void close() {
    transport.close();
    server.close();
    allocator.close();
  }

  private ReadSession create(ReadSessionOptions options, String members) throws IOException {
    server.then(ScriptedReply.json("{\"SessionId\":\"s\"," + SCHEMA + "," + members + "}"));
    return client.createReadSession(TABLE, options);
  }

  private ReadSession create(String members) throws IOException {
    return create(ReadSessionOptions.ALL, members);
  }

  @Test
  void case33_createWithoutOptionsHasTheTenMembers() throws Exception {
    create("\"SessionStatus\":\"NORMAL\",\"SplitsCount\":1");
    RecordedRequest request = server.onlyRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.action()).isEqualTo("TableCreateReadSession");
    assertThat(request.text())
        .isEqualTo(
            "{\"RequiredDataColumns\":[],\"RequiredPartitionColumns\":[],\"RequiredPartitions\":[],"
                + "\"RequiredBucketIds\":[],\"SplitOptions\":{\"SplitMode\":\"Size\",\"SplitUnit\":"
                + "\"ByteSize\",\"SplitNumber\":268435456,\"CrossPartition\":true},"
                + "\"ArrowOptions\":{\"TimestampUnit\":\"nano\",\"DatetimeUnit\":\"milli\"},"
                + "\"FilterPredicate\":\"\",\"FilterPredicateFallback\":false,"
                + "\"SplitMaxFileNum\":0,\"IncrementalRead\":false}");
  }

  @Test
  void optionsAreInTheRequest() throws Exception {
    create(
        ReadSessionOptions.ALL
            .withColumns(List.of("b", "a"), List.of("pt"))
            .withPartitions(List.of("pt=1/hh=2"))
            .withSplits(SplitMode.ROW_OFFSET, 10)
            .withFilter("`a` > 1", FilterFallback.DELIVER_ALL),
        "\"SessionStatus\":\"NORMAL\"");
    assertThat(server.onlyRequest().text())
        .contains("\"RequiredDataColumns\":[\"b\",\"a\"]")
        .contains("\"RequiredPartitionColumns\":[\"pt\"]")
        .contains("\"RequiredPartitions\":[\"pt=1/hh=2\"]")
        .contains("\"SplitMode\":\"RowOffset\",\"SplitUnit\":\"ByteSize\",\"SplitNumber\":10")
        .contains("\"FilterPredicate\":\"`a` > 1\",\"FilterPredicateFallback\":true");
  }

  @Test
  void case34_pollsUntilNormal() throws Exception {
    server.then(
        ScriptedReply.json("{\"SessionId\":\"s\",\"SessionStatus\":\"INIT\"}"),
        ScriptedReply.json("{\"SessionId\":\"s\",\"SessionStatus\":\"INIT\"}"),
        ScriptedReply.json(
                "{\"SessionId\":\"s\",\"SessionStatus\":\"NORMAL\",\"SplitsCount\":3,"
                    + "\"RecordCount\":9,"
                    + SCHEMA
                    + "}")
            .header("x-odps-request-id", "r-9"));
    ReadSession session = client.createReadSession(TABLE, ReadSessionOptions.ALL);
    assertThat(session.splits())
        .containsExactly(new IndexedSplit(0), new IndexedSplit(1), new IndexedSplit(2));
    assertThat(session.recordCount()).isEqualTo(9);
    assertThat(session.columns()).extracting(column -> column.type().text()).containsOnly("bigint");
    assertThat(session.requestId()).isEqualTo("r-9");
    assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    for (RecordedRequest get : server.requests().subList(1, 3)) {
      assertThat(get.action()).isEqualTo("TableGetReadSession");
      assertThat(get.parameter("SessionId")).isEqualTo("s");
      assertThat(get.parameter("session_refresh")).isEqualTo("false");
      assertThat(get.text()).isEqualTo("{}");
    }
  }

  @Test
  void case35_waitingEndsWithTheSessionId() {
    server.otherwise(
        request -> ScriptedReply.json("{\"SessionId\":\"s-77\",\"SessionStatus\":\"INIT\"}"));
    assertThatThrownBy(
            () ->
                client.createReadSession(
                    TABLE, ReadSessionOptions.ALL.withReadyTimeout(Duration.ofSeconds(2))))
        .isInstanceOf(SessionNotReadyException.class)
        .hasMessageContaining("s-77")
        .hasMessageContaining("2 s");
    assertThat(clock.pauses()).hasSize(2);
  }

  @Test
  void case36_failureShowsStatusAndMessage() {
    assertThatThrownBy(() -> create("\"SessionStatus\":\"CRITICAL\",\"Message\":\"disk\""))
        .isInstanceOf(SessionNotReadyException.class)
        .hasMessageContaining("CRITICAL")
        .hasMessageContaining("disk");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"EXPIRED\"", "\"COMMITTING\"", "\"COMMITTED\"", "\"WARMING\"", "\"\"", "null"})
  void cases37And39_otherWordsFailAtOnce(String status) {
    assertThatThrownBy(() -> create("\"SessionStatus\":" + status))
        .isInstanceOf(SessionNotReadyException.class);
    assertThat(server.requests()).hasSize(1);
    assertThat(clock.pauses()).isEmpty();
  }

  @Test
  void case39_absentStatusFailsAtOnce() {
    assertThatThrownBy(() -> create("\"SplitsCount\":1"))
        .isInstanceOf(SessionNotReadyException.class)
        .hasMessageContaining("without a status");
  }

  @Test
  void case38_lowerCaseIsReady() throws Exception {
    assertThat(create("\"SessionStatus\":\"normal\",\"SplitsCount\":1").splits()).hasSize(1);
  }

  @Test
  void cases40To42_rowRangesCoverAllRows() throws Exception {
    ReadSessionOptions byRows = ReadSessionOptions.ALL.withSplits(SplitMode.ROW_OFFSET, 4096);
    String rows = "\"SessionStatus\":\"NORMAL\",\"SplitMode\":\"RowOffset\",\"RecordCount\":";
    assertThat(create(byRows, rows + 10500).splits())
        .containsExactly(
            new RowRangeSplit(0, 4096),
            new RowRangeSplit(4096, 4096),
            new RowRangeSplit(8192, 2308));
    ReadSession empty = create(byRows, rows + 0);
    assertThat(empty.splits()).isEmpty();
    try (SplitBatches batches = empty.batches(ReadOptions.DEFAULT, allocator)) {
      assertThat(batches.root().getSchema().getFields()).hasSize(1);
      assertThat(batches.next()).isFalse();
    }
    server.then(ScriptedReply.json("{\"SessionId\":\"s\"," + SCHEMA + "," + rows + "70}"));
    assertThat(client.openReadSession(TABLE, "s").splits())
        .containsExactly(new RowRangeSplit(0, 70));
    assertThat(create(rows + 70).splits()).containsExactly(new RowRangeSplit(0, 70));
  }

  @Test
  void cases43To45_otherModesAreReadByIndex() throws Exception {
    List<Split> two = List.of(new IndexedSplit(0), new IndexedSplit(1));
    String ready = "\"SessionStatus\":\"NORMAL\",\"SplitsCount\":2";
    assertThat(create(ready).splits()).isEqualTo(two);
    assertThat(create(ready + ",\"SplitMode\":\"Zebra\"").splits()).isEqualTo(two);
    assertThat(create(ready + ",\"SplitMode\":\"Bucket\",\"SplitBucketId\":[4,7]").splits())
        .isEqualTo(two);
  }

  @Test
  void case55_incrementalReadNamesItsVersions() throws Exception {
    create(
        ReadSessionOptions.ALL.withIncremental(
            new IncrementalReadOptions(null, 3L, 5L, null, null)),
        "\"SessionStatus\":\"NORMAL\"");
    assertThat(server.onlyRequest().text())
        .contains("\"IncrementalRead\":true")
        .contains("\"IncrementalReadOptions\":{\"StartVersion\":3,\"EndVersion\":5}");
  }

  @Test
  void unsupportedTypesAreNamed() {
    server.then(
        ScriptedReply.json(
            "{\"SessionId\":\"s\",\"SessionStatus\":\"NORMAL\",\"DataSchema\":{\"DataColumns\":"
                + "[{\"Name\":\"v\",\"Type\":\"wibble\"}]}}"));
    assertThatThrownBy(() -> client.createReadSession(TABLE, ReadSessionOptions.ALL))
        .hasMessageContaining("'v'")
        .hasMessageContaining("'wibble'");
  }

  @Test
  void cases19And20_routeTokenOfTheSessionIsSentWithReads() throws Exception {
    server.then(
        ScriptedReply.json("{\"SessionId\":\"s\",\"SessionStatus\":\"NORMAL\",\"SplitsCount\":1}")
            .header("x-odps-max-storage-route-token", "rt-1"),
        ScriptedReply.bytes(ArrowBodies.ONE_AND_TWO)
            .header("x-odps-max-storage-route-token", "rt-2"),
        ScriptedReply.bytes(ArrowBodies.ONE_AND_TWO));
    ReadSession session = client.createReadSession(TABLE, ReadSessionOptions.ALL);
    session.openStream(new IndexedSplit(0), 0, ReadOptions.DEFAULT).close();
    session.openStream(new IndexedSplit(0), 0, ReadOptions.DEFAULT).close();
    assertThat(server.requests())
        .extracting(request -> request.header("x-odps-max-storage-route-token"))
        .containsExactly(null, "rt-1", "rt-1");
    ReadSession plain = create("\"SessionStatus\":\"NORMAL\",\"SplitsCount\":1");
    server.then(ScriptedReply.bytes(ArrowBodies.ONE_AND_TWO));
    plain.openStream(new IndexedSplit(0), 0, ReadOptions.DEFAULT).close();
    assertThat(server.lastRequest().headers()).doesNotContainKey("x-odps-max-storage-route-token");
  }

  @Test
  void cases56And57_splitsAreAddressedByIndexOrRange() throws Exception {
    ReadSession session = create("\"SessionStatus\":\"NORMAL\",\"SplitsCount\":3");
    server.then(
        ScriptedReply.bytes(ArrowBodies.ONE_AND_TWO), ScriptedReply.bytes(ArrowBodies.ONE_AND_TWO));
    session.openStream(new IndexedSplit(2), 0, ReadOptions.DEFAULT).close();
    RecordedRequest byIndex = server.lastRequest();
    assertThat(byIndex.query())
        .containsEntry("Action", "TableRead")
        .containsEntry("SessionId", "s")
        .containsEntry("Index", "2")
        .doesNotContainKeys("Offset", "Count");
    assertThat(byIndex.text())
        .isEqualTo(
            "{\"MaxBatchRows\":4096,\"SkipRowNum\":0,\"MaxBatchRawSize\":0,\"DataFormat\":"
                + "{\"Type\":\"Arrow\",\"Version\":\"V5\"},\"DataColumns\":[],"
                + "\"DataColumnsUnordered\":false}");
    assertThat(byIndex.headers()).doesNotContainKey("accept-encoding");
    session.openStream(new RowRangeSplit(4096, 4096), 100, ReadOptions.DEFAULT).close();
    assertThat(server.lastRequest().query())
        .containsEntry("Offset", "4096")
        .containsEntry("Count", "4096")
        .doesNotContainKey("Index");
    assertThat(server.lastRequest().text()).contains("\"SkipRowNum\":100");
  }

  @Test
  void case59And60_batchLimitsAreChecked() {
    for (int rows : new int[] {-1, 20_001}) {
      assertThatThrownBy(() -> ReadOptions.DEFAULT.withMaxBatchRows(rows))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(String.valueOf(rows));
    }
    for (long bytes : new long[] {1024, 268_435_457L}) {
      assertThatThrownBy(() -> new ReadOptions(1, bytes, Compression.NONE, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new ReadOptions(20_000, 268_435_456L, Compression.NONE, List.of()).maxBatchRows())
        .isEqualTo(20_000);
  }

  @Test
  void streamReaderKnowsStatusAndRequestId() throws Exception {
    ReadSession session = create("\"SessionStatus\":\"NORMAL\",\"SplitsCount\":1");
    server.then(
        ScriptedReply.bytes(ArrowBodies.ONE_AND_TWO).header("x-odps-request-id", "r-5"),
        ScriptedReply.bytes(ArrowBodies.ONE_AND_TWO).cutAfter(100));
    try (StreamReader reader = session.openStream(new IndexedSplit(0), 0, ReadOptions.DEFAULT)) {
      assertThat(reader.status()).isEqualTo(StreamStatus.RUNNING);
      assertThat(reader.readAllBytes()).isEqualTo(ArrowBodies.ONE_AND_TWO);
      assertThat(reader.status()).isEqualTo(StreamStatus.OK);
      assertThat(reader.isReadable()).isFalse();
      assertThat(reader.requestId()).isEqualTo("r-5");
    }
    try (StreamReader reader = session.openStream(new IndexedSplit(0), 0, ReadOptions.DEFAULT)) {
      assertThatThrownBy(reader::readAllBytes).isInstanceOf(IOException.class);
      assertThat(reader.status()).isEqualTo(StreamStatus.BROKEN);
    }
  }

  @Test
  void batchesOfTheReferenceStreamAreRead() throws Exception {
    assertThat(batches(ScriptedReply.bytes(ArrowBodies.ONE_AND_TWO))).containsExactly(1L, 2L);
  }

  @Test
  void case139_columnsAreMatchedWithoutRegardToCase() throws Exception {
    String lower = HexFormat.of().withUpperCase().formatHex(ArrowBodies.ONE_AND_TWO);
    String upper = lower.replace("0100000061000000", "0100000041000000");
    assertThat(upper).isNotEqualTo(lower);
    assertThat(batches(ScriptedReply.bytes(HexFormat.of().parseHex(upper))))
        .containsExactly(1L, 2L);
  }

  @Test
  void case64_emptySplitHasColumnsAndNoRows() throws Exception {
    byte[] empty =
        concat(
            Arrays.copyOf(ArrowBodies.ONE_AND_TWO, 128),
            HexFormat.of().parseHex("FFFFFFFF00000000"));
    assertThat(batches(ScriptedReply.bytes(empty))).isEmpty();
  }

  @Test
  void case65_emptyBatchesAreSkipped() throws Exception {
    byte[] body = ArrowBodies.of(new long[] {1, 2}, new long[0], new long[] {3, 4});
    assertThat(batches(ScriptedReply.bytes(body))).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void case66_everyCutIsAnError() {
    byte[] body = ArrowBodies.ONE_AND_TWO;
    for (int end = 0; end < body.length; end++) {
      // The HTTP body ends properly: only the Arrow stream is cut.
      ScriptedReply cut = ScriptedReply.bytes(Arrays.copyOf(body, end));
      assertThatThrownBy(() -> batches(cut))
          .as("cut at %s", end)
          .isInstanceOf(CorruptStreamException.class);
    }
  }

  @Test
  void bytesBehindTheEndMarkerAreAnError() {
    assertThatThrownBy(
            () -> batches(ScriptedReply.bytes(concat(ArrowBodies.ONE_AND_TWO, new byte[1]))))
        .isInstanceOf(CorruptStreamException.class);
  }

  @Test
  void cases67To70_whatComesIsFoundOutFromTheBytes() throws Exception {
    ReadSession session = create("\"SessionStatus\":\"NORMAL\",\"SplitsCount\":1");
    byte[] zstdBuffers = ArrowBodies.of(Compression.ZSTD, new long[] {1, 2});
    byte[] lz4Buffers = ArrowBodies.of(Compression.LZ4_FRAME, new long[] {1, 2});
    assertThat(batches(session, Compression.ZSTD, ScriptedReply.bytes(zstdBuffers)))
        .containsExactly(1L, 2L);
    assertThat(server.lastRequest().header("Accept-Encoding")).isEqualTo("zstd");
    assertThat(batches(session, Compression.LZ4_FRAME, ScriptedReply.bytes(lz4Buffers)))
        .containsExactly(1L, 2L);
    assertThat(server.lastRequest().header("Accept-Encoding")).isEqualTo("x-lz4-frame");
    for (Compression codec : List.of(Compression.ZSTD, Compression.LZ4_FRAME)) {
      ScriptedReply whole = ScriptedReply.bytes(compressed(codec, ArrowBodies.ONE_AND_TWO));
      assertThat(batches(session, codec, whole)).containsExactly(1L, 2L);
      assertThat(batches(session, codec, whole.header("Content-Encoding", codec.token())))
          .containsExactly(1L, 2L);
    }
    ScriptedReply plain = ScriptedReply.bytes(ArrowBodies.ONE_AND_TWO);
    assertThat(batches(session, Compression.ZSTD, plain)).containsExactly(1L, 2L);
    assertThat(batches(session, Compression.ZSTD, plain.header("Content-Encoding", "zstd")))
        .containsExactly(1L, 2L);
  }

  @Test
  void aRangeMustDeliverWhatWasPromised() throws Exception {
    ReadSession session =
        create("\"SessionStatus\":\"NORMAL\",\"SplitMode\":\"RowOffset\",\"RecordCount\":3");
    server.then(
        ScriptedReply.bytes(ArrowBodies.ONE_AND_TWO),
        ScriptedReply.bytes(ArrowBodies.range(1, 4, 4)));
    for (String rows : List.of("2 rows, not 3", "at least 4 rows, not 3")) {
      try (ArrowBatchReader reader =
          session.openBatches(session.splits().get(0), ReadOptions.DEFAULT, allocator)) {
        assertThatThrownBy(
                () -> {
                  while (reader.next()) {
                    assertThat(reader.rowsRead()).isPositive();
                  }
                })
            .isInstanceOf(CorruptStreamException.class)
            .hasMessageContaining(rows);
        assertThat(reader.status()).isEqualTo(StreamStatus.BROKEN);
      }
    }
  }

  @Test
  void withAFilterNoNumberOfRowsIsPromised() throws Exception {
    ReadSession session =
        create(
            ReadSessionOptions.ALL.withFilter("`a` > 0", FilterFallback.REFUSE),
            "\"SessionStatus\":\"NORMAL\",\"SplitMode\":\"RowOffset\",\"RecordCount\":3");
    server.then(ScriptedReply.bytes(ArrowBodies.ONE_AND_TWO));
    try (SplitBatches batches = session.batches(ReadOptions.DEFAULT, allocator)) {
      assertThat(batches.next()).isTrue();
      assertThat(batches.next()).isFalse();
    }
  }

  @Test
  void case78_previewSaysItsLimitTwice() throws Exception {
    server.then(ScriptedReply.bytes(ArrowBodies.ONE_AND_TWO));
    try (ArrowBatchReader reader =
        new ArrowBatchReader(client.preview(TABLE, 10L, null, null), allocator)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.next()).isFalse();
    }
    assertThat(server.onlyRequest().query())
        .containsEntry("Action", "TablePreview")
        .containsEntry("Limit", "10")
        .doesNotContainKey("Partition");
    assertThat(server.onlyRequest().text()).isEqualTo("{\"Limit\":10}");
    assertThat(server.onlyRequest().headers()).doesNotContainKey("accept-encoding");
  }

  @Test
  void cases79And80_resultsOfJobsAreReadInRanges() throws Exception {
    Target.Instance instance = new Target.Instance("p", "i1");
    String schema =
        "\"TableSchema\":{\"DataColumns\":[{\"columnType\":{\"MemberName\":\"a\",\"Type\":0}}]}";
    server.then(
        ScriptedReply.json("{\"DownloadID\":\"d1\",\"Status\":\"initiating\"}"),
        ScriptedReply.json(
                "{\"DownloadID\":\"d1\",\"RecordCount\":7,\"Status\":\"normal\"," + schema + "}")
            .header("x-odps-max-storage-route-token", "rt-1"),
        ScriptedReply.bytes(ArrowBodies.range(2, 5, 5)));
    ReadSession session = client.createInstanceReadSession(instance);
    assertThat(session.id()).isEqualTo("d1");
    assertThat(session.recordCount()).isEqualTo(7);
    assertThat(session.columns()).extracting(column -> column.name()).containsExactly("a");
    assertThat(session.splits()).containsExactly(new RowRangeSplit(0, 7));
    assertThat(server.requests().get(0).text()).isEqualTo("{\"EnableLimit\":false}");
    try (ArrowBatchReader reader =
        session.openBatches(new RowRangeSplit(2, 5), ReadOptions.DEFAULT, allocator)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.rowsRead()).isEqualTo(5);
      assertThat(reader.next()).isFalse();
    }
    RecordedRequest read = server.lastRequest();
    assertThat(read.query())
        .containsEntry("SessionId", "d1")
        .containsEntry("Offset", "2")
        .containsEntry("Count", "5");
    assertThat(read.text())
        .isEqualTo(
            "{\"TaskName\":\"AnonymousSQLTask\",\"QueryId\":0,\"EnableLimit\":false,"
                + "\"Columns\":[]}");
    assertThat(read.headers()).doesNotContainKey("x-odps-max-storage-route-token");
    assertThatThrownBy(() -> session.openStream(new IndexedSplit(0), 0, ReadOptions.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<Long> batches(ScriptedReply reply) throws IOException {
    ReadSession session = create("\"SessionStatus\":\"NORMAL\",\"SplitsCount\":1");
    return batches(session, Compression.NONE, reply);
  }

  private List<Long> batches(ReadSession session, Compression asked, ScriptedReply reply)
      throws IOException {
    server.then(reply);
    List<Long> values = new ArrayList<>();
    try (ArrowBatchReader reader =
        session.openBatches(
            new IndexedSplit(0), ReadOptions.DEFAULT.withCompression(asked), allocator)) {
      assertThat(reader.root().getSchema().getFields()).hasSize(1);
      while (reader.next()) {
        values.addAll(ArrowBodies.values(reader.root()));
      }
      assertThat(reader.status()).isEqualTo(StreamStatus.OK);
    }
    return values;
  }

  private static byte[] compressed(Compression codec, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream encoded = codec.encode(out)) {
      encoded.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
