package dev.maxstorage.transport;

import java.io.IOException;

/**
 * Where the credential of a request comes from; asked for each attempt, so that it may change while
 * a connection is open.
 *
 * <p>Threads: any number at once.
 */
public interface CredentialSource {

  /**
   * The credential that is valid now; must be fast, so it is kept and not fetched each time.
   *
   * @throws IOException if there is none
   */
  Credential current() throws IOException;

  /** The service said that the credential has expired: the next {@link #current} is a new one. */
  default void expired() {}
}
