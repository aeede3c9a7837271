package dev.maxstorage.cli;

import java.nio.file.Path;

/** JDBC URLs of warehouses on disk. */
final class EmbeddedUrl {
  private EmbeddedUrl() {}

  /** The URL of a warehouse directory, with characters that mean something in a URL escaped. */
  static String of(Path directory, String project) {
    String path = directory.toString().replace("%", "%25").replace("?", "%3F");
    return "jdbc:maxstorage:file:" + path + "?project=" + project;
  }
}
