package dev.maxstorage.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON texts of the Storage API document, chapters 4 to 9, read and written. */
class WireJsonTest {

  @Test
  void absentMembersOfAReadSessionAnswerHaveDefaults() throws Exception {
    ReadSessionResponse answer = read("{\"SessionId\":\"s\"}", ReadSessionResponse.class);
    assertThat(answer.sessionId()).isEqualTo("s");
    assertThat(answer.sessionStatus()).isEmpty();
    assertThat(answer.splitsCount()).isZero();
    assertThat(answer.splitBucketId()).isEmpty();
    assertThat(answer.dataSchema().dataColumns()).isEmpty();
    assertThat(answer.enableLargeString()).isFalse();
  }

  @Test
  void case46_emptyObjectAndNullMeanNoPartitionColumns() throws Exception {
    for (String none : List.of("{}", "null", "[]")) {
      ReadSessionResponse answer =
          read(
              "{\"SessionId\":\"s\",\"DataSchema\":{\"DataColumns\":[{\"Name\":\"id\",\"Type\":"
                  + "\"bigint\",\"ColumnId\":1}],\"PartitionColumns\":"
                  + none
                  + "}}",
              ReadSessionResponse.class);
      assertThat(answer.dataSchema().partitionColumns()).isEmpty();
      assertThat(answer.dataSchema().dataColumns())
          .containsExactly(new ReadSchema.ReadColumn("id", "bigint", "", true, 1L));
    }
  }

  @Test
  void case33_createWithoutOptionsHasAllMembersWithDefaults() {
    CreateReadSessionRequest request =
        new CreateReadSessionRequest(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            SplitOptions.DEFAULT,
            ArrowOptions.DEFAULT,
            "",
            false,
            0,
            false,
            null);
    assertThat(new String(WireJson.write(request), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"RequiredDataColumns\":[],\"RequiredPartitionColumns\":[],\"RequiredPartitions\":[],"
                + "\"RequiredBucketIds\":[],\"SplitOptions\":{\"SplitMode\":\"Size\",\"SplitUnit\":"
                + "\"ByteSize\",\"SplitNumber\":268435456,\"CrossPartition\":true},"
                + "\"ArrowOptions\":{\"TimestampUnit\":\"nano\",\"DatetimeUnit\":\"milli\"},"
                + "\"FilterPredicate\":\"\",\"FilterPredicateFallback\":false,"
                + "\"SplitMaxFileNum\":0,\"IncrementalRead\":false}");
  }

  @Test
  void serversReadAnEmptyBodyAsTheEmptyObject() throws Exception {
    CreateReadSessionRequest request =
        WireJson.readOrEmpty(new byte[0], CreateReadSessionRequest.class);
    assertThat(request.splitOptions()).isEqualTo(SplitOptions.DEFAULT);
    assertThat(request.arrowOptions()).isEqualTo(ArrowOptions.DEFAULT);
    assertThat(request.filterPredicate()).isEmpty();
  }

  @Test
  void integersMayBeTextsAndIdentifiersNumbers() throws Exception {
    ReadSessionResponse answer =
        read(
            "{\"SessionId\":17,\"RecordCount\":\"120000\",\"ExpirationTime\":1767225600}",
            ReadSessionResponse.class);
    assertThat(answer.sessionId()).isEqualTo("17");
    assertThat(answer.recordCount()).isEqualTo(120_000);
    assertThat(answer.expirationTime()).isEqualTo(1_767_225_600);
  }

  @Test
  void expirationIsReadFromNumbersAndTextsAndWrittenAsANumber() throws Exception {
    for (String text :
        new String[] {"1767225600", "\"1767225600\"", "1767225600123", "\"1767225600123\""}) {
      ReadSessionResponse answer =
          read("{\"SessionId\":\"s\",\"ExpirationTime\":" + text + "}", ReadSessionResponse.class);
      assertThat(answer.expirationTime()).as(text).isEqualTo(1_767_225_600);
      assertThat(new String(WireJson.write(answer), StandardCharsets.UTF_8))
          .contains("\"ExpirationTime\":1767225600,");
    }
    for (String text : new String[] {"null", "\"\"", "\"2026-01-01 00:00:00\"", "{}"}) {
      ReadSessionResponse answer =
          read("{\"SessionId\":\"s\",\"ExpirationTime\":" + text + "}", ReadSessionResponse.class);
      assertThat(answer.expirationTime()).as(text).isZero();
    }
    assertThat(read("{\"SessionId\":\"s\"}", ReadSessionResponse.class).expirationTime()).isZero();
  }

  @Test
  void cases15And16_bodiesThatAreNoJsonObjectShowAtMost200Characters() {
    String page = "<html>" + "x".repeat(400);
    assertThatThrownBy(() -> read(page, ReadSessionResponse.class))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("<html>xxx")
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(300));
    assertThatThrownBy(() -> read("", ReadSessionResponse.class))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void case109_statusOfAWriteStreamIsANumberAndAText() throws Exception {
    WriteStreamResponse answer =
        read(
            "{\"status\":0,\"Status\":\"OPEN\",\"recordCount\":5,\"RowOffset\":5}",
            WriteStreamResponse.class);
    assertThat(answer.status()).isEqualTo("OPEN");
    assertThat(answer.recordCountLowerCase()).isEqualTo(5L);
    assertThat(answer.rowOffset()).isEqualTo(5L);
    assertThat(answer.accessToken()).isNull();
  }

  @Test
  void case108_stagingIdIsTextNumberOrAbsent() throws Exception {
    assertThat(staging("\"staging-456\"")).isEqualTo("staging-456");
    assertThat(staging("118")).isEqualTo("118");
    assertThat(staging("null")).isNull();
    assertThat(read("{}", WriteSessionResponse.class).minUncommittedStagingId()).isNull();
  }

  @Test
  void case82_writeSessionBodyHasNoDataFormat() {
    assertThat(
            new String(
                WireJson.write(new CreateWriteSessionRequest("", Map.of(), null)),
                StandardCharsets.UTF_8))
        .isEqualTo("{\"PartialPartitionSpec\":\"\",\"Flags\":{}}");
  }

  @Test
  void overwriteFlagMayBeAJsonBoolean() throws Exception {
    assertThat(read("{\"Flags\":{\"overwrite\":true}}", CreateWriteSessionRequest.class).flags())
        .containsEntry("overwrite", "true");
  }

  @Test
  void case129_nestedTypeNodesKeepIdZero() throws Exception {
    WriteSchema schema =
        read(
            "{\"DataColumns\":[{\"columnType\":{\"MemberName\":\"arr\",\"ColumnId\":0,\"Type\":17,"
                + "\"SubTypes\":[{\"Type\":22,\"ColumnId\":1}]}},{\"comment\":\"no type\"}]}",
            WriteSchema.class);
    assertThat(schema.dataColumns()).hasSize(1);
    WriteSchema.TypeNode node = schema.dataColumns().get(0).columnType();
    assertThat(node.columnId()).isZero();
    assertThat(TypeCode.text(node)).isEqualTo("array<blob>");
  }

  @Test
  void writtenTypeNodesHaveTheDocumentedMembers() {
    WriteSchema.TypeNode node =
        new WriteSchema.TypeNode("id", 1L, false, 0, List.of(), 0, 0, 0, false, "", true);
    assertThat(
            new String(
                WireJson.write(new WriteSchema.WriteColumn("key", "", List.of(), node)),
                StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"comment\":\"key\",\"label\":\"\",\"extendedLabels\":[],\"columnType\":{"
                + "\"MemberName\":\"id\",\"ColumnId\":1,\"Nullable\":false,\"Type\":0,"
                + "\"SubTypes\":[],\"Precision\":0,\"Scale\":0,\"SpecifiedLength\":0,"
                + "\"HasDefaultValue\":false,\"DefaultValue\":\"\",\"IsDistributionKey\":true}}");
  }

  @Test
  void case128_wrongSubTypesAreRefused() {
    assertThatThrownBy(() -> TypeCode.text(node(17, List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 sub-types, not 1");
    assertThatThrownBy(() -> TypeCode.text(node(18, List.of(node(0, List.of())))))
        .hasMessageContaining("1 sub-types, not 2");
    assertThatThrownBy(
            () ->
                TypeCode.text(
                    node(
                        19,
                        List.of(
                            new WriteSchema.TypeNode(
                                "", 1L, true, 0, List.of(), null, null, 0, false, "", false)))))
        .hasMessageContaining("has no name");
  }

  @Test
  void cases125To127_codesHaveTheirTypes() {
    assertThat(TypeCode.text(node(99, List.of()))).isEqualTo("string");
    assertThat(TypeCode.text(node(5, List.of()))).isEqualTo("decimal");
    assertThat(TypeCode.text(node(21, List.of()))).isEqualTo("timestamp_ntz");
    assertThat(TypeCode.text(node(22, List.of()))).isEqualTo("blob");
    assertThat(TypeCode.text(node(16, List.of()))).isEqualTo("interval_day_time");
  }

  private static WriteSchema.TypeNode node(int type, List<WriteSchema.TypeNode> subTypes) {
    return new WriteSchema.TypeNode("c", 1L, true, type, subTypes, null, null, 0, false, "", false);
  }

  private static @org.jspecify.annotations.Nullable String staging(String json) throws Exception {
    return read("{\"MinUncommittedStagingId\":" + json + "}", WriteSessionResponse.class)
        .minUncommittedStagingId();
  }

  private static <T> T read(String json, Class<T> type) throws MalformedMessageException {
    return WireJson.read(json.getBytes(StandardCharsets.UTF_8), type);
  }
}
