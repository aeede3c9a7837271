package dev.maxstorage.config;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param user for Basic authentication, or null for none
 * @param password null exactly if there is no user; never printed
 */
public record ProxyAddress(
    String host, int port, @Nullable String user, @Nullable String password) {

  /** Host and port; neither user nor password. */
  @Override
  public String toString() {
    return "ProxyAddress[" + host + ":" + port + "]";
  }
}
