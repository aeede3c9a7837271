package dev.maxstorage.config;

import org.jspecify.annotations.Nullable;

/** What proves to the service who asks: an access key pair, or a bearer token. */
public sealed interface Credentials {

  /**
   * An access key pair, with a security token when it is a temporary one.
   *
   * @param accessId public part of the key pair
   * @param accessKey secret part; never printed
   * @param stsToken security token of a temporary pair, null for a permanent one; never printed
   */
  record KeyPair(String accessId, String accessKey, @Nullable String stsToken)
      implements Credentials {

    /** A few characters of the id, and nothing of the secrets. */
    @Override
    public String toString() {
      return "KeyPair[" + accessId.substring(0, Math.min(4, accessId.length())) + "...]";
    }
  }

  /**
   * A token in place of a signature.
   *
   * @param token opaque; never printed
   */
  record Bearer(String token) implements Credentials {

    /** Nothing of the token. */
    @Override
    public String toString() {
      return "Bearer[...]";
    }
  }

  /** A permanent key pair. */
  static Credentials keyPair(String accessId, String accessKey) {
    return new KeyPair(accessId, accessKey, null);
  }

  /** A temporary key pair. */
  static Credentials temporary(String accessId, String accessKey, String stsToken) {
    return new KeyPair(accessId, accessKey, stsToken);
  }

  /** A bearer token. */
  static Credentials bearer(String token) {
    return new Bearer(token);
  }
}
