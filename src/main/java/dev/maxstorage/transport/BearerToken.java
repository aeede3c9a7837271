package dev.maxstorage.transport;

/**
 * A token that replaces the signature. Source: control-plane document, 2.6.
 *
 * @param token opaque; never shown
 */
public record BearerToken(String token) implements Credential, CredentialSource {

  public BearerToken {
    if (token.isBlank()) {
      throw new IllegalArgumentException("A bearer token is not empty");
    }
  }

  /** Itself: a token that never changes. */
  @Override
  public BearerToken current() {
    return this;
  }

  /** Nothing of the token. */
  @Override
  public String toString() {
    return "BearerToken[...]";
  }
}
