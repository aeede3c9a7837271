package dev.maxstorage.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers to {@code BlobRead} that are cut at every byte, or altered at every bit: an error or the
 * blobs as they were, never anything else. Storage API document, 9.9.
 */
class DamagedBlobTest {
  private static final List<byte[]> BLOBS = List.of(bytes(300), new byte[0], bytes(5000));

  /** The order of the layers. */
  private enum Layers {
    CRC_OUTERMOST {
      @Override
      OutputStream over(OutputStream out, Compression codec) throws IOException {
        return BlobBodies.encode(out, codec);
      }
    },
    CRC_INNERMOST {
      @Override
      OutputStream over(OutputStream out, Compression codec) throws IOException {
        return new Crc32cOutputStream(codec.encode(out));
      }
    };

    abstract OutputStream over(OutputStream out, Compression codec) throws IOException;
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Arrays.fill(bytes, 0, length / 2, (byte) 'x'); // so that the codecs find something
    return bytes;
  }

  static Stream<Arguments> bodies() {
    List<Arguments> all = new ArrayList<>();
    for (Layers layers : Layers.values()) {
      for (Compression codec : Compression.values()) {
        for (int blobs : new int[] {1, 3}) {
          all.add(Arguments.of(layers, codec, blobs));
        }
      }
    }
    return all.stream();
  }

  private static byte[] body(Layers layers, Compression codec, List<byte[]> blobs)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (OutputStream payload = layers.over(body, codec)) {
      if (blobs.size() == 1) {
        payload.write(blobs.get(0));
      } else {
        BlobFrameWriter frames = new BlobFrameWriter(payload);
        for (byte[] blob : blobs) {
          frames.write(BlobFrameHeader.download("a/b", "c"), blob, BlobChecksum.ABSENT);
        }
      }
    }
    return body.toByteArray();
  }

  /** The blobs of a body, or null if it is refused. */
  private static @Nullable List<byte[]> read(byte[] body, Compression codec, int references) {
    List<byte[]> blobs = new ArrayList<>();
    try (InputStream payload =
        BlobBodies.decode(new ByteArrayInputStream(body), codec.token(), references)) {
      if (references == 1) {
        return List.of(payload.readAllBytes());
      }
      BlobFrameReader frames = BlobFrameReader.ofDownload(payload, references);
      while (frames.next() != null) {
        blobs.add(frames.data().readAllBytes());
      }
      return blobs;
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isRefusedOrSame(
      @Nullable List<byte[]> read, List<byte[]> blobs, boolean wholeOnly) {
    return read == null || (!wholeOnly && Arrays.deepEquals(read.toArray(), blobs.toArray()));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void everyFlippedBitIsAnErrorOrHarmless(Layers layers, Compression codec, int references)
      throws IOException {
    List<byte[]> blobs = references == 1 ? BLOBS.subList(2, 3) : BLOBS;
    byte[] body = body(layers, codec, blobs);
    assertThat(read(body, codec, references)).usingRecursiveComparison().isEqualTo(blobs);
    for (int at = 0; at < body.length; at++) {
      byte[] damaged = body.clone();
      for (int mask : new int[] {1, 0x10, 0x80, 0xFF}) {
        damaged[at] = (byte) (body[at] ^ mask);
        assertThat(isRefusedOrSame(read(damaged, codec, references), blobs, false))
            .as("byte %s of %s changed by %s", at, body.length, mask)
            .isTrue();
      }
    }
  }

  /**
   * A bare blob without a codec has no end mark: between two CRC blocks only the end of the HTTP
   * body tells that it is whole.
   */
  @ParameterizedTest
  @MethodSource("bodies")
  void everyCutIsAnError(Layers layers, Compression codec, int references) throws IOException {
    List<byte[]> blobs = references == 1 ? BLOBS.subList(2, 3) : BLOBS;
    byte[] body = body(layers, codec, blobs);
    boolean endless = references == 1 && codec == Compression.NONE;
    for (int length = 0; length < body.length; length++) {
      boolean emptyBlob = length == 0 && references == 1;
      if (emptyBlob || (endless && length % 4100 == 0)) {
        continue;
      }
      assertThat(isRefusedOrSame(read(Arrays.copyOf(body, length), codec, references), blobs, true))
          .as("%s of %s bytes", length, body.length)
          .isTrue();
    }
  }
}
