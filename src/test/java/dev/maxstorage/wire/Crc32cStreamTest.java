package dev.maxstorage.wire;

import static dev.maxstorage.wire.Golden.ascii;
import static dev.maxstorage.wire.Golden.concat;
import static dev.maxstorage.wire.Golden.counting;
import static dev.maxstorage.wire.Golden.hex;
import static dev.maxstorage.wire.Golden.repeated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance cases 162 to 179 of the Storage API document, and its appendix A. */
class Crc32cStreamTest {
  private static final byte[] CASE_170 =
      concat(
          repeated(1, 4096), hex("7F 6B 18 42"),
          repeated(2, 4096), hex("94 62 D7 28"),
          repeated(3, 100), hex("B4 34 16 F3"));
  private static final byte[] CASE_170_BLOB =
      concat(repeated(1, 4096), repeated(2, 4096), repeated(3, 100));

  static List<Arguments> cases() {
    byte[] counting = counting(10_000, 251);
    return List.of(
        argumentSet("162 empty", new byte[0], new byte[0]),
        argumentSet("163 A", ascii("A"), hex("41 EE CD 6D E1")),
        argumentSet("164 hello", ascii("hello"), hex("68 65 6C 6C 6F 4C BB 71 9A")),
        argumentSet("165 4095 zeros", new byte[4095], concat(new byte[4095], hex("B9 DD BB 23"))),
        argumentSet("166 4096 zeros", new byte[4096], concat(new byte[4096], hex("89 41 F9 98"))),
        argumentSet(
            "167 4097 zeros",
            new byte[4097],
            concat(new byte[4096], hex("89 41 F9 98 00 51 53 7D 52"))),
        argumentSet(
            "168 8192 zeros",
            new byte[8192],
            concat(new byte[4096], hex("89 41 F9 98"), new byte[4096], hex("89 41 F9 98"))),
        argumentSet(
            "169 4097 A",
            repeated('A', 4097),
            concat(repeated('A', 4096), hex("E9 51 72 05 41 EE CD 6D E1"))),
        argumentSet("170 three blocks", CASE_170_BLOB, CASE_170),
        argumentSet(
            "171 counting",
            counting,
            concat(
                Arrays.copyOfRange(counting, 0, 4096), hex("FC 77 90 71"),
                Arrays.copyOfRange(counting, 4096, 8192), hex("04 B2 9B CF"),
                Arrays.copyOfRange(counting, 8192, 10_000), hex("A2 56 91 C5"))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void cases162To171BlocksAreWrittenWithTheirCrc(byte[] blob, byte[] wire) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (Crc32cOutputStream out = new Crc32cOutputStream(sent)) {
      out.write(blob);
    }
    assertThat(sent.toByteArray()).isEqualTo(wire);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void blocksAreWrittenWithTheirCrcWhateverTheFlushes(byte[] blob, byte[] wire) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    Crc32cOutputStream out = new Crc32cOutputStream(sent);
    for (int i = 0; i < blob.length; i++) {
      out.write(blob[i]);
      if (i % 1000 == 999) {
        out.flush();
        assertThat(sent.size()).isEqualTo((i + 1) / 4096 * 4100);
      }
    }
    out.close();
    assertThat(sent.toByteArray()).isEqualTo(wire);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void cases162To171BlocksAreCheckedAndStripped(byte[] blob, byte[] wire) throws IOException {
    assertThat(stripped(wire)).isEqualTo(blob);
  }

  @ParameterizedTest
  @CsvSource({
    "172 wrong CRC, 68 65 6C 6C 6F 4C BB 71 9B, CRC-32C",
    "173 flipped bit, 69 65 6C 6C 6F 4C BB 71 9A, CRC-32C",
    "176 only four bytes, 00 00 00 00, only 4 bytes"
  })
  void case172To176BrokenBodiesAreErrors(String name, String wire, String reason) {
    assertThatThrownBy(() -> stripped(hex(wire)))
        .as(name)
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void case174WrongCrcOfAWholeBlockIsAnError() {
    assertThatThrownBy(() -> stripped(concat(new byte[4096], hex("EF BE AD DE"))))
        .isInstanceOf(CorruptStreamException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void case175LastBlockOfOneToFourBytesIsAnError(int bytes) {
    byte[] wire = concat(new byte[4096], hex("89 41 F9 98"), new byte[bytes]);
    assertThatThrownBy(() -> stripped(wire))
        .isInstanceOfSatisfying(
            CorruptStreamException.class,
            e -> {
              assertThat(e.offset()).isEqualTo(4100);
              assertThat(e.reason()).contains("only " + bytes + " bytes");
            });
  }

  @Test
  void case177OneByteAtATimeGivesTheSameBlob() throws IOException {
    assertThat(new Crc32cInputStream(Golden.oneByteAtATime(CASE_170)).readAllBytes())
        .isEqualTo(CASE_170_BLOB);
  }

  @Test
  void case178CutBlockIsAnError() {
    assertThatThrownBy(() -> stripped(Arrays.copyOf(CASE_170, 4100 + 2000)))
        .isInstanceOfSatisfying(
            CorruptStreamException.class, e -> assertThat(e.offset()).isEqualTo(4100));
  }

  @Test
  void case179PiecesOf13BytesGiveTheSameBytes() throws IOException {
    InputStream in = new Crc32cInputStream(new ByteArrayInputStream(CASE_170));
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    byte[] piece = new byte[13];
    for (int read; (read = in.read(piece)) >= 0; ) {
      blob.write(piece, 0, read);
    }
    assertThat(blob.toByteArray()).isEqualTo(CASE_170_BLOB);
  }

  @Test
  void noByteOfABrokenBlockIsHandedOut() throws IOException {
    byte[] wire = CASE_170.clone();
    wire[4100 + 4095] ^= 0x40;
    InputStream in = new Crc32cInputStream(new ByteArrayInputStream(wire));
    assertThat(in.readNBytes(4096)).isEqualTo(repeated(1, 4096));
    assertThatThrownBy(in::read).isInstanceOf(CorruptStreamException.class);
    assertThatThrownBy(in::read)
        .as("the block after the broken one")
        .isInstanceOf(CorruptStreamException.class);
  }

  static List<Arguments> appendixA() {
    return List.of(
        Arguments.of(ascii("a"), "30 43 D0 C1"),
        Arguments.of(ascii("A"), "EE CD 6D E1"),
        Arguments.of(new byte[1], "51 53 7D 52"),
        Arguments.of(ascii("123456789"), "83 92 06 E3"),
        Arguments.of(ascii("hello"), "4C BB 71 9A"),
        Arguments.of(ascii("hello world"), "AA 65 94 C9"),
        Arguments.of(ascii("Hello, blob!"), "CE C3 A3 9D"),
        Arguments.of(new byte[32], "AA 36 91 8A"),
        Arguments.of(repeated(0xFF, 32), "43 AB A8 62"),
        Arguments.of(counting(32, 256), "4E 79 DD 46"),
        Arguments.of(new byte[4095], "B9 DD BB 23"),
        Arguments.of(new byte[4096], "89 41 F9 98"),
        Arguments.of(repeated('A', 4096), "E9 51 72 05"),
        Arguments.of(repeated('A', 4095), "37 5D B1 36"),
        Arguments.of(counting(4096, 256), "32 FE 71 9C"));
  }

  @ParameterizedTest
  @MethodSource("appendixA")
  void vectorsOfAppendixAHold(byte[] data, String trailer) throws IOException {
    assertThat(stripped(concat(data, hex(trailer)))).isEqualTo(data);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,5", "4095,4099", "4096,4100", "4097,4105", "8193,8205", "1048576,1049600"})
  void lengthsOnTheWireAreThoseOfTheTable(int length, int wireLength) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (Crc32cOutputStream out = new Crc32cOutputStream(sent)) {
      out.write(new byte[length]);
    }
    assertThat(sent.size()).isEqualTo(wireLength);
  }

  private static byte[] stripped(byte[] wire) throws IOException {
    try (InputStream in = new Crc32cInputStream(new ByteArrayInputStream(wire))) {
      return in.readAllBytes();
    }
  }
}
