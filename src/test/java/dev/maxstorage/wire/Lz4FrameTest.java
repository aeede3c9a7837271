package dev.maxstorage.wire;

import static dev.maxstorage.wire.Golden.ascii;
import static dev.maxstorage.wire.Golden.concat;
import static dev.maxstorage.wire.Golden.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Lz4FrameTest {
  private static final byte[] HELLO =
      hex("04 22 4D 18 60 40 82 05 00 00 80 68 65 6C 6C 6F 00 00 00 00");

  /** The tool wrote 64 KiB linked, 256 KiB independent and 4 MiB linked blocks, with checksums. */
  @ParameterizedTest
  @ValueSource(strings = {"linked.lz4", "independent.lz4", "big-blocks.lz4"})
  void framesOfTheToolComeBack(String file) throws IOException {
    byte[] frame = Golden.resource("/frames/" + file);
    assertThat(decoded(frame)).isEqualTo(Golden.framesContent());
    Lz4FrameInputStream slow = new Lz4FrameInputStream(Golden.oneByteAtATime(frame));
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    for (int value; (value = slow.read()) >= 0; ) {
      plain.write(value);
    }
    assertThat(plain.toByteArray()).isEqualTo(Golden.framesContent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"linked.lz4", "big-blocks.lz4"})
  void everyFlippedBitOfACheckedFrameIsAnError(String file) {
    byte[] frame = Golden.resource("/frames/" + file);
    for (int i = 0; i < frame.length; i += i < 64 ? 1 : 13) {
      byte[] broken = frame.clone();
      broken[i] ^= (byte) (1 << (i % 8));
      assertThatThrownBy(() -> decoded(broken))
          .as("byte %d", i)
          .isInstanceOf(CorruptStreamException.class);
    }
  }

  @Test
  void helloIsWrittenAsTheDocumentSays() throws IOException {
    assertThat(encoded(ascii("hello"))).isEqualTo(HELLO);
    assertThat(encoded(new byte[0])).isEqualTo(hex("04 22 4D 18 60 40 82 00 00 00 00"));
  }

  @Test
  void skippableFramesAndSeveralFramesAreRead() throws IOException {
    byte[] skippable = hex("5F 2A 4D 18 02 00 00 00 AA BB");
    assertThat(decoded(concat(skippable, HELLO, skippable, HELLO))).isEqualTo(ascii("hellohello"));
    assertThatThrownBy(() -> decoded(Arrays.copyOf(skippable, 9)))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("skippable");
  }

  @Test
  void headersThatCannotBeRightAreRefused() {
    assertThatThrownBy(() -> decoded(hex("04 22 4D 18 60 40 83 00 00 00 00")))
        .hasMessageContaining("checksum of the LZ4 frame header");
    assertThatThrownBy(() -> decoded(withHeader(0xA0, 0x40))).hasMessageContaining("A0 40");
    assertThatThrownBy(() -> decoded(withHeader(0x60, 0x30))).hasMessageContaining("60 30");
    assertThatThrownBy(() -> decoded(withHeader(0x62, 0x40))).hasMessageContaining("62 40");
    assertThatThrownBy(() -> decoded(withHeader(0x61, 0x40))).hasMessageContaining("dictionary");
    assertThatThrownBy(() -> decoded(hex("28 B5 2F FD 20 05 29 00")))
        .hasMessageContaining("not an LZ4 frame");
  }

  @Test
  void blocksLargerThanTheFrameAllowsAreRefused() {
    assertThatThrownBy(() -> decoded(hex("04 22 4D 18 60 40 82 01 00 01 80 00 00 00 00 00")))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("larger than its frame allows");
  }

  @Test
  void matchesThatReachBeforeTheirFrameAreRefused() {
    // Linked blocks: "hello" stored, then a match of 4 bytes at distance 6.
    byte[] frame =
        concat(
            withHeader(0x40, 0x40),
            hex("05 00 00 80 68 65 6C 6C 6F"),
            hex("05 00 00 00 00 06 00 10 6F"));
    assertThatThrownBy(() -> decoded(concat(frame, hex("00 00 00 00"))))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("malformed LZ4 block");
  }

  @Test
  void matchesIntoTheBlockBeforeAreFollowed() throws IOException {
    // The same with distance 5, then the literal "o".
    byte[] frame =
        concat(
            withHeader(0x40, 0x40),
            hex("05 00 00 80 68 65 6C 6C 6F"),
            hex("05 00 00 00 00 05 00 10 6F"),
            hex("00 00 00 00"));
    assertThat(decoded(frame)).isEqualTo(ascii("hellohello"));
  }

  @Test
  void moreBytesThanAllowedAreRefused() {
    byte[] frame = Golden.resource("/frames/linked.lz4");
    assertThat(framesLimitedTo(frame, 200_000)).isNull();
    assertThat(framesLimitedTo(frame, 199_999))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("199999");
  }

  @Test
  void nobodyReadsOnBehindABrokenBlock() throws IOException {
    byte[] broken = Golden.resource("/frames/linked.lz4");
    broken[20] ^= 1;
    try (Lz4FrameInputStream in = new Lz4FrameInputStream(new ByteArrayInputStream(broken))) {
      assertThatThrownBy(in::read).isInstanceOf(CorruptStreamException.class);
      assertThatThrownBy(in::read).isInstanceOf(CorruptStreamException.class);
    }
  }

  @Test
  void offsetsTellWhereTheFaultIs() {
    byte[] broken = Golden.resource("/frames/linked.lz4");
    int firstBlock = 4 + 3;
    int secondBlock = firstBlock + 4 + LittleEndian.intAt(broken, firstBlock) + 4;
    broken[secondBlock + 10] ^= 1;
    assertThatThrownBy(() -> decoded(broken))
        .isInstanceOfSatisfying(
            CorruptStreamException.class, e -> assertThat(e.offset()).isEqualTo(secondBlock));
  }

  private static Exception framesLimitedTo(byte[] frame, long maximumBytes) {
    try (Lz4FrameInputStream in =
        new Lz4FrameInputStream(new ByteArrayInputStream(frame), maximumBytes)) {
      in.readAllBytes();
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private static byte[] withHeader(int flags, int blockDescriptor) {
    byte[] descriptor = {(byte) flags, (byte) blockDescriptor};
    byte[] check = {Lz4FrameHeader.checksum(descriptor, 0, 2)};
    return concat(hex("04 22 4D 18"), descriptor, check);
  }

  private static byte[] decoded(byte[] frames) throws IOException {
    try (Lz4FrameInputStream in = new Lz4FrameInputStream(new ByteArrayInputStream(frames))) {
      return in.readAllBytes();
    }
  }

  private static byte[] encoded(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Lz4FrameOutputStream frame = new Lz4FrameOutputStream(out)) {
      frame.write(plain);
    }
    return out.toByteArray();
  }
}
