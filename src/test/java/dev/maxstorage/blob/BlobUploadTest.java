package dev.maxstorage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.RecordedRequest;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.CorruptStreamException;
import dev.maxstorage.wire.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Storage API document, 12.9, the client's cases of the single upload. */
@Timeout(60)
class BlobUploadTest {
  private static final byte[] PAYLOAD = "payload data".getBytes(StandardCharsets.UTF_8);
  private static final String MD5 = "c20e317ad5126db7fb6c4e1d18baf3f7";
  private static final String REFERENCE = "YmxvYi1yZWYtMDAwMQ==";

  private final ScriptedServer server = new ScriptedServer();
  private final HttpTransport transport = TestTransports.open(server);
  private final BlobClient client = new BlobClient(transport);
  private final BlobTarget target =
      new BlobTarget(new Target.Table("p", "default", "t"), "w1", "s", 2, "rt-1");

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  private BlobStreamWriter upload(Compression compression) throws IOException {
    return client.upload(target, 3, List.of("pt=2024", "hh=1"), compression);
  }

  private static ScriptedReply answer(String md5Member) {
    return ScriptedReply.json(
            "{\"BlobReference\":\"" + REFERENCE + "\",\"Size\":12" + md5Member + "}")
        .header("x-odps-request-id", "r-1");
  }

  @Test
  void cases140And141And148_piecesBecomeOneUnframedBody() throws Exception {
    server.then(answer(",\"MD5Value\":\"" + MD5.toUpperCase(Locale.ROOT) + "\""));
    UploadedBlob blob;
    try (BlobStreamWriter writer = upload(Compression.NONE)) {
      writer.write(PAYLOAD, 0, 7);
      writer.write(PAYLOAD, 7, 4);
      writer.write(PAYLOAD[11]);
      assertThat(writer.status()).isEqualTo(BlobStatus.RUNNING);
      assertThat(writer.requestId()).isNull();
      blob = writer.finish();
      assertThat(writer.finish()).isSameAs(blob);
      assertThat(writer.status()).isEqualTo(BlobStatus.OK);
      assertThat(writer.isWritable()).isFalse();
      assertThat(writer.requestId()).isEqualTo("r-1");
    }
    assertThat(blob.reference()).isEqualTo("blob-ref-0001".getBytes(StandardCharsets.UTF_8));
    assertThat(blob.size()).isEqualTo(12);
    RecordedRequest request = server.onlyRequest();
    assertThat(request.body()).isEqualTo(PAYLOAD);
    assertThat(request.query())
        .containsEntry("Action", "TableWriteBlob")
        .containsEntry("SessionId", "w1")
        .containsEntry("StreamId", "s")
        .containsEntry("StreamVersion", "2")
        .containsEntry("PartitionValues", "pt=2024,hh=1")
        .containsEntry("ColumnIndex", "3")
        .doesNotContainKeys("Mode", "WriteMode");
    assertThat(request.header("Transfer-Encoding")).isEqualTo("chunked");
    assertThat(request.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(request.headers()).doesNotContainKey("content-encoding");
    assertThat(request.header("x-odps-max-storage-route-token")).isEqualTo("rt-1");
  }

  @Test
  void case140_partitionValuesArePresentWhereThereAreNone() throws Exception {
    server.then(answer(""));
    try (BlobStreamWriter writer = client.upload(target, 3, List.of(), Compression.NONE)) {
      writer.finish();
    }
    assertThat(server.onlyRequest().query()).containsEntry("PartitionValues", "");
  }

  @Test
  void compressedUploadsAreOneStreamOfTheirCodec() throws Exception {
    for (Compression codec : List.of(Compression.ZSTD, Compression.LZ4_FRAME)) {
      server.then(answer(",\"MD5Value\":\"" + MD5 + "\""));
      try (BlobStreamWriter writer = upload(codec)) {
        writer.write(PAYLOAD);
        assertThat(writer.finish().size()).isEqualTo(12);
      }
      RecordedRequest request = server.lastRequest();
      assertThat(request.header("Content-Encoding")).isEqualTo(codec.token());
      assertThat(codec.decode(new ByteArrayInputStream(request.body())).readAllBytes())
          .isEqualTo(PAYLOAD);
    }
  }

  @Test
  void case142_otherChecksumIsAnError() throws Exception {
    server.then(answer(",\"MD5Value\":\"00000000000000000000000000000000\""));
    try (BlobStreamWriter writer = upload(Compression.NONE)) {
      writer.write(PAYLOAD);
      assertThatThrownBy(writer::finish)
          .isInstanceOf(BlobChecksumException.class)
          .isInstanceOf(CorruptStreamException.class)
          .hasMessageContaining(MD5)
          .hasMessageContaining("r-1");
      assertThat(writer.status()).isEqualTo(BlobStatus.BROKEN);
      assertThatThrownBy(writer::finish).hasMessageContaining("broken");
    }
  }

  @Test
  void case143_noChecksumIsNoCheck() throws Exception {
    for (String md5 : List.of("", ",\"MD5Value\":\"\"", ",\"MD5Value\":null")) {
      server.then(answer(md5));
      try (BlobStreamWriter writer = upload(Compression.NONE)) {
        writer.write(PAYLOAD);
        assertThat(writer.finish().reference()).hasSize(13);
      }
    }
  }

  @Test
  void case144_refusalsAreErrors() throws Exception {
    server.then(ScriptedReply.of(500, "out of space").header("x-odps-request-id", "r-5"));
    try (BlobStreamWriter writer = upload(Compression.NONE)) {
      writer.write(PAYLOAD);
      assertThatThrownBy(writer::finish)
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("500")
          .hasMessageContaining("out of space");
      assertThat(writer.requestId()).isEqualTo("r-5");
    }
  }

  @Test
  void case147_emptyBlob() throws Exception {
    server.then(answer(",\"MD5Value\":\"d41d8cd98f00b204e9800998ecf8427e\""));
    try (BlobStreamWriter writer = upload(Compression.NONE)) {
      assertThat(writer.finish().size()).isZero();
    }
    assertThat(server.onlyRequest().body()).isEmpty();
    assertThat(server.onlyRequest().whole()).isTrue();
  }

  @Test
  void answersWithoutAUsableReferenceAreErrors() throws Exception {
    for (String answer : List.of("{}", "{\"BlobReference\":\"\"}", "{\"BlobReference\":\"*\"}")) {
      server.then(ScriptedReply.json(answer));
      try (BlobStreamWriter writer = upload(Compression.NONE)) {
        assertThatThrownBy(writer::finish)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("reference");
      }
    }
  }

  @Test
  void closingBeforeTheEndNeverStoresABlob() throws Exception {
    for (Compression codec : Compression.values()) {
      int before = server.requests().size();
      server.then(answer(""));
      try (BlobStreamWriter writer = upload(codec)) {
        byte[] more = new byte[2_000_000]; // than the pipe holds, so the request is under way
        new Random(1).nextBytes(more);
        writer.write(more);
      }
      while (server.requests().size() == before) {
        Thread.onSpinWait();
      }
      assertThat(server.lastRequest().whole()).as("%s", codec).isFalse();
      server.otherwise(request -> answer(""));
    }
  }
}
