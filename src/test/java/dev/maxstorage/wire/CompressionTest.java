package dev.maxstorage.wire;

import static dev.maxstorage.wire.Golden.ascii;
import static dev.maxstorage.wire.Golden.concat;
import static dev.maxstorage.wire.Golden.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  private static final byte[] HELLO_ZSTD = hex("28 B5 2F FD 20 05 29 00 00 68 65 6C 6C 6F");

  @ParameterizedTest
  @CsvSource({
    "zstd, ZSTD",
    "ZSTD, ZSTD",
    "' zstd ', ZSTD",
    "x-lz4-frame, LZ4_FRAME",
    "x-odps-lz4-frame, LZ4_FRAME",
    "lz4_frame, LZ4_FRAME",
    "LZ4_FRAME, LZ4_FRAME",
    "identity, NONE",
    "'', NONE",
    ", NONE"
  })
  void tokensAndAliasesNameACodec(String token, Compression expected) {
    assertThat(Compression.fromToken(token)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "snappy", "br", "lz4"})
  void foreignTokensAreRefused(String token) {
    assertThatThrownBy(() -> Compression.fromToken(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + token + "'")
        .hasMessageContaining("x-lz4-frame");
  }

  /** Cases 10, 11, 72 and 221: foreign tokens switch compression off, else the first one counts. */
  @ParameterizedTest
  @CsvSource({
    "'gzip, deflate', NONE",
    "'gzip, deflate, br, zstd', NONE",
    "'x-lz4-frame,zstd', LZ4_FRAME",
    "'zstd;q=0.5, x-lz4-frame', ZSTD",
    "ZSTD, ZSTD",
    "identity, NONE",
    "'*', NONE",
    "'', NONE",
    ", NONE"
  })
  void acceptEncodingCountsOnlyWithoutForeignTokens(String header, Compression expected) {
    assertThat(Compression.fromAcceptEncoding(header)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void bodiesComeBackAsTheyWere(Compression compression) throws IOException {
    Random random = new Random(5);
    for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, 1_000_000}) {
      byte[] plain = new byte[length];
      random.nextBytes(plain);
      byte[] text = Golden.framesContent();
      System.arraycopy(text, 0, plain, 0, Math.min(length / 2, text.length));
      byte[] encoded = encoded(compression, plain);
      assertThat(decoded(compression, new ByteArrayInputStream(encoded))).isEqualTo(plain);
      if (compression != Compression.NONE) {
        byte[] twice = concat(encoded, encoded);
        assertThat(decoded(compression, Golden.oneByteAtATime(twice)))
            .isEqualTo(concat(plain, plain));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ZSTD", "LZ4_FRAME"})
  void flushedBytesCanBeReadAtOnce(Compression compression) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    OutputStream encoder = compression.encode(sent);
    encoder.write(ascii("first"));
    encoder.flush();
    InputStream decoder = compression.decode(new ByteArrayInputStream(sent.toByteArray()));
    assertThat(decoder.readNBytes(5)).isEqualTo(ascii("first"));
  }

  @ParameterizedTest
  @EnumSource(names = {"ZSTD", "LZ4_FRAME"})
  void everyCutOfAFrameIsAnError(Compression compression) throws IOException {
    byte[] content = concat(Golden.repeated('z', 65_000), Golden.framesContent());
    content = Arrays.copyOf(content, 66_500);
    byte[] encoded = encoded(compression, content);
    for (int length = 0; length < encoded.length; length++) {
      byte[] cut = Arrays.copyOf(encoded, length);
      assertThatThrownBy(() -> decoded(compression, new ByteArrayInputStream(cut)))
          .as("cut after %d bytes", length)
          .isInstanceOf(CorruptStreamException.class);
      byte[] secondCut = concat(encoded, cut);
      if (length > 0) {
        assertThatThrownBy(() -> decoded(compression, new ByteArrayInputStream(secondCut)))
            .as("second frame cut after %d bytes", length)
            .isInstanceOf(CorruptStreamException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ZSTD", "LZ4_FRAME"})
  void bytesAfterTheLastFrameAreAnError(Compression compression) throws IOException {
    byte[] encoded = encoded(compression, ascii("hello"));
    for (String tail :
        new String[] {"00", "68 65", "00 00 00", "0A 0A 0A 0A", "00 11 22 33 44 55"}) {
      assertThatThrownBy(
              () -> decoded(compression, new ByteArrayInputStream(concat(encoded, hex(tail)))))
          .as(tail)
          .isInstanceOf(CorruptStreamException.class);
    }
  }

  @Test
  void zstdFramesOfTheToolComeBackAndTheirChecksumIsVerified() throws IOException {
    byte[] frame = Golden.resource("/frames/plain.zst");
    assertThat(decoded(Compression.ZSTD, new ByteArrayInputStream(frame)))
        .isEqualTo(Golden.framesContent());
    frame[frame.length - 1] ^= 1;
    assertThatThrownBy(() -> decoded(Compression.ZSTD, new ByteArrayInputStream(frame)))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("zstd");
  }

  @Test
  void zstdSkippableFramesArePassedOver() throws IOException {
    byte[] skippable = hex("50 2A 4D 18 03 00 00 00 01 02 03");
    assertThat(
            decoded(
                Compression.ZSTD,
                new ByteArrayInputStream(concat(skippable, HELLO_ZSTD, skippable))))
        .isEqualTo(ascii("hello"));
  }

  @Test
  void closingADecoderClosesTheBody() throws IOException {
    for (Compression compression : Compression.values()) {
      boolean[] closed = {false};
      InputStream body =
          new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
              closed[0] = true;
            }
          };
      compression.decode(body).close();
      assertThat(closed[0]).as(compression.token()).isTrue();
    }
  }

  private static byte[] encoded(Compression compression, byte[] plain) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (OutputStream encoder = compression.encode(sent)) {
      encoder.write(plain);
    }
    return sent.toByteArray();
  }

  private static byte[] decoded(Compression compression, InputStream body) throws IOException {
    try (InputStream decoder = compression.decode(body)) {
      return decoder.readAllBytes();
    }
  }
}
