package dev.maxstorage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maxstorage.testing.ArrowBodies;
import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.testing.RecordedRequest;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.RetryPolicy;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.Target;
import dev.maxstorage.wire.WriteMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Storage API document, 12.2, 12.6 and 12.7, the client's cases. */
@Timeout(60)
class WriteSessionTest {
  private static final Target.Table TABLE = new Target.Table("p", "default", "t");
  private static final String TOKEN = "x-odps-max-storage-route-token";
  private static final String END_MARKER = "FFFFFFFF00000000";
  private static final String SCHEMA =
      "\"TableSchema\":{\"DataColumns\":[{\"columnType\":{\"MemberName\":\"a\",\"ColumnId\":1,"
          + "\"Type\":0}}],\"MaxFieldSize\":100}";

  private final ScriptedServer server = new ScriptedServer();
  private final ManualClock clock = new ManualClock(TestTransports.START);
  private final BufferAllocator allocator = new RootAllocator();
  private final VectorSchemaRoot root = VectorSchemaRoot.create(ArrowBodies.SCHEMA, allocator);
  private HttpTransport transport = open("2");

  WriteSessionTest() {
    server.otherwise(WriteSessionTest::friendly);
  }

  @AfterEach
  void close() {
    root.close();
    allocator.close();
    transport.close();
    server.close();
  }

  private HttpTransport open(String version) {
    return TestTransports.open(TestTransports.options(server).withApiVersion(version), clock);
  }

  private StorageClient version3() {
    transport.close();
    transport = open("3");
    return new StorageClient(transport);
  }

  /** A server to which nothing special happens. */
  private static ScriptedReply friendly(RecordedRequest request) {
    return switch (request.action()) {
      case "TableCreateWriteSession" -> ScriptedReply.json("{\"SessionId\":\"w1\"}");
      case "TableCreateWriteStream" -> ScriptedReply.json("{" + SCHEMA + "}");
      default -> ScriptedReply.json("{}");
    };
  }

  private WriteSession session(WriteSessionOptions options) throws IOException {
    return new StorageClient(transport).createWriteSession(TABLE, options);
  }

  private ArrowBatchWriter writer(WriteStream stream) {
    return stream.batchWriter(ArrowBodies.SCHEMA, Compression.NONE);
  }

  private VectorSchemaRoot rows(long... values) {
    ArrowBodies.fill(root, values);
    return root;
  }

  private RecordedRequest only(String action) {
    List<RecordedRequest> found = all(action);
    assertThat(found).as(action).hasSize(1);
    return found.get(0);
  }

  private List<RecordedRequest> all(String action) {
    return server.requests().stream().filter(request -> request.action().equals(action)).toList();
  }

  private static String hexEnd(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes, bytes.length - 8, bytes.length);
  }

  @Test
  void case18_aWarningIsLoggedAndTheCallSucceeds() throws Exception {
    server.otherwise(
        request ->
            request.action().equals("TableCreateWriteSession")
                ? ScriptedReply.json("{\"SessionId\":\"w1\",\"WarningMessage\":\"w\"}")
                : friendly(request));
    List<String> logged = new CopyOnWriteArrayList<>();
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord message) {
            logged.add(message.getLevel() + " " + message.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(WriteCalls.class.getName());
    logger.addHandler(listener);
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      assertThat(session.id()).isEqualTo("w1");
    } finally {
      logger.removeHandler(listener);
    }
    assertThat(logged)
        .containsExactly("WARNING TableCreateWriteSession projects.p.schemas.default.tables.t: w");
  }

  @Test
  void case82_version2SaysNothingOfModesAndFormats() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      assertThat(session.id()).isEqualTo("w1");
    }
    RecordedRequest create = only("TableCreateWriteSession");
    assertThat(create.text()).isEqualTo("{\"PartialPartitionSpec\":\"\",\"Flags\":{}}");
    assertThat(create.query()).doesNotContainKey("WriteMode");
  }

  @Test
  void case83_version3NamesTheModeOnEveryAction() throws Exception {
    try (WriteSession session = version3().createWriteSession(TABLE, WriteSessionOptions.BATCH)) {
      try (ArrowBatchWriter writer = writer(session.openStream("s"))) {
        writer.write(rows(1));
      }
      session.commit();
    }
    assertThat(server.actions())
        .containsExactly(
            "TableCreateWriteSession",
            "TableCreateWriteStream",
            "TableWrite",
            "TableCloseWriteStream",
            "TableCommitWriteSession");
    assertThat(server.requests())
        .extracting(request -> request.parameter("WriteMode"))
        .containsOnly("Batch");
  }

  @Test
  void case84_streamingNeedsNoSession() throws Exception {
    try (WriteSession session =
            version3().createWriteSession(TABLE, WriteSessionOptions.STREAMING);
        WriteStream stream = session.openStream("w-1")) {
      assertThat(stream.columns()).hasSize(1);
      assertThatThrownBy(session::commit).isInstanceOf(IllegalStateException.class);
    }
    assertThat(server.onlyRequest().query())
        .containsEntry("Action", "TableCreateWriteStream")
        .containsEntry("SessionId", "default")
        .containsEntry("WriteMode", "Streaming");
  }

  @Test
  void case85_existingSessionIsAskedForOnce() throws Exception {
    try (WriteSession session =
        new StorageClient(transport).openWriteSession(TABLE, "x", WriteSessionOptions.BATCH)) {
      assertThat(session.id()).isEqualTo("x");
      assertThat(server.actions()).containsExactly("TableGetWriteSession");
      assertThat(server.lastRequest().parameter("SessionId")).isEqualTo("x");
      assertThat(server.lastRequest().text()).isEqualTo("{}");
    }
  }

  @Test
  void case86_flagsAreTexts() throws Exception {
    session(
            WriteSessionOptions.BATCH
                .withPartition("pt=1/hh=2")
                .overwriting()
                .withQuota("q")
                .followingSchema())
        .close();
    assertThat(only("TableCreateWriteSession").text())
        .startsWith("{\"PartialPartitionSpec\":\"pt=1/hh=2\",\"Flags\":{")
        .contains("\"overwrite\":\"true\"")
        .contains("\"quota_name\":\"q\"")
        .contains("\"enable_schema_evolution\":\"true\"");
  }

  @Test
  void case87_rowsThenCloseThenCommit() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      try (ArrowBatchWriter writer = writer(session.openStream("s"))) {
        writer.write(rows(1, 2));
        assertThat(all("TableWrite")).isEmpty();
      }
      session.commit();
      assertThat(session.state()).isEqualTo(WriteSessionState.COMMITTED);
      assertThatThrownBy(session::abort).isInstanceOf(IllegalStateException.class);
    }
    assertThat(only("TableCreateWriteStream").text())
        .isEqualTo("{\"StreamId\":\"s\",\"StreamVersion\":1}");
    RecordedRequest write = only("TableWrite");
    assertThat(write.query())
        .containsEntry("SessionId", "w1")
        .containsEntry("StreamId", "s")
        .containsEntry("StreamVersion", "1")
        .containsEntry("Count", "2");
    assertThat(write.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(hexEnd(write.body())).isEqualTo(END_MARKER);
    assertThat(ArrowBodies.values(write.body())).containsExactly(1L, 2L);
    assertThat(only("TableCloseWriteStream").text())
        .isEqualTo("{\"SessionId\":\"w1\",\"StreamId\":\"s\",\"StreamVersion\":1}");
    assertThat(only("TableCommitWriteSession").text()).isEqualTo("{}");
    assertThat(all("TableAbortWriteSession")).isEmpty();
  }

  @Test
  void case88_tableIdAndSchemaVersionAreEchoed() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      server.then(ScriptedReply.json("{\"TableId\":\"t-1\",\"SchemaVersion\":3," + SCHEMA + "}"));
      try (ArrowBatchWriter writer = writer(session.openStream("s"))) {
        writer.write(rows(1));
      }
      try (ArrowBatchWriter writer = writer(session.openStream("s2"))) {
        writer.write(rows(1));
      }
    }
    List<RecordedRequest> writes = all("TableWrite");
    assertThat(writes.get(0).query())
        .containsEntry("TableId", "t-1")
        .containsEntry("SchemaVersion", "3");
    assertThat(writes.get(1).query()).doesNotContainKeys("TableId", "SchemaVersion");
  }

  @Test
  void case89_flushWithoutRowsIsNoRequest() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      try (ArrowBatchWriter writer = writer(session.openStream("s"))) {
        writer.flush();
        writer.write(rows());
        writer.flush();
      }
    }
    assertThat(all("TableWrite")).isEmpty();
  }

  @Test
  void case90_defaultStreamAndDefaultSessionAreNotClosed() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      session.openStream("default").close();
    }
    try (WriteSession session = session(WriteSessionOptions.STREAMING)) {
      session.openStream("mine").close();
    }
    assertThat(all("TableCloseWriteStream")).isEmpty();
    assertThat(all("TableAbortWriteSession")).hasSize(1);
  }

  @Test
  void case91_compressionIsInsideTheBatches() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH);
        ArrowBatchWriter writer =
            session.openStream("s").batchWriter(ArrowBodies.SCHEMA, Compression.ZSTD)) {
      writer.write(rows(LongStream.range(0, 5000).toArray()));
    }
    RecordedRequest write = only("TableWrite");
    assertThat(write.headers()).doesNotContainKey("content-encoding");
    assertThat(write.body().length).isLessThan(30_000);
    assertThat(HexFormat.of().formatHex(write.body(), 0, 4)).isEqualTo("ffffffff");
    assertThat(ArrowBodies.values(write.body())).hasSize(5000);
  }

  @Test
  void case92_failedWriteIsSentAgainWithTheSameRows() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH);
        ArrowBatchWriter writer = writer(session.openStream("s"))) {
      writer.write(rows(1, 2));
      server.then(ScriptedReply.of(500, ""));
      assertThatThrownBy(writer::flush).isInstanceOf(ServiceException.class);
      writer.write(rows(3));
      writer.flush();
      assertThat(writer.rowsStored()).isEqualTo(3);
    }
    assertThat(all("TableWrite"))
        .extracting(write -> ArrowBodies.values(write.body()))
        .containsExactly(List.of(1L, 2L), List.of(1L, 2L), List.of(3L));
  }

  @Test
  void largeBatchesAreSentAsSeveralWrites() throws Exception {
    long[] values = LongStream.range(0, 500_000).toArray();
    try (WriteSession session = session(WriteSessionOptions.BATCH);
        ArrowBatchWriter writer = writer(session.openStream("s"))) {
      for (int i = 0; i < 10; i++) {
        writer.write(rows(values));
      }
    }
    List<RecordedRequest> writes = all("TableWrite");
    assertThat(writes).hasSizeGreaterThan(1);
    assertThat(writes).allMatch(write -> write.body().length < 25_000_000);
    assertThat(writes.stream().mapToLong(write -> Long.parseLong(write.query().get("Count"))).sum())
        .isEqualTo(5_000_000);
  }

  @Test
  void case93_streamIsClosedThoughTheFlushFails() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      ArrowBatchWriter writer = writer(session.openStream("s"));
      writer.write(rows(1));
      server.then(ScriptedReply.of(500, "{\"Code\":\"X\",\"Message\":\"flush failed\"}"));
      assertThatThrownBy(writer::close).hasMessageContaining("flush failed");
      assertThat(writer.status()).isEqualTo(StreamStatus.BROKEN);
      writer.close();
    }
    assertThat(all("TableCloseWriteStream")).hasSize(1);
  }

  @Test
  void aLostWriteOfAPlainStreamIsNotSentAgain() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      ArrowBatchWriter writer = writer(session.openStream("s"));
      writer.write(rows(1));
      server.then(ScriptedReply.noAnswer());
      assertThatThrownBy(writer::flush).isInstanceOf(IOException.class);
      assertThatThrownBy(writer::flush).hasMessageContaining("stream version above 1");
      assertThatThrownBy(writer::close).hasMessageContaining("stream version above 1");
    }
    assertThat(all("TableWrite")).hasSize(1);
    assertThat(all("TableCloseWriteStream")).isEmpty();
  }

  @Test
  void case94_closingAbortsOnceAndTellsNoFailure() throws Exception {
    server.then(ScriptedReply.json("{\"SessionId\":\"w1\"}"), ScriptedReply.of(500, ""));
    WriteSession session = session(WriteSessionOptions.BATCH);
    session.close();
    session.close();
    assertThat(session.state()).isEqualTo(WriteSessionState.ABORTED);
    assertThat(server.actions())
        .containsExactly("TableCreateWriteSession", "TableAbortWriteSession");
    assertThatThrownBy(() -> session.openStream("s"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ABORTED");
  }

  @Test
  void abortWorksAfterTheStatementWasCancelled() throws Exception {
    CancelScope scope = transport.scope().child();
    WriteSession session =
        new StorageClient(transport.within(scope))
            .createWriteSession(TABLE, WriteSessionOptions.BATCH);
    scope.cancel();
    session.abort();
    assertThat(only("TableAbortWriteSession").parameter("SessionId")).isEqualTo("w1");
  }

  @Test
  void case95_listsOfDifferentLengthAreNotSent() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      session.commit(List.of("a"), List.of());
    }
    assertThat(only("TableCommitWriteSession").text()).isEqualTo("{}");
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      session.commit(List.of("s1", "s3"), List.of(2L, 2L));
    }
    assertThat(server.lastRequest().text())
        .isEqualTo("{\"StreamIds\":[\"s1\",\"s3\"],\"StreamVersions\":[2,2]}");
  }

  @Test
  void lostCommitIsAskedForOnceAndNeverRepeated() throws Exception {
    transport.close();
    transport =
        TestTransports.open(TestTransports.options(server).withRetry(RetryPolicy.DEFAULT), clock);
    for (ScriptedReply lost :
        List.of(
            ScriptedReply.noAnswer(),
            ScriptedReply.json("{}").cutAfter(1),
            ScriptedReply.of(504, "<html>gateway"),
            ScriptedReply.of(200, "<html>"))) {
      int before = server.requests().size();
      WriteSession session = session(WriteSessionOptions.BATCH);
      server.then(lost, ScriptedReply.json("{\"Streams\":{\"s\":1}}"));
      CommitOutcomeUnknownException e =
          catchThrowableOfType(CommitOutcomeUnknownException.class, session::commit);
      assertThat(e.sessionId()).isEqualTo("w1");
      assertThat(e).hasMessageContaining("w1");
      assertThat(session.state()).isEqualTo(WriteSessionState.UNKNOWN);
      session.close();
      assertThatThrownBy(session::commit).isInstanceOf(IllegalStateException.class);
      assertThat(server.actions().subList(before, server.actions().size()))
          .containsExactly(
              "TableCreateWriteSession", "TableCommitWriteSession", "TableGetWriteSession");
    }
  }

  @Test
  void lostCommitThatTheServerKnowsAsDoneIsDone() throws Exception {
    WriteSession session = session(WriteSessionOptions.BATCH);
    server.then(ScriptedReply.noAnswer(), ScriptedReply.json("{\"SessionStatus\":\"COMMITTED\"}"));
    session.commit();
    assertThat(session.state()).isEqualTo(WriteSessionState.COMMITTED);
  }

  @Test
  void refusedCommitLeavesTheSessionOpenToBeAborted() throws Exception {
    WriteSession session = session(WriteSessionOptions.BATCH);
    server.then(ScriptedReply.of(409, "{\"Code\":\"InvalidState\",\"Message\":\"no\"}"));
    assertThatThrownBy(session::commit).isInstanceOf(ServiceException.class);
    assertThat(session.state()).isEqualTo(WriteSessionState.OPEN);
    session.close();
    assertThat(server.actions())
        .containsExactly(
            "TableCreateWriteSession", "TableCommitWriteSession", "TableAbortWriteSession");
  }

  @Test
  void case21_newerRouteTokensReplaceOlderOnes() throws Exception {
    server.then(
        ScriptedReply.json("{\"SessionId\":\"w1\"}").header(TOKEN, "rt-1"),
        ScriptedReply.json("{" + SCHEMA + "}"),
        ScriptedReply.json("{}").header(TOKEN, "rt-2"));
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      try (ArrowBatchWriter writer = writer(session.openStream("s"))) {
        writer.write(rows(1));
        writer.flush();
        writer.write(rows(2));
      }
      assertThat(session.routeToken()).isEqualTo("rt-2");
      session.commit();
    }
    assertThat(server.requests())
        .extracting(request -> request.header(TOKEN))
        .containsExactly(null, "rt-1", "rt-1", "rt-2", "rt-2", "rt-2");
  }

  @Test
  void case22_tokensOfGetAndCloseStreamAreIgnored() throws Exception {
    server.then(
        ScriptedReply.json("{\"SessionId\":\"w1\"}").header(TOKEN, "rt-1"),
        ScriptedReply.json("{" + SCHEMA + "}").header(TOKEN, "rt-9"),
        ScriptedReply.json("{}").header(TOKEN, "rt-9"));
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      session.resumeStream("s", 1, Delivery.PLAIN).close();
      assertThat(session.routeToken()).isEqualTo("rt-1");
    }
    assertThat(server.actions().subList(1, 3))
        .containsExactly("TableGetWriteStream", "TableCloseWriteStream");
  }

  @Test
  void cases107And108_stagingIdsAreOpaqueTexts() throws Exception {
    WriteSession old = session(WriteSessionOptions.STREAMING);
    assertThatThrownBy(old::minUncommittedStagingId)
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(server.requests()).isEmpty();
    WriteSession session = version3().createWriteSession(TABLE, WriteSessionOptions.STREAMING);
    server.then(
        ScriptedReply.json("{\"MinUncommittedStagingId\":\"staging-456\"}"),
        ScriptedReply.json("{\"MinUncommittedStagingId\":118}"),
        ScriptedReply.json("{\"MinUncommittedStagingId\":null}"));
    assertThat(session.minUncommittedStagingId()).isEqualTo("staging-456");
    assertThat(session.minUncommittedStagingId()).isEqualTo("118");
    assertThat(session.minUncommittedStagingId()).isNull();
  }

  @Test
  void closedStreamsAreNamedWithTheirVersions() throws Exception {
    WriteSession session = session(WriteSessionOptions.BATCH);
    server.then(ScriptedReply.json("{\"Streams\":{\"s1\":2,\"s3\":2}}"));
    assertThat(session.closedStreams()).isEqualTo(Map.of("s1", 2L, "s3", 2L));
  }

  @Test
  void case110_exactlyOnceNeedsAnAccessToken() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      assertThatThrownBy(() -> session.openStream("s", 1, Delivery.EXACTLY_ONCE))
          .hasMessageContaining("access token");
    }
    assertThat(all("TableWrite")).isEmpty();
  }

  @Test
  void cases111To113_offsetsFollowTheAnswers() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      server.then(ScriptedReply.json("{\"AccessToken\":\"at\"," + SCHEMA + "}"));
      try (ArrowBatchWriter writer = writer(session.openStream("s", 1, Delivery.EXACTLY_ONCE))) {
        server.then(
            ScriptedReply.json("{\"ExactlyOnceRowOffset\":1000}"),
            ScriptedReply.noAnswer(),
            ScriptedReply.json("{\"ExactlyOnceRowOffset\":1500}"));
        writer.write(rows(LongStream.range(0, 1000).toArray()));
        writer.flush();
        writer.write(rows(LongStream.range(0, 500).toArray()));
        assertThatThrownBy(writer::flush).isInstanceOf(IOException.class);
        writer.flush();
        assertThat(writer.newestAnswer().exactlyOnceRowOffset()).isEqualTo(1500);
      }
    }
    assertThat(only("TableCreateWriteStream").text()).contains("\"ExactlyOnceMode\":true");
    assertThat(all("TableWrite"))
        .extracting(write -> write.parameter("RowOffset") + " " + write.parameter("Count"))
        .containsExactly("0 1000", "1000 500", "1000 500");
    assertThat(all("TableWrite"))
        .extracting(write -> write.header("x-odps-max-storage-write-access-token"))
        .containsOnly("at");
  }

  @Test
  void case112_plainStreamsHaveNoOffsets() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH);
        ArrowBatchWriter writer = writer(session.openStream("s"))) {
      writer.write(rows(1));
    }
    assertThat(only("TableWrite").query()).doesNotContainKey("RowOffset");
    assertThat(only("TableWrite").headers())
        .doesNotContainKey("x-odps-max-storage-write-access-token");
  }

  @Test
  void cases109And114_resumeTakesOverTheOffset() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      server.then(
          ScriptedReply.json(
              "{\"status\":0,\"Status\":\"OPEN\",\"recordCount\":5,\"RowOffset\":1500,"
                  + "\"AccessToken\":\"at2\","
                  + SCHEMA
                  + "}"));
      try (ArrowBatchWriter writer = writer(session.resumeStream("s", 1, Delivery.EXACTLY_ONCE))) {
        writer.write(rows(7));
      }
    }
    assertThat(all("TableCreateWriteStream")).isEmpty();
    assertThat(only("TableGetWriteStream").query())
        .containsEntry("StreamId", "s")
        .containsEntry("StreamVersion", "1")
        .containsEntry("ExactlyOnceMode", "true");
    assertThat(only("TableWrite").parameter("RowOffset")).isEqualTo("1500");
    assertThat(only("TableWrite").header("x-odps-max-storage-write-access-token")).isEqualTo("at2");
  }

  @Test
  void case231_addedRowsNeverJoinALostWrite() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH)) {
      server.then(ScriptedReply.json("{\"AccessToken\":\"at\"," + SCHEMA + "}"));
      try (ArrowBatchWriter writer = writer(session.openStream("s", 1, Delivery.EXACTLY_ONCE))) {
        server.then(
            ScriptedReply.noAnswer(),
            ScriptedReply.json("{\"ExactlyOnceRowOffset\":1000}"),
            ScriptedReply.json("{\"ExactlyOnceRowOffset\":1500}"));
        writer.write(rows(new long[1000]));
        assertThatThrownBy(writer::flush).isInstanceOf(IOException.class);
        writer.write(rows(new long[500]));
        writer.flush();
      }
    }
    assertThat(all("TableWrite"))
        .extracting(write -> write.parameter("RowOffset") + " " + write.parameter("Count"))
        .containsExactly("0 1000", "0 1000", "1000 500");
  }

  @Test
  void streamWriterPushesOneWrite() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH);
        WriteStream stream = session.openStream("s")) {
      server.then(
          ScriptedReply.json("{\"CommitMessage\":\"cm\",\"StagingId\":118}")
              .header("x-odps-request-id", "r-7")
              .header(TOKEN, "rt-5"));
      try (StreamWriter writer = stream.openWriter(2)) {
        assertThat(writer.isWritable()).isTrue();
        writer.write(ArrowBodies.ONE_AND_TWO);
        assertThat(writer.requestId()).isNull();
        assertThat(writer.finish().commitMessage()).isEqualTo("cm");
        assertThat(writer.finish().stagingId()).isEqualTo("118");
        assertThat(writer.status()).isEqualTo(StreamStatus.OK);
        assertThat(writer.requestId()).isEqualTo("r-7");
        assertThat(writer.routeToken()).isEqualTo("rt-5");
        assertThatThrownBy(() -> writer.write(1)).hasMessageContaining("finished");
      }
      assertThat(session.routeToken()).isEqualTo("rt-5");
      assertThat(only("TableWrite").body()).isEqualTo(ArrowBodies.ONE_AND_TWO);
      assertThat(only("TableWrite").parameter("Count")).isEqualTo("2");
      assertThat(only("TableWrite").header("Transfer-Encoding")).isEqualTo("chunked");
    }
  }

  @Test
  void streamWriterTellsRefusals() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH);
        WriteStream stream = session.openStream("s")) {
      server.then(
          ScriptedReply.of(400, "{\"Code\":\"InvalidParameter\",\"Message\":\"bad\"}")
              .header("x-odps-request-id", "r-8"));
      try (StreamWriter writer = stream.openWriter(0)) {
        assertThatThrownBy(writer::finish).isInstanceOf(ServiceException.class);
        assertThat(writer.status()).isEqualTo(StreamStatus.BROKEN);
        assertThat(writer.requestId()).isEqualTo("r-8");
      }
    }
  }

  @Test
  void schemaLimitsAndColumnsAreTold() throws Exception {
    try (WriteSession session = session(WriteSessionOptions.BATCH);
        WriteStream stream = session.openStream("s")) {
      assertThat(stream.maxFieldBytes()).isEqualTo(100);
      assertThat(stream.columns()).extracting(column -> column.name()).containsExactly("a");
      assertThatThrownBy(() -> stream.blobColumnId(null))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> session(WriteSessionOptions.BATCH).openStream("s", 0, Delivery.PLAIN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void modesAreThoseOfTheDocument() {
    List<String> words = new ArrayList<>();
    for (WriteMode mode : WriteMode.values()) {
      words.add(mode.text());
    }
    assertThat(words).containsExactly("Batch", "BatchCompatible", "Streaming", "StreamingRealtime");
  }
}
