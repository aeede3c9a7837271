package dev.maxstorage.config;

import java.net.URI;

/** Where a URL points: the service, or an embedded warehouse on disk or in memory. */
public sealed interface Location {

  /**
   * A MaxCompute service.
   *
   * @param endpoint the control endpoint, with its path prefix, without a trailing slash
   */
  record Service(URI endpoint) implements Location {}

  /**
   * An embedded warehouse in a directory.
   *
   * @param directory absolute or relative to the working directory
   */
  record Directory(String directory) implements Location {}

  /**
   * An embedded warehouse in memory.
   *
   * @param name shared by all connections of this JVM that use the same name
   */
  record Memory(String name) implements Location {}
}
