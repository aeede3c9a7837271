package dev.maxstorage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which requests a reader of blobs in row order causes. */
@Timeout(60)
class BlobSequenceTest {
  private static final int ROWS = 100;

  private final ScriptedServer server = new ScriptedServer();
  private final HttpTransport transport = TestTransports.open(server);
  private final BlobServer store = new BlobServer();

  @BeforeEach
  void fill() {
    server.otherwise(store::answer);
    for (int row = 0; row < ROWS; row++) {
      store.blobs.put("ref-" + row, content(row));
    }
  }

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  private static byte[] content(int row) {
    byte[] content = new byte[10 + row];
    Arrays.fill(content, (byte) row);
    return content;
  }

  private static byte @Nullable [] reference(int row) {
    return ("ref-" + row).getBytes(StandardCharsets.UTF_8);
  }

  private BlobSequence sequence(int maxBlobs, long maxBytes) {
    return new BlobSequence(new BlobClient(transport), maxBlobs, maxBytes);
  }

  private static void tell(BlobSequence sequence, int from, int to) {
    sequence.tell(from, IntStream.range(from, to).mapToObj(BlobSequenceTest::reference).toList());
  }

  private static byte[] read(BlobSequence sequence, int row) throws IOException {
    try (InputStream in = sequence.at(row).open()) {
      return in.readAllBytes();
    }
  }

  /** How many references each request so far had. */
  private List<Integer> widths() {
    return store.requests.stream().map(List::size).toList();
  }

  @Test
  void firstReadIsSingleAndWindowsDoubleAfterIt() throws IOException {
    BlobSequence sequence = sequence(50, 1 << 20);
    tell(sequence, 0, ROWS);
    for (int row = 0; row < ROWS; row++) {
      assertThat(read(sequence, row)).isEqualTo(content(row));
    }
    assertThat(widths()).containsExactly(1, 8, 16, 32, 43);
  }

  @Test
  void rowsToldInPiecesStayOneOrder() throws IOException {
    BlobSequence sequence = sequence(50, 1 << 20);
    for (int row = 0; row < 30; row++) {
      if (sequence.isUnknown(row)) {
        tell(sequence, row, row + 10);
      }
      assertThat(read(sequence, row)).isEqualTo(content(row));
    }
    assertThat(widths()).containsExactly(1, 8, 1, 10, 10);
  }

  @Test
  void oneBlobAloneIsOneSingleRequest() throws IOException {
    BlobSequence sequence = sequence(50, 1 << 20);
    tell(sequence, 0, ROWS);
    assertThat(read(sequence, 17)).isEqualTo(content(17));
    assertThat(widths()).containsExactly(1);
  }

  @Test
  void readsOutOfOrderAreSingle() throws IOException {
    BlobSequence sequence = sequence(50, 1 << 20);
    tell(sequence, 0, ROWS);
    for (int row = 0; row < 40; row += 2) {
      assertThat(read(sequence, row)).isEqualTo(content(row));
    }
    assertThat(widths()).hasSize(20).containsOnly(1);
  }

  @Test
  void readsAgainInsideTheWindowCostNothing() throws IOException {
    BlobSequence sequence = sequence(50, 1 << 20);
    tell(sequence, 0, ROWS);
    read(sequence, 0);
    for (int row = 1; row < 9; row++) {
      assertThat(sequence.at(row).head())
          .isEqualTo(new BlobHead(10 + row, "type/ref-" + row, null));
      assertThat(read(sequence, row)).isEqualTo(content(row));
      assertThat(read(sequence, row)).isEqualTo(content(row));
    }
    assertThat(widths()).containsExactly(1, 8);
  }

  @Test
  void skippedBlobsOfAWindowDoNoHarm() throws IOException {
    BlobSequence sequence = sequence(50, 1 << 20);
    tell(sequence, 0, ROWS);
    read(sequence, 0);
    read(sequence, 1);
    assertThat(read(sequence, 8)).isEqualTo(content(8));
    assertThat(read(sequence, 9)).isEqualTo(content(9));
    assertThat(widths()).containsExactly(1, 8, 16);
  }

  @Test
  void nullsAndEmptyCellsDoNotBreakTheOrder() throws IOException {
    BlobSequence sequence = sequence(50, 1 << 20);
    List<byte @Nullable []> references = new ArrayList<>();
    for (int row = 0; row < 20; row++) {
      references.add(row % 3 == 1 ? null : row == 5 ? new byte[0] : reference(row));
    }
    sequence.tell(0, references);
    for (int row = 0; row < 20; row++) {
      if (row % 3 != 1) {
        assertThat(read(sequence, row)).isEqualTo(row == 5 ? new byte[0] : content(row));
      }
    }
    assertThat(widths()).containsExactly(1, 8, 3);
    assertThatThrownBy(() -> sequence.at(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void windowOfFewerThanTwoIsOff() throws IOException {
    for (int maxBlobs = 0; maxBlobs < 2; maxBlobs++) {
      store.requests.clear();
      BlobSequence sequence = sequence(maxBlobs, 1 << 20);
      tell(sequence, 0, ROWS);
      for (int row = 0; row < 5; row++) {
        assertThat(read(sequence, row)).isEqualTo(content(row));
      }
      assertThat(widths()).containsExactly(1, 1, 1, 1, 1);
    }
  }

  @Test
  void bytesBoundTheWindow() throws IOException {
    for (int row = 0; row < ROWS; row++) {
      store.blobs.put("ref-" + row, new byte[100]);
    }
    BlobSequence sequence = sequence(50, 1000);
    tell(sequence, 0, ROWS);
    for (int row = 0; row < 40; row++) {
      assertThat(read(sequence, row)).hasSize(100);
    }
    assertThat(widths()).startsWith(1, 8, 9, 9, 9);
  }

  @Test
  void largeBlobIsStreamedWhereItIsWantedAndEndsTheWindowBeforeIt() throws IOException {
    byte[] large = new byte[50_000];
    Arrays.fill(large, (byte) 7);
    store.blobs.put("ref-4", large);
    BlobSequence sequence = sequence(50, 1000);
    tell(sequence, 0, ROWS);
    for (int row = 0; row < 10; row++) {
      assertThat(read(sequence, row)).isEqualTo(row == 4 ? large : content(row));
    }
    assertThat(store.requests.get(1)).startsWith("ref-1").hasSize(8);
    assertThat(store.requests.get(2)).startsWith("ref-4");
    assertThat(store.requests.get(3)).containsExactly("ref-5");
    assertThat(store.requests.get(4)).startsWith("ref-6");
    assertThat(store.requests).hasSize(6);
  }

  @Test
  void columnOfLargeBlobsIsMostlySingleRequests() throws IOException {
    for (int row = 0; row < ROWS; row++) {
      store.blobs.put("ref-" + row, new byte[2000]);
    }
    BlobSequence sequence = sequence(50, 1000);
    tell(sequence, 0, ROWS);
    for (int row = 0; row < ROWS; row++) {
      assertThat(read(sequence, row)).hasSize(2000);
    }
    assertThat(store.requests).hasSize(ROWS);
    assertThat(widths().stream().filter(width -> width > 1)).hasSizeLessThan(8);
  }

  @Test
  void missingBlobIsAnErrorOfItsOwnRowOnly() throws IOException {
    store.blobs.remove("ref-5");
    BlobSequence sequence = sequence(50, 1 << 20);
    tell(sequence, 0, ROWS);
    for (int row = 0; row < 20; row++) {
      if (row == 5) {
        assertThatThrownBy(() -> read(sequence, 5))
            .isInstanceOfSatisfying(
                ServiceException.class, e -> assertThat(e.status()).isEqualTo(404));
      } else {
        assertThat(read(sequence, row)).isEqualTo(content(row));
      }
    }
    assertThat(widths()).startsWith(1, 8, 1, 1, 1, 1, 1, 1, 1, 1, 8);
  }

  @Test
  void blobsBeforeABrokenPlaceAreKeptAndTheOthersAskedForOneByOne() throws IOException {
    BlobSequence sequence = sequence(50, 1 << 20);
    tell(sequence, 0, ROWS);
    read(sequence, 0);
    server.otherwise(
        request -> {
          var whole = store.answer(request);
          boolean window = store.requests.get(store.requests.size() - 1).size() > 1;
          return window ? whole.cutAfter(2) : whole;
        });
    for (int row = 1; row < 9; row++) {
      assertThat(read(sequence, row)).isEqualTo(content(row));
    }
    assertThat(widths()).containsExactly(1, 8, 1, 1, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void closedSequenceReadsOneByOne() throws IOException {
    BlobSequence sequence = sequence(50, 1 << 20);
    tell(sequence, 0, ROWS);
    read(sequence, 0);
    read(sequence, 1);
    StoredBlob second = sequence.at(2);
    StoredBlob tenth = sequence.at(10);
    sequence.close();
    assertThat(second.open()).hasBinaryContent(content(2));
    assertThat(tenth.open()).hasBinaryContent(content(10));
    assertThat(widths()).containsExactly(1, 8, 1, 1);
  }

  @Test
  void keptBlobIsReadAfterOtherRowsWereTold() throws IOException {
    BlobSequence sequence = sequence(10, 1 << 20);
    tell(sequence, 0, 10);
    StoredBlob third = sequence.at(3);
    tell(sequence, 10, 20);
    assertThat(third.open()).hasBinaryContent(content(3));
    assertThat(read(sequence, 10)).isEqualTo(content(10));
  }
}
