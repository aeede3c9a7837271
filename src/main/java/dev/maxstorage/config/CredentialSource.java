package dev.maxstorage.config;

import java.nio.file.Path;

/** Where the credentials of a connection come from. */
public sealed interface CredentialSource {

  /**
   * Credentials that were given and stay the same.
   *
   * @param credentials as given
   */
  record Given(Credentials credentials) implements CredentialSource {}

  /**
   * An object of the application's that is asked for every request.
   *
   * @param provider of the application
   */
  record Provided(CredentialsProvider provider) implements CredentialSource {
    @Override
    public String toString() {
      return "Provided[" + provider.getClass().getName() + "]";
    }
  }

  /**
   * A file that another program keeps up to date.
   *
   * @param path read again when it changes
   * @param format of its text
   */
  record File(Path path, Format format) implements CredentialSource {}

  /** What a file holds. */
  enum Format {
    /** A JSON object with accessKeyId, accessKeySecret and securityToken. */
    STS_JSON,
    /** A bearer token and nothing else. */
    BEARER
  }
}
