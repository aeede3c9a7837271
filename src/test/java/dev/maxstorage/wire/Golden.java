package dev.maxstorage.wire;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes from outside, and literal bytes as the documents write them. */
final class Golden {
  private static final String[] WORDS = {
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
    "mu", "nu", "xi", "omicron", "pi"
  };

  private Golden() {}

  static byte[] resource(String name) {
    try (InputStream in = Golden.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no test resource " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file of the shared data; skips the test if it is not there. */
  static byte[] shared(String name) throws IOException {
    Path file = Path.of("..", "shared", "data", "arrow-cpp", name);
    assumeTrue(Files.exists(file), "the shared data file " + name + " is not there");
    return Files.readAllBytes(file);
  }

  /** Bytes written as hex digits with blanks. */
  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] repeated(int value, int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** Byte i is i mod {@code modulus}. */
  static byte[] counting(int count, int modulus) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i % modulus);
    }
    return bytes;
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /**
   * The 200,000 plain bytes inside the files of {@code frames}, which the lz4 and zstd tools made.
   */
  static byte[] framesContent() {
    StringBuilder text = new StringBuilder();
    int state = 1;
    while (text.length() < 20_000) {
      state = (state * 1103515245 + 12345) & 0x7fffffff;
      text.append(WORDS[(state >> 16) & 15]).append(' ');
    }
    return ascii(text.substring(0, 20_000).repeat(10));
  }

  /** Delivers one byte a read, as slow networks do. */
  static InputStream oneByteAtATime(byte[] bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, 1));
      }
    };
  }
}
