package dev.maxstorage.transport;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy that every request goes through.
 *
 * @param user for Basic authentication, or null for none
 * @param password null exactly if there is no user; never shown
 */
public record ProxyServer(String host, int port, @Nullable String user, @Nullable String password) {

  public ProxyServer {
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("A proxy has a user and a password, or neither");
    }
  }

  /** Host and port; neither user nor password. */
  @Override
  public String toString() {
    return "ProxyServer[" + host + ":" + port + "]";
  }
}
