package dev.maxstorage.wire;

import static dev.maxstorage.wire.Golden.ascii;
import static dev.maxstorage.wire.Golden.concat;
import static dev.maxstorage.wire.Golden.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Conformance cases 207 to 221 of the Storage API document. */
class BlobBodiesTest {
  private static final byte[] CASE_207 =
      hex("04 22 4D 18 60 40 82 05 00 00 80 68 65 6C 6C 6F 00 00 00 00 9B 22 1E E3");
  private static final byte[] CASE_213 =
      hex(
          """
          04 22 4D 18 60 40 82 2B 00 00 00 22 02 00 01 00 32 7B 7D 05 09 00 66 00 68 65 6C 6C 6F
          17 00 06 0A 00 04 21 00 F0 00 77 6F 72 6C 64 02 00 00 00 00 00 00 00 7B 7D 00 00 00 00
          16 3E 58 55
          """);

  @ParameterizedTest
  @CsvSource({
    "207 LZ4, x-lz4-frame,"
        + " 04 22 4D 18 60 40 82 05 00 00 80 68 65 6C 6C 6F 00 00 00 00 9B 22 1E E3",
    "207 LZ4 by its alias, LZ4_FRAME,"
        + " 04 22 4D 18 60 40 82 05 00 00 80 68 65 6C 6C 6F 00 00 00 00 9B 22 1E E3",
    "208 zstd, zstd, 28 B5 2F FD 20 05 29 00 00 68 65 6C 6C 6F 62 20 C7 4F",
    "209 LZ4 outermost, x-lz4-frame,"
        + " 04 22 4D 18 60 40 82 09 00 00 80 68 65 6C 6C 6F 4C BB 71 9A 00 00 00 00",
    "210 zstd outermost, zstd, 28 B5 2F FD 20 09 49 00 00 68 65 6C 6C 6F 4C BB 71 9A",
    "211 nothing said, , 68 65 6C 6C 6F 4C BB 71 9A",
    "211 identity, identity, 68 65 6C 6C 6F 4C BB 71 9A"
  })
  void case207To211GiveHello(String name, String contentEncoding, String wire) throws IOException {
    assertThat(blob(hex(wire), contentEncoding)).as(name).isEqualTo(ascii("hello"));
  }

  @Test
  void case212BlobThatIsItselfAnLz4Frame() throws IOException {
    assertThat(blob(CASE_207, null)).isEqualTo(Arrays.copyOf(CASE_207, 20));
  }

  @Test
  void case213TwoFramesInOneLz4Frame() throws IOException {
    try (BlobFrameReader reader =
        BlobFrameReader.ofDownload(
            BlobBodies.decode(new ByteArrayInputStream(CASE_213), "x-lz4-frame", 2), 2)) {
      reader.next();
      assertThat(reader.data().readAllBytes()).isEqualTo(ascii("hello"));
      reader.next();
      assertThat(reader.data().readAllBytes()).isEqualTo(ascii("world"));
      assertThat(reader.next()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "214 LZ4, x-lz4-frame, 04 22 4D 18 60 40 82 00 00 00 00 4B D8 6C A3",
    "215 empty body, x-lz4-frame, ''",
    "216 zstd, zstd, 28 B5 2F FD 20 00 01 00 00 38 DF 9A 86",
    "162 nothing, , ''"
  })
  void case214To216GiveAnEmptyBlob(String name, String contentEncoding, String wire)
      throws IOException {
    assertThat(blob(hex(wire), contentEncoding)).as(name).isEmpty();
  }

  @Test
  void case217NeitherOrderFits() {
    byte[] broken = CASE_207.clone();
    broken[11] = 0x69;
    assertThatThrownBy(() -> blob(broken, "x-lz4-frame"))
        .isInstanceOf(CorruptStreamException.class);
  }

  @Test
  void case218CutBody() {
    assertThatThrownBy(() -> blob(Arrays.copyOf(CASE_207, 16), "x-lz4-frame"))
        .isInstanceOf(CorruptStreamException.class);
  }

  @Test
  void everyCutOfACompressedBodyIsAnError() {
    for (int length = 1; length < CASE_213.length; length++) {
      byte[] cut = Arrays.copyOf(CASE_213, length);
      assertThatThrownBy(
              () ->
                  BlobBodies.decode(new ByteArrayInputStream(cut), "x-lz4-frame", 2).readAllBytes())
          .as("cut after %d bytes", length)
          .isInstanceOf(CorruptStreamException.class);
    }
  }

  @Test
  void case219UnknownCodec() {
    assertThatThrownBy(() -> blob(CASE_207, "br"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'br'");
  }

  @Test
  void case220ServerWritesTheDocumentsBytes() throws IOException {
    assertThat(body(ascii("hello"), Compression.LZ4_FRAME)).isEqualTo(CASE_207);
    assertThat(body(new byte[0], Compression.LZ4_FRAME))
        .isEqualTo(hex("04 22 4D 18 60 40 82 00 00 00 00 4B D8 6C A3"));
  }

  @Test
  void case221ServerWritesPlainBlocks() throws IOException {
    assertThat(body(ascii("hello"), Compression.NONE)).isEqualTo(hex("68 65 6C 6C 6F 4C BB 71 9A"));
    assertThat(body(new byte[0], Compression.NONE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void blobsComeBackInEitherOrder(Compression compression) throws IOException {
    for (int length : new int[] {0, 1, 4096, 4097, 100_000}) {
      byte[] blob = Arrays.copyOf(Golden.framesContent(), length);
      assertThat(blob(body(blob, compression), compression.token())).isEqualTo(blob);
      ByteArrayOutputStream inverse = new ByteArrayOutputStream();
      try (OutputStream out = new Crc32cOutputStream(compression.encode(inverse))) {
        out.write(blob);
      }
      assertThat(blob(inverse.toByteArray(), compression.token())).isEqualTo(blob);
    }
  }

  @Test
  void bytesAfterTheCompressedStreamAreAnError() throws IOException {
    byte[] layer = concat(Arrays.copyOf(CASE_207, 20), ascii("x"));
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (OutputStream out = new Crc32cOutputStream(sent)) {
      out.write(layer);
    }
    assertThatThrownBy(() -> blob(sent.toByteArray(), "x-lz4-frame"))
        .isInstanceOf(CorruptStreamException.class);
  }

  private static byte[] blob(byte[] wire, String contentEncoding) throws IOException {
    return BlobBodies.decode(Golden.oneByteAtATime(wire), contentEncoding, 1).readAllBytes();
  }

  private static byte[] body(byte[] blob, Compression compression) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (OutputStream out = BlobBodies.encode(sent, compression)) {
      out.write(blob);
    }
    return sent.toByteArray();
  }
}
