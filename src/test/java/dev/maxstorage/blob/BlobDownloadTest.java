package dev.maxstorage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.RetryPolicy;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.TransportException;
import dev.maxstorage.wire.CorruptStreamException;
import dev.maxstorage.wire.Crc32cOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A download that breaks is begun again behind what was given, as often as retries allow. */
@Timeout(60)
class BlobDownloadTest {
  private static final byte[] REFERENCE = {'r', 'e', 'f'};

  private final ScriptedServer server = new ScriptedServer();
  private final ManualClock clock = new ManualClock(TestTransports.START);
  private final HttpTransport transport =
      TestTransports.open(
          TestTransports.options(server).withRetry(RetryPolicy.ofRetries(3)), clock);
  private final byte[] content = new byte[20_000];
  private final byte[] wire;

  BlobDownloadTest() throws IOException {
    new Random(6).nextBytes(content);
    wire = wire(content);
  }

  private static byte[] wire(byte[] content) throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    try (Crc32cOutputStream blocks = new Crc32cOutputStream(wire)) {
      blocks.write(content);
    }
    return wire.toByteArray();
  }

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  private InputStream download(long expectedLength) throws IOException {
    return new BlobClient(transport).download(REFERENCE, expectedLength);
  }

  private InputStream download() throws IOException {
    return download(BlobStreamReader.UNKNOWN_LENGTH);
  }

  @Test
  void brokenDownloadGoesOnWhereItBroke() throws IOException {
    server.then(
        ScriptedReply.bytes(wire).cutAfter(9_000),
        ScriptedReply.bytes(wire).cutAfter(2_000),
        ScriptedReply.bytes(wire).cutAfter(15_000),
        ScriptedReply.bytes(wire));
    try (InputStream in = download()) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
    assertThat(server.requests()).hasSize(4);
    assertThat(clock.pauses())
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
  }

  @Test
  void alteredBlockIsAskedForAgain() throws IOException {
    byte[] altered = wire.clone();
    altered[5_000] ^= 1;
    server.then(ScriptedReply.bytes(altered), ScriptedReply.bytes(wire));
    assertThat(download()).hasBinaryContent(content);
  }

  @Test
  void blockThatIsAlteredAgainIsCorrupt() throws IOException {
    byte[] altered = wire.clone();
    altered[5_000] ^= 1;
    server.otherwise(request -> ScriptedReply.bytes(altered));
    try (InputStream in = download()) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(CorruptStreamException.class);
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void downloadThatBreaksTooOftenFails() throws IOException {
    server.otherwise(request -> ScriptedReply.bytes(wire).cutAfter(9_000));
    try (InputStream in = download()) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(TransportException.class);
    }
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void otherBytesThanBeforeAreCorrupt() throws IOException {
    byte[] other = content.clone();
    other[17]++;
    byte[] otherWire = wire(other);
    server.then(ScriptedReply.bytes(wire).cutAfter(9_000));
    server.otherwise(request -> ScriptedReply.bytes(otherWire));
    try (InputStream in = download()) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(CorruptStreamException.class)
          .hasMessageContaining("other bytes");
    }
  }

  @Test
  void shorterBlobThanBeforeIsCorrupt() throws IOException {
    server.then(ScriptedReply.bytes(wire).cutAfter(9_000));
    byte[] shorter = wire(java.util.Arrays.copyOf(content, 5_000));
    server.otherwise(request -> ScriptedReply.bytes(shorter));
    try (InputStream in = download()) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(CorruptStreamException.class)
          .hasMessageContaining("shorter");
    }
  }

  @Test
  void blobOfAnotherLengthThanKnownIsCorrupt() throws IOException {
    server.otherwise(request -> ScriptedReply.bytes(wire));
    try (InputStream in = download(20_001)) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(CorruptStreamException.class)
          .hasMessageContaining("20000 of 20001");
    }
    assertThat(download(20_000)).hasBinaryContent(content);
  }

  @Test
  void refusalIsNotRepeated() {
    server.otherwise(request -> ScriptedReply.of(404, "{\"Code\":\"NoSuchBlob\"}"));
    assertThatThrownBy(this::download).isInstanceOf(ServiceException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void closedDownloadIsNotRead() throws IOException {
    server.then(ScriptedReply.bytes(wire));
    InputStream in = download();
    assertThat(in.read()).isEqualTo(content[0] & 0xFF);
    in.close();
    in.close();
    assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
  }
}
