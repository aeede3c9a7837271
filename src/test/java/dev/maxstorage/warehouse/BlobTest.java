package dev.maxstorage.warehouse;

import static dev.maxstorage.warehouse.TestWarehouse.bytes;
import static dev.maxstorage.warehouse.TestWarehouse.concat;
import static dev.maxstorage.warehouse.TestWarehouse.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import dev.maxstorage.warehouse.TestWarehouse.Answer;
import dev.maxstorage.warehouse.TestWarehouse.Call;
import dev.maxstorage.wire.BlobBodies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Storage API document, 12.9 to 12.13, the cases for a server. */
class BlobTest {
  private static TestWarehouse warehouse;
  private static String session;

  @BeforeAll
  static void start() {
    warehouse = TestWarehouse.start();
    warehouse.sql("create table pics (id bigint, pic blob)");
    session = warehouse.writeSession("pics", "{}");
    warehouse.openStream("pics", session, "s", 1).ok();
  }

  @AfterAll
  static void stop() {
    warehouse.close();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Call single(byte[] body) {
    return warehouse
        .action("TableWriteBlob", table("pics"))
        .query("SessionId", session)
        .query("StreamId", "s")
        .query("StreamVersion", 1)
        .query("PartitionValues", "")
        .query("ColumnIndex", 2)
        .header("Content-Type", "application/octet-stream")
        .chunked(body);
  }

  private static Call batch(byte[] body) {
    return warehouse
        .action("TableWriteBlob", table("pics"))
        .query("SessionId", session)
        .query("StreamId", "s")
        .query("StreamVersion", 1)
        .query("Mode", "Batch")
        .header("Content-Type", "application/octet-stream")
        .chunked(body);
  }

  private static String decoded(String reference) {
    return new String(Base64.getDecoder().decode(reference), StandardCharsets.UTF_8);
  }

  private static String upload(byte[] payload) {
    return decoded(single(payload).send().ok().json().path("BlobReference").asText());
  }

  private static Call read(String... references) {
    String list = Arrays.stream(references).collect(Collectors.joining("\",\"", "[\"", "\"]"));
    return warehouse.action("BlobRead", "generic.blob").body("{\"BlobReferences\":" + list + "}");
  }

  private static byte[] frame(String header, byte[] data, String footer) {
    return concat(
        int64le(utf8(header).length),
        utf8(header),
        int64le(data.length),
        data,
        int64le(utf8(footer).length),
        utf8(footer));
  }

  private static byte[] int64le(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  @Test
  void case141ASingleUploadTellsSizeAndMd5() {
    JsonNode answer = single(utf8("payload data")).send().ok().json();
    assertThat(answer.path("Size").asLong()).isEqualTo(12);
    assertThat(answer.path("MD5Value").asText()).isEqualTo("c20e317ad5126db7fb6c4e1d18baf3f7");
    assertThat(decoded(answer.path("BlobReference").asText())).matches("[!-~]{8,300}");
  }

  @Test
  void case145AZstdBodyIsStoredDecoded() {
    byte[] payload = new byte[100_000];
    JsonNode answer =
        single(Zstd.compress(payload)).header("Content-Encoding", "zstd").send().ok().json();
    assertThat(answer.path("Size").asLong()).isEqualTo(100_000);
    assertThat(payload(read(decoded(answer.path("BlobReference").asText())).send().ok(), 1))
        .isEqualTo(payload);
  }

  @Test
  void anLz4BodyIsStoredDecoded() {
    byte[] lz4 = bytes("04 22 4D 18 60 40 82 05 00 00 80 68 65 6C 6C 6F 00 00 00 00");
    JsonNode answer = single(lz4).header("Content-Encoding", "x-lz4-frame").send().ok().json();
    assertThat(answer.path("Size").asLong()).isEqualTo(5);
    assertThat(read(decoded(answer.path("BlobReference").asText())).send().ok().bytes())
        .isEqualTo(bytes("68 65 6C 6C 6F 4C BB 71 9A"));
  }

  @Test
  void case146ACutZstdBodyIsRefused() {
    byte[] whole = Zstd.compress(new byte[100_000]);
    single(Arrays.copyOf(whole, whole.length - 3))
        .header("Content-Encoding", "zstd")
        .send()
        .refused(400, "InvalidParameter");
    single(utf8("x")).header("Content-Encoding", "br").send().refused(400, "InvalidParameter");
  }

  @Test
  void case147And162AnEmptyUploadIsABlobAndAnEmptyBody() {
    JsonNode answer = single(new byte[0]).send().ok().json();
    assertThat(answer.path("MD5Value").asText()).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
    assertThat(answer.path("Size").asLong()).isZero();
    assertThat(read(decoded(answer.path("BlobReference").asText())).send().ok().bytes()).isEmpty();
  }

  @Test
  void aColumnThatIsNoBlobIsRefused() {
    for (int column : new int[] {1, 3, 0, -1}) {
      single(utf8("x")).query("ColumnIndex", column).send().refused(400, "InvalidParameter");
    }
  }

  @Test
  void uploadsNeedAnOpenSessionAndMayComeBeforeTheirStream() {
    single(utf8("x")).query("StreamId", "later").send().ok();
    single(utf8("x")).query("SessionId", "nope").send().refused(404, "NoSuchSession");
  }

  private static final String HEADER = "{\"PartitionValues\":[],\"ColumnIndex\":2}";

  @Test
  void case152ABatchOfTwoWithBothChecksums() {
    byte[] first =
        frame(HEADER, utf8("blob-A"), "{\"Checksum\":{\"Type\":1,\"Crc32\":2715502156}}");
    byte[] second =
        frame(
            HEADER,
            utf8("blob-B"),
            "{\"Checksum\":{\"Type\":2,\"MD5\":\"c1d8b936854dd5eb48ed9b022d58ebbc\"}}");
    assertThat(first).hasSize(110);
    assertThat(second).hasSize(132);
    JsonNode answer = batch(concat(first, second)).send().ok().json();
    assertThat(answer.path("Size").asLong()).isEqualTo(12);
    assertThat(answer.path("BlobReferences")).hasSize(2);
    assertThat(stored(answer, 0)).isEqualTo(utf8("blob-A"));
    assertThat(stored(answer, 1)).isEqualTo(utf8("blob-B"));
  }

  private static byte[] stored(JsonNode answer, int index) {
    String reference = decoded(answer.path("BlobReferences").path(index).asText());
    return payload(read(reference).send().ok(), 1);
  }

  /** The payload of an answer without compression; the CRC layer has tests of its own below. */
  private static byte[] payload(Answer answer, int references) {
    try {
      return BlobBodies.decode(
              new ByteArrayInputStream(answer.bytes()),
              answer.header("Content-Encoding"),
              references)
          .readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void case153AWrongChecksumRefusesTheWholeBatch() {
    byte[] good = frame(HEADER, utf8("kept?"), "{}");
    byte[] bad = frame(HEADER, utf8("blob-A"), "{\"Checksum\":{\"Type\":1,\"Crc32\":2715502157}}");
    batch(concat(good, bad)).send().refused(400, "ChecksumMismatch");
    batch(concat(bad, good)).send().refused(400, "ChecksumMismatch");
  }

  @Test
  void case154FramesWithBlanksInTheirJsonAreAccepted() {
    String header = "{\"PartitionValues\": [], \"ColumnIndex\": 2}";
    String footer = "{\"Checksum\": {\"Type\": 0}}";
    assertThat(header).hasSize(41);
    assertThat(footer).hasSize(25);
    JsonNode answer = batch(frame(header, utf8("hello"), footer)).send().ok().json();
    assertThat(stored(answer, 0)).isEqualTo(utf8("hello"));
  }

  @Test
  void case155BrokenFramesAreRefused() {
    byte[] good = frame(HEADER, utf8("hello"), "{}");
    List<byte[]> broken =
        List.of(
            int64le(-1),
            concat(int64le(2), utf8("{}"), int64le(-1)),
            int64le(1L << 62),
            Arrays.copyOf(good, good.length - 4),
            concat(good, new byte[] {1, 2, 3}));
    for (byte[] body : broken) {
      batch(body).send().refused(400, "InvalidParameter");
    }
  }

  @Test
  void case156AFooterOfLength0IsNoChecksum() {
    JsonNode answer = batch(frame(HEADER, utf8("hello"), "")).send().ok().json();
    assertThat(stored(answer, 0)).isEqualTo(utf8("hello"));
  }

  @Test
  void case157AnEmptyBatchHasNoReferences() {
    JsonNode answer = batch(new byte[0]).send().ok().json();
    assertThat(answer.path("BlobReferences").isArray()).isTrue();
    assertThat(answer.path("BlobReferences")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "41, 1, EECD6DE1",
    "00, 4095, B9DDBB23",
    "00, 4096, 8941F998",
  })
  void case163And165And166OneBlockHasOneTrailer(String hex, int length, String trailer) {
    byte[] payload = new byte[length];
    Arrays.fill(payload, bytes(hex)[0]);
    assertThat(read(upload(payload)).send().ok().bytes())
        .isEqualTo(concat(payload, bytes(trailer)));
  }

  @Test
  void case164Hello() {
    assertThat(read(upload(utf8("hello"))).send().ok().bytes())
        .isEqualTo(bytes("68 65 6C 6C 6F 4C BB 71 9A"));
  }

  @Test
  void case167To169EachBlockStartsAfresh() {
    assertThat(read(upload(new byte[4097])).send().ok().bytes())
        .isEqualTo(concat(new byte[4096], bytes("89 41 F9 98", "00 51 53 7D 52")));
    assertThat(read(upload(new byte[8192])).send().ok().bytes())
        .isEqualTo(
            concat(new byte[4096], bytes("89 41 F9 98"), new byte[4096], bytes("89 41 F9 98")));
    byte[] letters = filled(4096, 0x41);
    assertThat(read(upload(concat(letters, utf8("A")))).send().ok().bytes())
        .isEqualTo(concat(letters, bytes("E9 51 72 05", "41 EE CD 6D E1")));
  }

  private static byte[] filled(int length, int value) {
    byte[] block = new byte[length];
    Arrays.fill(block, (byte) value);
    return block;
  }

  @Test
  void case170And171SeveralBlocks() {
    byte[] three = concat(filled(4096, 1), filled(4096, 2), filled(100, 3));
    assertThat(read(upload(three)).send().ok().bytes())
        .hasSize(8304)
        .isEqualTo(
            concat(
                filled(4096, 1),
                bytes("7F 6B 18 42"),
                filled(4096, 2),
                bytes("94 62 D7 28"),
                filled(100, 3),
                bytes("B4 34 16 F3")));
    byte[] counting = new byte[10_000];
    for (int i = 0; i < counting.length; i++) {
      counting[i] = (byte) (i % 251);
    }
    byte[] wire = read(upload(counting)).send().ok().bytes();
    assertThat(wire).hasSize(10_012);
    assertThat(Arrays.copyOfRange(wire, 4096, 4100)).isEqualTo(bytes("FC 77 90 71"));
    assertThat(Arrays.copyOfRange(wire, 8196, 8200)).isEqualTo(bytes("04 B2 9B CF"));
    assertThat(Arrays.copyOfRange(wire, 10_008, 10_012)).isEqualTo(bytes("A2 56 91 C5"));
  }

  @Test
  void case180And181SeveralReferencesAreFramed() {
    JsonNode typed =
        batch(
                frame(
                    "{\"PartitionValues\":[],\"ColumnIndex\":2,\"ContentType\":\"text/plain\"}",
                    utf8("hello"),
                    "{}"))
            .send()
            .ok()
            .json();
    String hello = decoded(typed.path("BlobReferences").path(0).asText());
    String world = upload(utf8("world"));
    byte[] frames =
        concat(
            frame("{\"ContentType\":\"text/plain\"}", utf8("hello"), "{}"),
            frame("{}", utf8("world"), "{}"));
    assertThat(read(hello, world).send().ok().bytes())
        .isEqualTo(concat(frames, bytes("8E 83 0F C1")));
    String bare = upload(utf8("hello"));
    assertThat(read(bare, world).send().ok().bytes())
        .isEqualTo(
            concat(
                frame("{}", utf8("hello"), "{}"),
                frame("{}", utf8("world"), "{}"),
                bytes("15 E4 0D 9C")));
  }

  @Test
  void case204ReferencesMayBeRepeated() {
    String a = upload(utf8("a"));
    String b = upload(utf8("b"));
    assertThat(payload(read(a, b, a).send().ok(), 3))
        .isEqualTo(
            concat(
                frame("{}", utf8("a"), "{}"),
                frame("{}", utf8("b"), "{}"),
                frame("{}", utf8("a"), "{}")));
  }

  @Test
  void case205AnUnknownReferenceIsNotFound() {
    read(upload(utf8("a")), "nope-nope-nope").send().refused(404, "NoSuchBlob");
    read("../../../../etc/passwd").send().refused(404, "NoSuchBlob");
    warehouse
        .action("BlobRead", "generic.blob")
        .body("{\"BlobReferences\":[]}")
        .send()
        .refused(400, "InvalidParameter");
  }

  @Test
  void aReferenceInBase64IsAcceptedToo() {
    String base64 = single(utf8("hello")).send().ok().json().path("BlobReference").asText();
    assertThat(payload(read(base64).send().ok(), 1)).isEqualTo(utf8("hello"));
  }

  @Test
  void case207And220Lz4IsInsideTheCrcBlocks() {
    Answer answer =
        read(upload(utf8("hello"))).header("Accept-Encoding", "x-lz4-frame").send().ok();
    assertThat(answer.header("Content-Encoding")).isEqualTo("x-lz4-frame");
    byte[] wire = answer.bytes();
    assertThat(Arrays.copyOf(wire, 4)).isEqualTo(bytes("04 22 4D 18"));
    assertThat(lastCrc(wire)).isEqualTo(crc(Arrays.copyOf(wire, wire.length - 4)));
    assertThat(payload(answer, 1)).isEqualTo(utf8("hello"));
  }

  @Test
  void case208ZstdIsInsideTheCrcBlocks() {
    Answer answer = read(upload(utf8("hello"))).header("Accept-Encoding", "zstd").send().ok();
    assertThat(answer.header("Content-Encoding")).isEqualTo("zstd");
    byte[] wire = answer.bytes();
    assertThat(Arrays.copyOf(wire, 4)).isEqualTo(bytes("28 B5 2F FD"));
    assertThat(lastCrc(wire)).isEqualTo(crc(Arrays.copyOf(wire, wire.length - 4)));
    assertThat(payload(answer, 1)).isEqualTo(utf8("hello"));
  }

  private static int lastCrc(byte[] wire) {
    return ByteBuffer.wrap(wire).order(ByteOrder.LITTLE_ENDIAN).getInt(wire.length - 4);
  }

  private static int crc(byte[] data) {
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(data);
    return (int) crc.getValue();
  }

  @Test
  void case213FramesAreCompressedAsAWhole() {
    String hello = upload(utf8("hello"));
    String world = upload(utf8("world"));
    Answer answer = read(hello, world).header("Accept-Encoding", "x-lz4-frame").send().ok();
    assertThat(payload(answer, 2))
        .isEqualTo(concat(frame("{}", utf8("hello"), "{}"), frame("{}", utf8("world"), "{}")));
  }

  @Test
  void case214And216AnEmptyBlobIsACompressedFrameOfNothing() {
    String empty = upload(new byte[0]);
    for (String codec : List.of("x-lz4-frame", "zstd")) {
      Answer answer = read(empty).header("Accept-Encoding", codec).send().ok();
      assertThat(answer.header("Content-Encoding")).isEqualTo(codec);
      assertThat(answer.bytes()).isNotEmpty();
      assertThat(payload(answer, 1)).isEmpty();
    }
  }

  @Test
  void case221NothingAskedOrGzipGivesNoCompression() {
    String hello = upload(utf8("hello"));
    Answer answer = read(hello).header("Accept-Encoding", "gzip, deflate").send().ok();
    assertThat(answer.header("Content-Encoding")).isNull();
    assertThat(answer.bytes()).isEqualTo(bytes("68 65 6C 6C 6F 4C BB 71 9A"));
  }

  @Test
  void case224And225BlobsSurviveTheCommitOfTheirRows() {
    warehouse.sql("create table kept (id bigint, pic blob)");
    String write = warehouse.writeSession("kept", "{}");
    warehouse.openStream("kept", write, "s", 1).ok();
    List<byte[]> payloads = new ArrayList<>();
    List<String> references = new ArrayList<>();
    Random random = new Random(7);
    for (int size : new int[] {0, 1, 4096, 4097, 10_000_000}) {
      byte[] payload = new byte[size];
      random.nextBytes(payload);
      payloads.add(payload);
      JsonNode answer =
          warehouse
              .action("TableWriteBlob", table("kept"))
              .query("SessionId", write)
              .query("StreamId", "s")
              .query("StreamVersion", 1)
              .query("PartitionValues", "")
              .query("ColumnIndex", 2)
              .chunked(payload)
              .send()
              .ok()
              .json();
      references.add(decoded(answer.path("BlobReference").asText()));
    }
    byte[] rows =
        ArrowBytes.with()
            .range("id", 0, 5)
            .references("pic", references.toArray(String[]::new))
            .bytes();
    warehouse.write("kept", write, "s", 1, rows).send().ok();
    warehouse.closeStream("kept", write, "s", 1).ok();
    warehouse.commit("kept", write).ok();
    List<String> cells = warehouse.rows("kept");
    assertThat(cells).hasSize(5);
    for (int i = 0; i < 5; i++) {
      String cell = cells.get(i).substring(cells.get(i).indexOf('|') + 1);
      assertThat(payload(read(cell).send().ok(), 1)).isEqualTo(payloads.get(i));
    }
  }

  @Test
  void case226BlobsOfAnAbortedSessionAreGone() {
    String write = warehouse.writeSession("pics", "{}");
    warehouse.openStream("pics", write, "s", 1).ok();
    JsonNode answer = single(utf8("lost")).query("SessionId", write).send().ok().json();
    String reference = decoded(answer.path("BlobReference").asText());
    read(reference).send().ok();
    warehouse
        .action("TableAbortWriteSession", table("pics"))
        .query("SessionId", write)
        .body("{}")
        .send()
        .ok();
    read(reference).send().refused(404, "NoSuchBlob");
  }
}
