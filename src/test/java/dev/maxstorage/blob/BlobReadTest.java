package dev.maxstorage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.TransportException;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.CorruptStreamException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Storage API document, 12.10 to 12.12, as seen by the classes of this room. */
@Timeout(60)
class BlobReadTest {
  private static final byte[] REF_A = bytes("ref-a");
  private static final byte[] REF_B = bytes("ref-b");

  /** Case 164: {@code hello} as one blob. */
  private static final byte[] HELLO = hex("68656C6C6F4CBB719A");

  /** Case 180, the dump of 9.7: hello with a type, world without. */
  private static final byte[] HELLO_WORLD =
      hex(
          "1C000000000000007B22436F6E74656E7454797065223A22746578742F706C61696E227D"
              + "050000000000000068656C6C6F02000000000000007B7D02000000000000007B7D"
              + "0500000000000000776F726C6402000000000000007B7D8E830FC1");

  private final ScriptedServer server = new ScriptedServer();
  private HttpTransport transport = TestTransports.open(server);

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  private BlobClient client() {
    return new BlobClient(transport);
  }

  private BlobClient version3() {
    transport.close();
    transport =
        TestTransports.open(
            TestTransports.options(server).withApiVersion("3"),
            new ManualClock(TestTransports.START));
    return client();
  }

  @Test
  void case164_oneReferenceGivesBareBytes() throws Exception {
    server.then(ScriptedReply.bytes(HELLO).header("x-odps-request-id", "r-1"));
    try (BlobStreamReader reader = client().open(REF_A)) {
      assertThat(reader.length()).isEqualTo(BlobStreamReader.UNKNOWN_LENGTH);
      assertThat(reader.mimeType()).isNull();
      assertThat(reader.requestId()).isEqualTo("r-1");
      assertThat(reader.readAllBytes()).isEqualTo(bytes("hello"));
      assertThat(reader.next()).isNull();
      assertThat(reader.read()).isEqualTo(-1);
    }
    assertThat(server.onlyRequest().text()).isEqualTo("{\"BlobReferences\":[\"ref-a\"]}");
    assertThat(server.onlyRequest().query())
        .containsEntry("Action", "BlobRead")
        .containsEntry("Target", "generic.blob");
    assertThat(server.onlyRequest().headers()).doesNotContainKey("accept-encoding");
  }

  @Test
  void case162_emptyBlobIsThere() throws Exception {
    server.then(ScriptedReply.bytes(new byte[0]), ScriptedReply.bytes(new byte[0]));
    try (BlobStreamReader reader = client().open(REF_A)) {
      assertThat(reader.readAllBytes()).isEmpty();
    }
    try (BlobDataIterator blobs = client().read(List.of(REF_A))) {
      BlobData blob = blobs.next();
      assertThat(blob).isNotNull();
      assertThat(blob.bytes()).isEmpty();
      assertThat(blobs.next()).isNull();
    }
  }

  @Test
  void case180_twoReferencesGiveFrames() throws Exception {
    server.then(ScriptedReply.bytes(HELLO_WORLD));
    try (BlobDataIterator blobs = client().read(List.of(REF_A, REF_B))) {
      BlobData hello = blobs.next();
      assertThat(hello.bytes()).isEqualTo(bytes("hello"));
      assertThat(hello.mimeType()).isEqualTo("text/plain");
      BlobData world = blobs.next();
      assertThat(world.bytes()).isEqualTo(bytes("world"));
      assertThat(world.mimeType()).isNull();
      assertThat(blobs.next()).isNull();
    }
    assertThat(server.onlyRequest().text()).isEqualTo("{\"BlobReferences\":[\"ref-a\",\"ref-b\"]}");
  }

  @Test
  void case183_aBlobThatLooksLikeAFrameIsABlob() throws Exception {
    server.then(ScriptedReply.bytes(hex("00000000000000008AB2288C")));
    try (BlobDataIterator blobs = client().read(List.of(REF_A))) {
      assertThat(blobs.next().bytes()).isEqualTo(new byte[8]);
    }
  }

  @Test
  void case202_nextDropsWhatWasNotRead() throws Exception {
    server.then(ScriptedReply.bytes(HELLO_WORLD));
    try (BlobStreamReader reader = client().openAll(List.of(REF_A, REF_B))) {
      assertThat(reader.next()).isSameAs(reader);
      assertThat(reader.length()).isEqualTo(5);
      assertThat(reader.mimeType()).isEqualTo("text/plain");
      assertThat(reader.readNBytes(2)).isEqualTo(bytes("he"));
      assertThat(reader.next()).isSameAs(reader);
      assertThat(reader.mimeType()).isNull();
      assertThat(reader.readNBytes(100)).isEqualTo(bytes("world"));
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void case198_fileNamesAreForVersion3() throws Exception {
    byte[] body =
        hex(
            "3400000000000000"
                + HexFormat.of()
                    .formatHex(
                        bytes("{\"ContentType\":\"image/png\",\"CustomFileName\":\"a.png\"}"))
                + "0300000000000000504E4702000000000000007B7D"
                + "02000000000000007B7D0000000000000000"
                + "02000000000000007B7D"
                + "1200000000000000"
                + HexFormat.of().formatHex(bytes("{\"ContentType\":\"\"}"))
                + "05000000000000007878787878"
                + "1700000000000000"
                + HexFormat.of().formatHex(bytes("{\"Checksum\":{\"Type\":0}}"))
                + "480BD317");
    server.then(ScriptedReply.bytes(body), ScriptedReply.bytes(body));
    List<byte[]> three = List.of(REF_A, REF_B, REF_A);
    try (BlobDataIterator blobs = client().read(three)) {
      assertThat(blobs.next().fileName()).isNull();
    }
    try (BlobDataIterator blobs = version3().read(three)) {
      BlobData png = blobs.next();
      assertThat(png.fileName()).isEqualTo("a.png");
      assertThat(png.mimeType()).isEqualTo("image/png");
      assertThat(blobs.next().bytes()).isEmpty();
      BlobData last = blobs.next();
      assertThat(last.bytes()).isEqualTo(bytes("xxxxx"));
      assertThat(last.mimeType()).isNull();
      assertThat(blobs.next()).isNull();
    }
  }

  @Test
  void case172_flippedBitsAreErrors() throws Exception {
    for (int position = 0; position < HELLO.length; position++) {
      byte[] altered = HELLO.clone();
      altered[position] ^= 1;
      server.then(ScriptedReply.bytes(altered));
      assertThatThrownBy(
              () -> {
                try (BlobStreamReader reader = client().open(REF_A)) {
                  reader.readAllBytes();
                }
              })
          .as("byte %s", position)
          .isInstanceOf(CorruptStreamException.class);
    }
  }

  @Test
  void cutAnswersAreErrors() {
    for (int end = 1; end < HELLO_WORLD.length; end++) {
      ScriptedReply brokenConnection = ScriptedReply.bytes(HELLO_WORLD).cutAfter(end);
      ScriptedReply properEnd = ScriptedReply.bytes(Arrays.copyOf(HELLO_WORLD, end));
      assertThatThrownBy(() -> readBoth(brokenConnection)).isInstanceOf(TransportException.class);
      assertThatThrownBy(() -> readBoth(properEnd)).isInstanceOf(CorruptStreamException.class);
    }
    assertThatThrownBy(() -> readBoth(ScriptedReply.bytes(new byte[0])))
        .as("case 201")
        .isInstanceOf(CorruptStreamException.class);
  }

  private void readBoth(ScriptedReply reply) throws IOException {
    server.then(reply);
    try (BlobDataIterator blobs = client().read(List.of(REF_A, REF_B))) {
      while (blobs.next() != null) {
        assertThat(blobs.requestId()).isNull();
      }
    }
  }

  @Test
  void case206_referencesThatAreNoTextAreRefusedBeforeAnyRequest() {
    assertThatThrownBy(() -> client().open(hex("0102FF80")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0102ff80");
    assertThatThrownBy(() -> client().read(List.of(REF_A, new byte[0])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void noReferencesAreNoRequest() throws Exception {
    try (BlobDataIterator blobs = client().read(List.of())) {
      assertThat(blobs.next()).isNull();
      assertThat(blobs.requestId()).isNull();
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void cases207And211_theAnswerTellsItsCodec() throws Exception {
    byte[] lz4 = hex("04224D18604082050000806865" + "6C6C6F000000009B221EE3");
    server.then(
        ScriptedReply.bytes(lz4).header("Content-Encoding", "x-lz4-frame"),
        ScriptedReply.bytes(HELLO),
        ScriptedReply.bytes(HELLO).header("Content-Encoding", "br"));
    BlobClient client = new BlobClient(transport, Compression.LZ4_FRAME);
    for (int i = 0; i < 2; i++) {
      try (BlobStreamReader reader = client.open(REF_A)) {
        assertThat(reader.readAllBytes()).isEqualTo(bytes("hello"));
      }
      assertThat(server.lastRequest().header("Accept-Encoding")).isEqualTo("x-lz4-frame");
    }
    assertThatThrownBy(() -> client.open(REF_A)).hasMessageContaining("br");
  }

  @Test
  void headAsksTwiceAndReadsNoBytes() throws Exception {
    server.then(ScriptedReply.bytes(HELLO_WORLD));
    BlobHead head = client().head(REF_A);
    assertThat(head).isEqualTo(new BlobHead(5, "text/plain", null));
    assertThat(server.onlyRequest().text()).isEqualTo("{\"BlobReferences\":[\"ref-a\",\"ref-a\"]}");
  }

  @Test
  void blobsAboveTheLimitAreRefused() throws Exception {
    server.then(ScriptedReply.bytes(HELLO), ScriptedReply.bytes(HELLO_WORLD));
    try (BlobDataIterator blobs = client().read(List.of(REF_A), 4)) {
      assertThatThrownBy(blobs::next).hasMessageContaining("limit is 4");
    }
    try (BlobDataIterator blobs = client().read(List.of(REF_A, REF_B), 4)) {
      assertThatThrownBy(blobs::next).hasMessageContaining("5 bytes").hasMessageContaining("4");
    }
    server.then(ScriptedReply.bytes(HELLO));
    try (BlobDataIterator blobs = client().read(List.of(REF_A), 5)) {
      assertThat(blobs.next().bytes()).hasSize(5);
    }
  }

  @Test
  void unknownReferencesAreRefusals() {
    server.then(ScriptedReply.of(404, "{\"Code\":\"NoSuchBlob\",\"Message\":\"m\"}"));
    assertThatThrownBy(() -> client().open(REF_A))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("NoSuchBlob");
  }

  @Test
  void closedReadersSaySo() throws Exception {
    server.then(ScriptedReply.bytes(HELLO));
    BlobStreamReader reader = client().open(REF_A);
    reader.close();
    reader.close();
    assertThatThrownBy(reader::read).hasMessageContaining("closed");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
