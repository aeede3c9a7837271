package dev.maxstorage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.ArrowBodies;
import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.testing.RecordedRequest;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.RetryPolicy;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.TransportException;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in the background: order, repetition, bodies that are too large, giving up. */
@Timeout(60)
class TableUploadTest {
  private static final Target.Table TABLE = new Target.Table("p", "default", "t");
  private static final int BATCH_ROWS = 65_536;
  private static final String SCHEMA =
      "\"TableSchema\":{\"DataColumns\":[{\"columnType\":{\"MemberName\":\"a\",\"ColumnId\":1,"
          + "\"Type\":0}}]}";
  private static final String DELTA_SCHEMA =
      SCHEMA.substring(0, SCHEMA.length() - 1)
          + ",\"SystemColumns\":[{\"columnType\":{\"MemberName\":\"__operation\","
          + "\"ColumnId\":2,\"Type\":6}}]}";

  private final ScriptedServer server = new ScriptedServer();
  private final ManualClock clock = new ManualClock(TestTransports.START);
  private final BufferAllocator allocator = new RootAllocator();
  private final HttpTransport transport =
      TestTransports.open(
          TestTransports.options(server).withRetry(RetryPolicy.DEFAULT).withApiVersion("3"), clock);
  private final Map<String, Long> offsets = new ConcurrentHashMap<>();
  private boolean givesTokens = true;
  private String schema = SCHEMA;
  private long mostBytes = Long.MAX_VALUE;

  TableUploadTest() {
    server.otherwise(this::answer);
  }

  @AfterEach
  void close() {
    allocator.close();
    transport.close();
    server.close();
  }

  /** A server that writes exactly once, if it gives tokens. */
  private ScriptedReply answer(RecordedRequest request) {
    return switch (request.action()) {
      case "TableCreateWriteSession" -> ScriptedReply.json("{\"SessionId\":\"w1\"}");
      case "TableCreateWriteStream" -> {
        boolean token = givesTokens && request.text().contains("ExactlyOnceMode");
        yield ScriptedReply.json("{" + (token ? "\"AccessToken\":\"at\"," : "") + schema + "}");
      }
      case "TableGetWriteStream" ->
          ScriptedReply.json(
              "{\"RowOffset\":" + offset(request) + ",\"AccessToken\":\"at2\"," + schema + "}");
      case "TableWrite" -> written(request);
      default -> ScriptedReply.json("{}");
    };
  }

  private long offset(RecordedRequest request) {
    return offsets.getOrDefault(request.parameter("StreamId"), 0L);
  }

  private ScriptedReply written(RecordedRequest request) {
    if (request.body().length > mostBytes) {
      return ScriptedReply.of(413, "{\"Code\":\"TooLarge\",\"Message\":\"too large\"}");
    }
    String offset = request.parameter("RowOffset");
    if (offset == null) {
      return ScriptedReply.json("{}");
    }
    if (Long.parseLong(offset) != offset(request)) {
      return ScriptedReply.of(409, "{\"Code\":\"RowOffsetConflict\",\"Message\":\"gap\"}");
    }
    return ScriptedReply.json("{\"ExactlyOnceRowOffset\":" + store(request) + "}");
  }

  private long store(RecordedRequest request) {
    long next = offset(request) + Long.parseLong(request.parameter("Count"));
    offsets.put(request.parameter("StreamId"), next);
    return next;
  }

  private WriteSession session() throws IOException {
    return new StorageClient(transport).createWriteSession(TABLE, WriteSessionOptions.BATCH);
  }

  private TableUpload upload(WriteSession session, int streams) {
    return session.openUpload("u", ArrowBodies.SCHEMA, Compression.NONE, streams, allocator);
  }

  private void add(TableUpload upload, long first, int rows) throws IOException {
    try (VectorSchemaRoot root = VectorSchemaRoot.create(ArrowBodies.SCHEMA, allocator)) {
      ArrowBodies.fill(root, LongStream.range(first, first + rows).toArray());
      upload.add(new VectorUnloader(root).getRecordBatch());
    }
  }

  private void addBatches(TableUpload upload, int batches) throws IOException {
    for (int batch = 0; batch < batches; batch++) {
      add(upload, (long) batch * BATCH_ROWS, BATCH_ROWS);
    }
  }

  private List<RecordedRequest> all(String action) {
    return server.requests().stream().filter(request -> request.action().equals(action)).toList();
  }

  private List<String> writes() {
    return all("TableWrite").stream()
        .map(
            write ->
                write.parameter("StreamId")
                    + " "
                    + write.parameter("StreamVersion")
                    + " "
                    + write.parameter("RowOffset")
                    + " "
                    + write.parameter("Count"))
        .toList();
  }

  private List<Long> values(List<RecordedRequest> writes) {
    List<Long> values = new ArrayList<>();
    writes.forEach(write -> values.addAll(ArrowBodies.values(write.body())));
    return values;
  }

  private long rowsWritten() {
    return all("TableWrite").stream().mapToLong(w -> Long.parseLong(w.parameter("Count"))).sum();
  }

  private static List<Long> range(long end) {
    return LongStream.range(0, end).boxed().toList();
  }

  @Test
  void fewRowsAreOneWriteOfTheCaller() throws Exception {
    try (WriteSession session = session();
        TableUpload upload = upload(session, 4)) {
      add(upload, 0, 3);
      add(upload, 3, 2);
      upload.finish();
      session.commit();
    }
    assertThat(server.actions())
        .containsExactly(
            "TableCreateWriteSession",
            "TableCreateWriteStream",
            "TableWrite",
            "TableCloseWriteStream",
            "TableCommitWriteSession");
    assertThat(writes()).containsExactly("u 1 0 5");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void oneStreamKeepsTheOrder(int streams) throws Exception {
    try (WriteSession session = session();
        TableUpload upload = upload(session, streams)) {
      addBatches(upload, 45);
      upload.finish();
    }
    assertThat(all("TableWrite")).hasSizeGreaterThan(1);
    assertThat(values(all("TableWrite"))).isEqualTo(range(45L * BATCH_ROWS));
    assertThat(all("TableCreateWriteStream")).hasSize(1);
  }

  @Test
  void severalStreamsShareALargeUpload() throws Exception {
    try (WriteSession session = session();
        TableUpload upload = upload(session, 3)) {
      addBatches(upload, 160);
      upload.finish();
    }
    assertThat(all("TableCreateWriteStream")).hasSizeBetween(2, 3);
    assertThat(all("TableCloseWriteStream")).hasSameSizeAs(all("TableCreateWriteStream"));
    assertThat(rowsWritten()).isEqualTo(160L * BATCH_ROWS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deltaTableGetsAllRowsThroughOneStream(boolean tokens) throws Exception {
    givesTokens = tokens;
    schema = DELTA_SCHEMA;
    try (WriteSession session = session();
        TableUpload upload = upload(session, 3)) {
      assertThat(upload.isInOrder()).isTrue();
      addBatches(upload, 160);
      upload.finish();
    }
    assertThat(all("TableWrite")).hasSizeGreaterThan(1);
    assertThat(all("TableWrite"))
        .extracting(write -> write.parameter("StreamId"))
        .containsOnly("u");
    assertThat(values(all("TableWrite"))).isEqualTo(range(160L * BATCH_ROWS));
  }

  /** Streams have no order, so the rows cannot go on in another one. */
  @Test
  void deltaTableWithoutOffsetsFailsWhenAWriteIsInDoubt() throws Exception {
    givesTokens = false;
    schema = DELTA_SCHEMA;
    try (WriteSession session = session();
        TableUpload upload = upload(session, 1)) {
      add(upload, 0, 5);
      upload.flush();
      server.then(ScriptedReply.noAnswer());
      add(upload, 5, 5);
      assertThatThrownBy(upload::finish).isInstanceOf(TransportException.class);
      assertThatThrownBy(upload::finish).isInstanceOf(TransportException.class);
    }
    assertThat(all("TableWrite")).hasSize(2);
  }

  @Test
  void onlyADeltaTableTakesDeletes() throws Exception {
    try (WriteSession session = session();
        TableUpload upload = upload(session, 1);
        VectorSchemaRoot root = VectorSchemaRoot.create(ArrowBodies.SCHEMA, allocator)) {
      ArrowBodies.fill(root, 1L);
      upload.add(new VectorUnloader(root).getRecordBatch(), RowOperation.DELETE);
      assertThatThrownBy(upload::finish)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Only rows of a Delta table can be deleted by key");
    }
    assertThat(all("TableWrite")).isEmpty();
  }

  @Test
  void flushStoresAndGoesOn() throws Exception {
    try (WriteSession session = session();
        TableUpload upload = upload(session, 2)) {
      add(upload, 0, 1);
      upload.flush();
      assertThat(writes()).containsExactly("u 1 0 1");
      addBatches(upload, 60);
      upload.flush();
      assertThat(rowsWritten()).isEqualTo(1 + 60L * BATCH_ROWS);
      assertThat(all("TableCloseWriteStream")).isEmpty();
      upload.finish();
      assertThatThrownBy(() -> add(upload, 0, 1)).isInstanceOf(IllegalStateException.class);
    }
  }

  /** What becomes of the first write. */
  private enum Mishap {
    LOST_BEFORE_STORED,
    LOST_AFTER_STORED,
    REFUSED_BY_A_GATEWAY,
    STORED_AND_ANSWERED_BY_A_GATEWAY,
    ANSWER_IS_NO_JSON
  }

  private void firstWrite(Mishap mishap) {
    server.otherwise(
        request -> {
          if (!request.action().equals("TableWrite") || all("TableWrite").size() > 1) {
            return answer(request);
          }
          return switch (mishap) {
            case LOST_BEFORE_STORED -> ScriptedReply.noAnswer();
            case LOST_AFTER_STORED -> {
              store(request);
              yield ScriptedReply.noAnswer();
            }
            case REFUSED_BY_A_GATEWAY -> ScriptedReply.of(503, "<html>");
            case STORED_AND_ANSWERED_BY_A_GATEWAY -> {
              store(request);
              yield ScriptedReply.of(504, "<html>");
            }
            case ANSWER_IS_NO_JSON -> {
              store(request);
              yield ScriptedReply.of(200, "<html>");
            }
          };
        });
  }

  /** The server of this class refuses repeated offsets, so what is stored is asked for. */
  @ParameterizedTest
  @EnumSource
  void lostWriteOfAnExactlyOnceStreamIsStoredOnce(Mishap mishap) throws Exception {
    firstWrite(mishap);
    try (WriteSession session = session();
        TableUpload upload = upload(session, 1)) {
      add(upload, 0, 5);
      upload.flush();
      add(upload, 5, 2);
      upload.finish();
    }
    assertThat(offsets).containsEntry("u", 7L);
    assertThat(writes()).startsWith("u 1 0 5", "u 1 0 5").endsWith("u 1 5 2");
    boolean asked = mishap != Mishap.LOST_BEFORE_STORED && mishap != Mishap.REFUSED_BY_A_GATEWAY;
    assertThat(all("TableGetWriteStream")).hasSize(asked ? 1 : 0);
    assertThat(all("TableWrite").get(2).header("x-odps-max-storage-write-access-token"))
        .isEqualTo(asked ? "at2" : "at");
  }

  @ParameterizedTest
  @EnumSource
  void lostWriteOfAPlainStreamIsWrittenUnderAHigherVersion(Mishap mishap) throws Exception {
    givesTokens = false;
    firstWrite(mishap);
    try (WriteSession session = session();
        TableUpload upload = upload(session, 1)) {
      add(upload, 0, 5);
      upload.flush();
      add(upload, 5, 2);
      upload.finish();
    }
    assertThat(writes()).containsExactly("u 2 null 5", "u 3 null 5", "u.1 1 null 2");
    assertThat(all("TableCloseWriteStream"))
        .extracting(RecordedRequest::text)
        .containsExactly(
            "{\"SessionId\":\"w1\",\"StreamId\":\"u\",\"StreamVersion\":1}",
            "{\"SessionId\":\"w1\",\"StreamId\":\"u\",\"StreamVersion\":3}",
            "{\"SessionId\":\"w1\",\"StreamId\":\"u.1\",\"StreamVersion\":1}");
  }

  @Test
  void serverWithoutExactlyOnceModeGetsPlainStreams() throws Exception {
    server.then(
        ScriptedReply.json("{\"SessionId\":\"w1\"}"),
        ScriptedReply.of(400, "{\"Code\":\"UnsupportedOperation\",\"Message\":\"no\"}"));
    try (WriteSession session = session();
        TableUpload upload = upload(session, 1)) {
      add(upload, 0, 5);
      upload.finish();
    }
    assertThat(writes()).containsExactly("u 1 null 5");
  }

  @Test
  void conflictWithAnOffsetOutsideTheRowsIsAnError() throws Exception {
    try (WriteSession session = session();
        TableUpload upload = upload(session, 1)) {
      add(upload, 0, 5);
      offsets.put("u", 99L);
      assertThatThrownBy(upload::finish).hasMessageContaining("99").hasMessageContaining("0 to 5");
    }
  }

  @Test
  void offsetInsideABodySendsTheRest() throws Exception {
    try (WriteSession session = session();
        TableUpload upload = upload(session, 1)) {
      add(upload, 0, 3);
      add(upload, 3, 4);
      offsets.put("u", 5L);
      upload.finish();
    }
    assertThat(writes()).containsExactly("u 1 0 7", "u 1 5 2");
    assertThat(ArrowBodies.values(all("TableWrite").get(1).body())).containsExactly(5L, 6L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tooLargeBodiesAreHalvedAndLaterOnesAreSmaller(boolean tokens) throws Exception {
    givesTokens = tokens;
    mostBytes = 3_000_000;
    try (WriteSession session = session();
        TableUpload upload = upload(session, 1)) {
      addBatches(upload, 36);
      upload.finish();
    }
    List<RecordedRequest> taken =
        all("TableWrite").stream().filter(w -> w.body().length <= mostBytes).toList();
    List<RecordedRequest> refused =
        all("TableWrite").stream().filter(w -> w.body().length > mostBytes).toList();
    assertThat(values(taken)).isEqualTo(range(36L * BATCH_ROWS));
    assertThat(refused.size()).isBetween(1, 8);
  }

  @Test
  void rowThatIsTooLargeByItselfIsAnError() throws Exception {
    mostBytes = 10;
    try (WriteSession session = session();
        TableUpload upload = upload(session, 1)) {
      add(upload, 0, 4);
      assertThatThrownBy(upload::finish)
          .isInstanceOfSatisfying(
              ServiceException.class, e -> assertThat(e.status()).isEqualTo(413));
    }
    assertThat(writes()).containsExactly("u 1 0 4", "u 1 0 2", "u 1 0 1");
  }

  @Test
  void failureInTheBackgroundIsThrownOnceMoreIsAdded() throws Exception {
    server.otherwise(
        request ->
            request.action().equals("TableWrite")
                ? ScriptedReply.of(403, "{\"Code\":\"NoPermission\",\"Message\":\"no\"}")
                : answer(request));
    try (WriteSession session = session();
        TableUpload upload = upload(session, 2)) {
      assertThatThrownBy(
              () -> {
                addBatches(upload, 1000);
                upload.finish();
              })
          .isInstanceOf(ServiceException.class);
      assertThatThrownBy(upload::finish).isInstanceOf(ServiceException.class);
    }
    assertThat(all("TableCloseWriteStream")).isEmpty();
  }

  @Test
  void attemptsEndAsTheRetryPolicySays() throws Exception {
    server.otherwise(
        request ->
            request.action().equals("TableWrite") ? ScriptedReply.noAnswer() : answer(request));
    try (WriteSession session = session();
        TableUpload upload = upload(session, 1)) {
      add(upload, 0, 4);
      assertThatThrownBy(upload::finish).isInstanceOf(TransportException.class);
    }
    assertThat(all("TableWrite")).hasSize(8);
    assertThat(clock.pauses()).hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void discardedRowsAreReplacedByAnEmptyVersion(boolean tokens) throws Exception {
    givesTokens = tokens;
    try (WriteSession session = session()) {
      TableUpload upload = upload(session, 1);
      addBatches(upload, 60);
      upload.flush();
      upload.discard();
      upload.discard();
      session.commit();
    }
    Map<String, Long> highestClosed = new ConcurrentHashMap<>();
    all("TableCloseWriteStream")
        .forEach(
            close ->
                highestClosed.merge(
                    close.text().replaceAll(".*StreamId\":\"([^\"]+).*", "$1"),
                    Long.parseLong(close.text().replaceAll(".*Version\":(\\d+).*", "$1")),
                    Math::max));
    assertThat(all("TableWrite"))
        .isNotEmpty()
        .allMatch(
            write ->
                highestClosed.get(write.parameter("StreamId"))
                    > Long.parseLong(write.parameter("StreamVersion")));
  }

  @Test
  void closingFreesWhatWaits() throws Exception {
    try (WriteSession session = session();
        TableUpload upload = upload(session, 1)) {
      add(upload, 0, 4);
    }
    assertThat(all("TableWrite")).isEmpty();
    assertThat(allocator.getAllocatedMemory()).isZero();
  }
}
