package dev.maxstorage.wire;

import static dev.maxstorage.wire.Golden.ascii;
import static dev.maxstorage.wire.Golden.concat;
import static dev.maxstorage.wire.Golden.counting;
import static dev.maxstorage.wire.Golden.hex;
import static dev.maxstorage.wire.Golden.repeated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance cases 180 to 203 of the Storage API document, and the frames of its section 9.4. */
class BlobFrameTest {
  private static final byte[] CASE_180 =
      hex(
          """
          1C 00 00 00 00 00 00 00 7B 22 43 6F 6E 74 65 6E
          74 54 79 70 65 22 3A 22 74 65 78 74 2F 70 6C 61
          69 6E 22 7D 05 00 00 00 00 00 00 00 68 65 6C 6C
          6F 02 00 00 00 00 00 00 00 7B 7D 02 00 00 00 00
          00 00 00 7B 7D 05 00 00 00 00 00 00 00 77 6F 72
          6C 64 02 00 00 00 00 00 00 00 7B 7D 8E 83 0F C1
          """);
  private static final byte[] UPLOAD_CRC32 =
      hex(
          """
          4A 00 00 00 00 00 00 00 7B 22 50 61 72 74 69 74
          69 6F 6E 56 61 6C 75 65 73 22 3A 5B 22 70 74 3D
          32 30 32 34 22 5D 2C 22 43 6F 6C 75 6D 6E 49 6E
          64 65 78 22 3A 32 2C 22 43 6F 6E 74 65 6E 74 54
          79 70 65 22 3A 22 74 65 78 74 2F 70 6C 61 69 6E
          22 7D 0B 00 00 00 00 00 00 00 68 65 6C 6C 6F 20
          77 6F 72 6C 64 29 00 00 00 00 00 00 00 7B 22 43
          68 65 63 6B 73 75 6D 22 3A 7B 22 54 79 70 65 22
          3A 31 2C 22 43 72 63 33 32 22 3A 32 32 32 39 35
          37 39 35 37 7D 7D
          """);
  private static final byte[] UPLOAD_EMPTY =
      hex(
          """
          26 00 00 00 00 00 00 00 7B 22 50 61 72 74 69 74
          69 6F 6E 56 61 6C 75 65 73 22 3A 5B 5D 2C 22 43
          6F 6C 75 6D 6E 49 6E 64 65 78 22 3A 32 7D 00 00
          00 00 00 00 00 00 17 00 00 00 00 00 00 00 7B 22
          43 68 65 63 6B 73 75 6D 22 3A 7B 22 54 79 70 65
          22 3A 30 7D 7D
          """);
  private static final byte[] HELLO = frame("{}", ascii("hello"), "{}");
  private static final byte[] WORLD = frame("{}", ascii("world"), "{}");

  @Test
  void case180FramesWithAndWithoutType() throws IOException {
    assertThat(download(CASE_180, 2)).containsExactly("hello|text/plain|null", "world|null|null");
  }

  @Test
  void case180IsWrittenTheSameWay() throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (Crc32cOutputStream out = new Crc32cOutputStream(sent)) {
      BlobFrameWriter writer = new BlobFrameWriter(out);
      writer.write(
          BlobFrameHeader.download("text/plain", null), ascii("hello"), BlobChecksum.ABSENT);
      writer.write(BlobFrameHeader.download(null, null), ascii("world"), BlobChecksum.ABSENT);
    }
    assertThat(sent.toByteArray()).isEqualTo(CASE_180);
  }

  @Test
  void case181TwoPlainFrames() throws IOException {
    assertThat(download(concat(HELLO, WORLD, hex("15 E4 0D 9C")), 2))
        .containsExactly("hello|null|null", "world|null|null");
  }

  @Test
  void case182HeadersAndFootersOfLengthZero() throws IOException {
    byte[] wire =
        concat(frame("", ascii("hello"), ""), frame("", ascii("world"), ""), hex("17 B0 22 F1"));
    assertThat(wire).hasSize(58 + 4);
    assertThat(download(wire, 2)).containsExactly("hello|null|null", "world|null|null");
  }

  @ParameterizedTest
  @CsvSource({
    "183, 00 00 00 00 00 00 00 00, 8A B2 28 8C",
    "184, 05 00 00 00 00 00 00 00 68 65 6C 6C 6F, 6C B1 C2 90",
    "185, 93 4E 55 4D 50 59 01 00, 86 6C 7F 64",
    "186, 68 65 6C 6C 6F 00 00 00 20 72 65 73 74 20 6F 66 20 62 6C 6F 62, 46 9C 8A 5E"
  })
  void case183To186OneReferenceIsNeverParsedAsAFrame(int number, String blob, String trailer)
      throws IOException {
    InputStream payload = BlobBodies.decode(new ByteArrayInputStream(hex(blob + trailer)), null, 1);
    assertThat(payload.readAllBytes()).as("case %d", number).isEqualTo(hex(blob));
  }

  @ParameterizedTest
  @CsvSource({
    "187, FF FF FF FF FF FF FF FF, C7 4B 67 48, header length -1",
    "188, 02 00 00 00 00 00 00 00 7B 7D FF FF FF FF FF FF FF FF, 68 F3 15 7F, data length -1",
    "189, 02 00 00 00 00 00 00 00 7B 7D 05 00 00 00 00 00 00 00 68 65 6C 6C 6F FF FF FF FF FF FF"
        + " FF FF, FC 2D F6 1D, footer length -1",
    "190, 64 00 00 00 00 00 00 00 73 68 6F 72 74, B4 2B D0 50, truncated"
  })
  void case187To190BrokenFramesAreErrors(int number, String frames, String trailer, String reason) {
    assertThatThrownBy(() -> download(hex(frames + trailer), 2))
        .as("case %d", number)
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void case191DataCutInTheSecondBlob() throws IOException {
    byte[] second =
        concat(hex("02 00 00 00 00 00 00 00 7B 7D 64 00 00 00 00 00 00 00"), ascii("short"));
    BlobFrameReader reader = reader(concat(HELLO, second, hex("5F 9B A8 1C")), 2);
    reader.next();
    assertThat(reader.data().readAllBytes()).isEqualTo(ascii("hello"));
    reader.next();
    assertThat(reader.dataLength()).isEqualTo(100);
    assertThatThrownBy(() -> reader.data().readAllBytes())
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("truncated: 95 of 100 bytes");
    reader.close();
  }

  @Test
  void case192OneOfTwoFrames() {
    assertThatThrownBy(() -> download(concat(HELLO, hex("11 8E 5D 06")), 2))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("truncated: 1 of 2 blob frames");
  }

  @Test
  void case193LengthCut() {
    assertThatThrownBy(() -> download(concat(HELLO, hex("02 00 00"), hex("F6 E0 FD 1B")), 2))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("truncated");
  }

  @Test
  void case194LastFooterMissing() throws IOException {
    byte[] frames = concat(HELLO, Arrays.copyOf(WORLD, WORLD.length - 10));
    assertThatThrownBy(() -> download(concat(frames, hex("85 3B 61 77")), 2))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("footer length");
  }

  @Test
  void case195LastFooterCut() {
    byte[] frames = concat(HELLO, Arrays.copyOf(WORLD, WORLD.length - 1));
    assertThatThrownBy(() -> download(concat(frames, hex("00 9A AF C0")), 2))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("footer");
  }

  @Test
  void case194ClosingAfterTheLastByteOfDataTellsToo() throws IOException {
    byte[] frames = concat(HELLO, Arrays.copyOf(WORLD, WORLD.length - 10));
    BlobFrameReader reader = reader(concat(frames, hex("85 3B 61 77")), 2);
    reader.next();
    reader.next();
    assertThat(reader.data().readNBytes(5)).isEqualTo(ascii("world"));
    assertThatThrownBy(reader::close)
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("footer length");
  }

  @Test
  void case196ThirdFrameIsNeverShown() throws IOException {
    byte[] frames = concat(HELLO, WORLD, frame("{}", ascii("extra"), "{}"));
    assertThat(download(concat(frames, hex("9E DE 30 65")), 2))
        .containsExactly("hello|null|null", "world|null|null");
  }

  @Test
  void case196BytesAfterTheLastFrameAreStillChecked() {
    byte[] frames = concat(HELLO, WORLD, frame("{}", ascii("extra"), "{}"));
    byte[] wire = concat(frames, new byte[4096 - frames.length]);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    assertThatThrownBy(
            () -> {
              try (Crc32cOutputStream out = new Crc32cOutputStream(sent)) {
                out.write(wire);
                out.write(1);
              }
              byte[] broken = sent.toByteArray();
              broken[4100] ^= 1;
              download(broken, 2);
            })
        .isInstanceOfSatisfying(
            CorruptStreamException.class, e -> assertThat(e.offset()).isEqualTo(4100));
  }

  @Test
  void case197HeaderThatIsNoJsonIsIgnored() throws IOException {
    byte[] frames = concat(frame("not json!", ascii("hello"), "{}"), WORLD);
    assertThat(download(concat(frames, hex("78 B6 7F E6")), 2))
        .containsExactly("hello|null|null", "world|null|null");
  }

  @Test
  void case198TypeNameAndEmptyText() throws IOException {
    byte[] frames =
        concat(
            frame(
                "{\"ContentType\":\"image/png\",\"CustomFileName\":\"a.png\"}", ascii("PNG"), "{}"),
            frame("{}", new byte[0], "{}"),
            frame("{\"ContentType\":\"\"}", ascii("xxxxx"), "{\"Checksum\":{\"Type\":0}}"));
    assertThat(frames).hasSize(179);
    assertThat(download(concat(frames, hex("48 0B D3 17")), 3))
        .containsExactly("PNG|image/png|a.png", "|null|null", "xxxxx|null|null");
  }

  @Test
  void case199BlockBorderInALength() throws IOException {
    byte[] frames = concat(frame("{}", repeated(0x5A, 4064), "{}"), HELLO);
    byte[] wire =
        concat(
            Arrays.copyOf(frames, 4096), hex("7B 4C 76 7B"),
            Arrays.copyOfRange(frames, 4096, 4125), hex("8E 55 8F 62"));
    assertThat(wire).hasSize(4133);
    assertThat(download(wire, 2))
        .containsExactly("Z".repeat(4064) + "|null|null", "hello|null|null");
  }

  @Test
  void case200BlockBorderInTheData() throws IOException {
    byte[] data = counting(4080, 251);
    byte[] frames = concat(frame("{}", data, "{}"), HELLO);
    byte[] wire =
        concat(
            Arrays.copyOf(frames, 4096), hex("0A A1 AB E2"),
            Arrays.copyOfRange(frames, 4096, 4141), hex("14 08 4D 4E"));
    assertThat(wire).hasSize(4149);
    try (BlobFrameReader reader = reader(wire, 2)) {
      reader.next();
      assertThat(reader.data().readAllBytes()).isEqualTo(data);
      reader.next();
      assertThat(reader.data().readAllBytes()).isEqualTo(ascii("hello"));
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void case201EmptyBodyForTwoReferences() {
    assertThatThrownBy(() -> download(new byte[0], 2))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("truncated");
  }

  @Test
  void case202NextDrainsTheRest() throws IOException {
    try (BlobFrameReader reader = reader(concat(HELLO, WORLD, hex("15 E4 0D 9C")), 2)) {
      reader.next();
      InputStream first = reader.data();
      assertThat(first.readNBytes(2)).isEqualTo(ascii("he"));
      reader.next();
      assertThat(reader.data().readAllBytes()).isEqualTo(ascii("world"));
      assertThatThrownBy(first::read).hasMessageContaining("moved on");
      assertThat(reader.next()).isNull();
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void case203HeaderLengthOfATerabyteIsRefusedBeforeAllocation() {
    byte[] frames = hex("00 00 00 00 00 01 00 00");
    assertThatThrownBy(() -> BlobFrameReader.ofDownload(new ByteArrayInputStream(frames), 2).next())
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("header length 1099511627776");
  }

  @Test
  void everyCutOfTheFramesIsAnError() throws IOException {
    byte[] frames = concat(UPLOAD_CRC32, UPLOAD_EMPTY, HELLO);
    for (int length = 0; length < frames.length; length++) {
      InputStream cut = new ByteArrayInputStream(frames, 0, length);
      assertThatThrownBy(() -> texts(BlobFrameReader.ofDownload(cut, 3)))
          .as("cut after %d bytes", length)
          .isInstanceOf(CorruptStreamException.class)
          .hasMessageContaining("truncated");
    }
    InputStream whole = new ByteArrayInputStream(frames);
    assertThat(texts(BlobFrameReader.ofDownload(whole, 3))).hasSize(3);
  }

  @Test
  void cases149To151UploadFramesAreWrittenAsTheDocumentSays() throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    BlobFrameWriter writer = new BlobFrameWriter(sent);
    writer.write(
        BlobFrameHeader.upload(List.of("pt=2024"), 2, "text/plain", null),
        ascii("hello world"),
        BlobChecksum.CRC32);
    assertThat(sent.toByteArray()).isEqualTo(UPLOAD_CRC32);
    sent.reset();
    writer.write(BlobFrameHeader.upload(List.of(), 2, null, null), new byte[0], BlobChecksum.NONE);
    assertThat(sent.toByteArray()).isEqualTo(UPLOAD_EMPTY);
    sent.reset();
    writer.write(
        BlobFrameHeader.upload(List.of("pt=2024"), 2, "text/plain", null),
        ascii("hello world"),
        BlobChecksum.MD5);
    assertThat(sent.toString(StandardCharsets.UTF_8))
        .endsWith("{\"Checksum\":{\"Type\":2,\"MD5\":\"5eb63bbbe01eeed093cb22bb8f5acdc3\"}}");
    assertThat(sent.size()).isEqualTo(UPLOAD_CRC32.length - 41 + 64);
  }

  @ParameterizedTest
  @CsvSource({
    "hello world, 222957957",
    "check me, 1012227864",
    "'Hello, blob!', 3521427052",
    "blob-A, 2715502156",
    "'', 0"
  })
  void crc32OfFootersIsUnsigned(String data, String crc32) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    new BlobFrameWriter(sent)
        .write(BlobFrameHeader.download(null, null), ascii(data), BlobChecksum.CRC32);
    assertThat(sent.toString(StandardCharsets.UTF_8)).endsWith("\"Crc32\":" + crc32 + "}}");
  }

  @Test
  void uploadHeadersAreReadWhole() throws IOException {
    byte[] frame =
        frame(
            "{\"PartitionValues\": [\"pt=1\", \"hh=2\"], \"ColumnIndex\": 9007199254740993,"
                + " \"DistributionKey\": \"AAA=\", \"ContentType\": \"a/b\","
                + " \"CustomFileName\": \"é.bin\", \"Later\": {}}",
            ascii("x"),
            "");
    try (BlobFrameReader reader = BlobFrameReader.ofUpload(new ByteArrayInputStream(frame))) {
      assertThat(reader.next())
          .isEqualTo(
              new BlobFrameHeader(
                  List.of("pt=1", "hh=2"), 9007199254740993L, "AAA=", "a/b", "é.bin"));
      assertThat(reader.next()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Checksum\":{\"Type\":1,\"Crc32\":222957957}}",
        "{\"Checksum\": {\"Type\": 2, \"MD5\": \"5EB63BBBE01EEED093CB22BB8F5ACDC3\"}}",
        "{\"Checksum\":{\"Type\":0}}",
        "{\"Checksum\":{\"Type\":7,\"Other\":1}}",
        "{}",
        ""
      })
  void uploadFootersThatFitAreAccepted(String footer) throws IOException {
    byte[] frame = frame("{}", ascii("hello world"), footer);
    assertThat(texts(BlobFrameReader.ofUpload(new ByteArrayInputStream(frame))))
        .containsExactly("hello world|null|null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Checksum\":{\"Type\":1,\"Crc32\":222957958}}",
        "{\"Checksum\":{\"Type\":1}}",
        "{\"Checksum\":{\"Type\":2,\"MD5\":\"5eb63bbbe01eeed093cb22bb8f5acdc4\"}}",
        "{\"Checksum\":{\"Type\":2}}"
      })
  void uploadFootersThatDifferAreMismatches(String footer) {
    byte[] frame = frame("{}", ascii("hello world"), footer);
    assertThatThrownBy(() -> texts(BlobFrameReader.ofUpload(new ByteArrayInputStream(frame))))
        .isInstanceOf(ChecksumMismatchException.class);
  }

  @Test
  void uploadHeaderOrFooterThatIsNoJsonIsAnError() {
    for (byte[] frame :
        List.of(
            frame("not json!", ascii("x"), "{}"),
            frame("[]", ascii("x"), "{}"),
            frame("{}", ascii("x"), "not json!"))) {
      assertThatThrownBy(() -> texts(BlobFrameReader.ofUpload(new ByteArrayInputStream(frame))))
          .isInstanceOf(CorruptStreamException.class)
          .hasMessageContaining("malformed");
    }
  }

  @Test
  void downloadFooterIsCheckedWhenItHasACrc32() {
    byte[] frame = frame("{}", ascii("x"), "{\"Checksum\":{\"Type\":1,\"Crc32\":1}}");
    assertThatThrownBy(() -> texts(BlobFrameReader.ofDownload(new ByteArrayInputStream(frame), 1)))
        .isInstanceOf(ChecksumMismatchException.class);
  }

  @Test
  void sourcesThatDeliverTooMuchOrTooLittleBreakTheWriter() {
    BlobFrameWriter writer = new BlobFrameWriter(new ByteArrayOutputStream());
    BlobFrameHeader header = BlobFrameHeader.download(null, null);
    assertThatThrownBy(
            () ->
                writer.write(header, 4, new ByteArrayInputStream(new byte[5]), BlobChecksum.CRC32))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than the 4 bytes");
    assertThatThrownBy(
            () ->
                writer.write(header, 6, new ByteArrayInputStream(new byte[5]), BlobChecksum.CRC32))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("5 bytes instead of the 6");
  }

  @Test
  void emptyUploadHasNoFrames() throws IOException {
    assertThat(texts(BlobFrameReader.ofUpload(InputStream.nullInputStream()))).isEmpty();
  }

  private static BlobFrameReader reader(byte[] wire, int references) throws IOException {
    return BlobFrameReader.ofDownload(
        BlobBodies.decode(new ByteArrayInputStream(wire), null, references), references);
  }

  private static List<String> download(byte[] wire, int references) throws IOException {
    return texts(reader(wire, references));
  }

  private static List<String> texts(BlobFrameReader reader) throws IOException {
    List<String> texts = new ArrayList<>();
    try (reader) {
      for (BlobFrameHeader header; (header = reader.next()) != null; ) {
        texts.add(
            new String(reader.data().readAllBytes(), StandardCharsets.UTF_8)
                + "|"
                + header.contentType()
                + "|"
                + header.customFileName());
      }
    }
    return texts;
  }

  private static byte[] frame(String header, byte[] data, String footer) {
    return concat(part(header.getBytes(StandardCharsets.UTF_8)), part(data), part(ascii(footer)));
  }

  private static byte[] part(byte[] bytes) {
    byte[] length = new byte[8];
    LittleEndian.putLong(length, 0, bytes.length);
    return concat(length, bytes);
  }
}
