package dev.maxstorage.transport;

import org.jspecify.annotations.Nullable;

/**
 * The key pair that signs requests.
 *
 * @param id the public part
 * @param secret the secret part; never shown
 * @param stsToken the security token of a temporary pair, or null; never shown
 */
public record AccessKey(String id, String secret, @Nullable String stsToken)
    implements Credential, CredentialSource {

  public AccessKey {
    if (id.isEmpty() || secret.isEmpty()) {
      throw new IllegalArgumentException("An access key has an id and a secret, both not empty");
    }
  }

  /** A permanent key pair. */
  public static AccessKey of(String id, String secret) {
    return new AccessKey(id, secret, null);
  }

  /** Itself: a key pair that never changes. */
  @Override
  public AccessKey current() {
    return this;
  }

  /** The id's first characters; neither secret nor token. */
  @Override
  public String toString() {
    return "AccessKey[" + id.substring(0, Math.min(4, id.length())) + "...]";
  }
}
