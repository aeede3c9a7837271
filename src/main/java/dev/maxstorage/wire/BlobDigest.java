package dev.maxstorage.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Checksums of the data of one blob frame, to write or to check its footer. Source: Storage API
 * document, 9.4.
 */
final class BlobDigest {
  private static final int TYPE_CRC32 = 1;
  private static final int TYPE_MD5 = 2;

  private final CRC32 crc32 = new CRC32();
  private final @Nullable MessageDigest md5;

  private BlobDigest(@Nullable MessageDigest md5) {
    this.md5 = md5;
  }

  /** Computes what a footer of type 1 needs, which costs next to nothing. */
  static BlobDigest crc32() {
    return new BlobDigest(null);
  }

  /** Computes what any footer needs. */
  static BlobDigest crc32AndMd5() {
    try {
      return new BlobDigest(MessageDigest.getInstance("MD5"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no MD5", e);
    }
  }

  void update(byte[] data, int offset, int length) {
    crc32.update(data, offset, length);
    if (md5 != null) {
      md5.update(data, offset, length);
    }
  }

  /** The footer for the data seen. */
  byte[] footer(BlobChecksum checksum) {
    Map<String, Object> members = new LinkedHashMap<>();
    switch (checksum) {
      case ABSENT -> {
        return WireJson.write(Map.of());
      }
      case NONE -> members.put("Type", 0);
      case CRC32 -> {
        members.put("Type", TYPE_CRC32);
        members.put("Crc32", crc32.getValue());
      }
      case MD5 -> {
        members.put("Type", TYPE_MD5);
        members.put("MD5", md5Hex());
      }
    }
    return WireJson.write(Map.of("Checksum", members));
  }

  /**
   * Holds a footer against the data seen. A footer without a checksum, or with one of another type
   * than is computed here, is fine.
   *
   * @param offset of the footer, for the message
   * @throws MalformedMessageException if the footer is not empty and no JSON
   * @throws ChecksumMismatchException if its checksum differs
   */
  void verify(byte[] footer, long offset)
      throws MalformedMessageException, ChecksumMismatchException {
    if (footer.length == 0) {
      return;
    }
    JsonNode checksum = WireJson.read(footer, JsonNode.class).path("Checksum");
    int type = checksum.path("Type").asInt(0);
    if (type == TYPE_CRC32 && checksum.path("Crc32").asLong(-1) != crc32.getValue()) {
      throw new ChecksumMismatchException(
          offset,
          "the data of the blob has CRC-32 "
              + crc32.getValue()
              + ", its footer says "
              + checksum.path("Crc32"));
    }
    if (type == TYPE_MD5 && md5 != null) {
      String actual = md5Hex();
      if (!checksum.path("MD5").asText().equalsIgnoreCase(actual)) {
        throw new ChecksumMismatchException(
            offset,
            "the data of the blob has MD5 " + actual + ", its footer says " + checksum.path("MD5"));
      }
    }
  }

  private String md5Hex() {
    if (md5 == null) {
      throw new IllegalStateException("MD5 was not computed");
    }
    return HexFormat.of().formatHex(md5.digest());
  }
}
