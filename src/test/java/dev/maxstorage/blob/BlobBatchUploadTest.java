package dev.maxstorage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.testing.RecordedRequest;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.wire.BlobChecksum;
import dev.maxstorage.wire.BlobFrameHeader;
import dev.maxstorage.wire.BlobFrameReader;
import dev.maxstorage.wire.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Storage API document, 12.9, the client's cases of the batch upload. */
@Timeout(60)
class BlobBatchUploadTest {
  private static final byte[] HELLO = "hello world".getBytes(StandardCharsets.UTF_8);

  private final ScriptedServer server = new ScriptedServer();
  private HttpTransport transport = TestTransports.open(server);
  private final BlobTarget target =
      new BlobTarget(new Target.Table("p", "default", "t"), "w1", "s", 2, "rt-1");

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  private BlobBatchWriter batch(String apiVersion) {
    transport.close();
    transport =
        TestTransports.open(
            TestTransports.options(server).withApiVersion(apiVersion),
            new ManualClock(TestTransports.START));
    return new BlobClient(transport).uploadBatch(target);
  }

  private static void add(BlobBatchWriter batch, BlobItem item, long length, byte[] data)
      throws IOException {
    batch.add(item, length, new ByteArrayInputStream(data), BlobChecksum.CRC32);
  }

  @Test
  void case149And150_framesAreThoseOfTheDocument() throws Exception {
    server.then(ScriptedReply.json("{\"BlobReferences\":[\"YQ==\",\"YmM=\"],\"Size\":22}"));
    BlobItem item = new BlobItem(2, List.of("pt=2024"), "text/plain", null);
    try (BlobBatchWriter batch = batch("3")) {
      add(batch, item, 11, HELLO);
      batch.add(item, 11, new ByteArrayInputStream(HELLO), BlobChecksum.MD5);
      assertThat(batch.finish()).containsExactly(new byte[] {'a'}, new byte[] {'b', 'c'});
    }
    RecordedRequest request = server.onlyRequest();
    assertThat(request.query())
        .containsEntry("Action", "TableWriteBlob")
        .containsEntry("Mode", "Batch")
        .containsEntry("SessionId", "w1")
        .containsEntry("StreamId", "s")
        .containsEntry("StreamVersion", "2")
        .doesNotContainKeys("PartitionValues", "ColumnIndex");
    assertThat(request.header("x-odps-max-storage-route-token")).isEqualTo("rt-1");
    String document =
        "4A000000000000007B22506172746974696F6E56616C756573223A5B2270743D32303234225D2C"
            + "22436F6C756D6E496E646578223A322C22436F6E74656E7454797065223A22746578742F706C61696E22"
            + "7D0B0000000000000068656C6C6F20776F726C6429000000000000007B22436865636B73756D223A7B22"
            + "54797065223A312C224372633332223A3232323935373935377D7D";
    String text = HexFormat.of().withUpperCase().formatHex(request.body());
    assertThat(text).startsWith(document);
    assertThat(new String(request.body(), StandardCharsets.UTF_8))
        .endsWith("{\"Checksum\":{\"Type\":2,\"MD5\":\"5eb63bbbe01eeed093cb22bb8f5acdc3\"}}");
  }

  @Test
  void case158_anotherNumberOfReferencesIsAnError() throws Exception {
    server.then(ScriptedReply.json("{\"BlobReferences\":[\"YQ==\"],\"Size\":22}"));
    try (BlobBatchWriter batch = batch("3")) {
      add(batch, new BlobItem(2, List.of(), null, null), 11, HELLO);
      add(batch, new BlobItem(2, List.of(), null, null), 11, HELLO);
      assertThatThrownBy(batch::finish)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("2 blobs has 1 references");
    }
  }

  @Test
  void case159_fileNameIsSentFromVersion3On() throws Exception {
    for (String version : List.of("2", "3")) {
      server.then(ScriptedReply.json("{\"BlobReferences\":[\"YQ==\"],\"Size\":11}"));
      try (BlobBatchWriter batch = batch(version)) {
        add(batch, new BlobItem(2, List.of(), "text/plain", "a.txt"), 11, HELLO);
        batch.finish();
      }
      try (BlobFrameReader frames =
          BlobFrameReader.ofUpload(new ByteArrayInputStream(server.lastRequest().body()))) {
        BlobFrameHeader header = frames.next();
        assertThat(header).isNotNull();
        assertThat(header.contentType()).isEqualTo("text/plain");
        assertThat(header.customFileName()).isEqualTo(version.equals("2") ? null : "a.txt");
      }
    }
  }

  @Test
  void sourceOfAnotherLengthBreaksTheRequest() throws Exception {
    for (int length : new int[] {10, 12}) {
      server.then(ScriptedReply.json("{\"BlobReferences\":[\"YQ==\"],\"Size\":11}"));
      try (BlobBatchWriter batch = batch("3")) {
        BlobItem item = new BlobItem(2, List.of(), null, null);
        assertThatThrownBy(() -> add(batch, item, length, HELLO))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("announced");
      }
    }
    assertThat(server.requests()).noneMatch(RecordedRequest::whole);
  }

  @Test
  void refusalIsAnError() throws Exception {
    server.then(ScriptedReply.of(400, "{\"Code\":\"ChecksumMismatch\",\"Message\":\"bad\"}"));
    try (BlobBatchWriter batch = batch("3")) {
      add(batch, new BlobItem(2, List.of(), null, null), 11, HELLO);
      assertThatThrownBy(batch::finish)
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("bad");
    }
  }

  @Test
  void referencesThatAreNoneAreRefused() throws Exception {
    for (String reference : List.of("", "***")) {
      server.then(ScriptedReply.json("{\"BlobReferences\":[\"" + reference + "\"],\"Size\":11}"));
      try (BlobBatchWriter batch = batch("3")) {
        add(batch, new BlobItem(2, List.of(), null, null), 11, HELLO);
        assertThatThrownBy(batch::finish)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("reference");
      }
    }
  }
}
