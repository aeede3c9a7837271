package dev.maxstorage.warehouse;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The key pair that requests to a warehouse are signed with.
 *
 * @param accessId public name of the key, not empty
 * @param accessKey the secret, not empty
 */
public record WarehouseCredentials(String accessId, String accessKey) {
  private static final int ID_BYTES = 8;
  private static final int KEY_BYTES = 24;

  /** Refuses empty texts, and ids with a colon or a slash, which a signature could not carry. */
  public WarehouseCredentials {
    if (accessId.isBlank() || accessId.contains(":") || accessId.contains("/")) {
      throw new IllegalArgumentException(
          "Access id '" + accessId + "' is empty or contains ':' or '/'");
    }
    if (accessKey.isBlank()) {
      throw new IllegalArgumentException("The access key is empty");
    }
  }

  /** A pair that nobody can guess. */
  public static WarehouseCredentials random(SecureRandom random) {
    return new WarehouseCredentials("local" + hex(random, ID_BYTES), hex(random, KEY_BYTES));
  }

  private static String hex(SecureRandom random, int bytes) {
    byte[] block = new byte[bytes];
    random.nextBytes(block);
    return HexFormat.of().formatHex(block);
  }

  /** The id; never the key. */
  @Override
  public String toString() {
    return "WarehouseCredentials[accessId=" + accessId + ", accessKey=(hidden)]";
  }
}
