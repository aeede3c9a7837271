package dev.maxstorage.config;

import java.io.IOException;

/**
 * Gives the credentials of a connection, and may give others over time: temporary keys, a key that
 * is rotated, a vault. An application implements it and names its class in the property {@code
 * credentialsProvider}, or hands an object to the data source.
 *
 * <p>It is asked for every request, by any number of threads at once, so it keeps what it has and
 * fetches only what is due. A class that is named by property is public and has a public
 * constructor without parameters; each connection makes its own object.
 */
@FunctionalInterface
public interface CredentialsProvider {

  /**
   * The credentials that are valid now.
   *
   * @throws IOException if there are none; its message is shown, so it must hold no secret
   */
  Credentials credentials() throws IOException;

  /**
   * The service said that the credentials have expired. The request is sent once more, with what
   * {@link #credentials} gives next.
   */
  default void expired() {}
}
