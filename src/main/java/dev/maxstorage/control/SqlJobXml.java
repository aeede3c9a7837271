package dev.maxstorage.control;

import dev.maxstorage.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** The document that submits a SQL job. Source: control-plane document, 11.1. */
final class SqlJobXml {
  private static final int LOWEST_PRIORITY = 9;

  private SqlJobXml() {}

  /** The document. @param uuid unique to this submission */
  static String of(SqlJob job, String uuid) {
    String settings =
        new String(WireJson.write(new TreeMap<>(job.settings())), StandardCharsets.UTF_8);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Instance><Job><Priority>"
        + LOWEST_PRIORITY
        + "</Priority><Tasks><SQL><Name>"
        + escaped(job.taskName())
        + "</Name><Config>"
        + property("uuid", uuid)
        + property("settings", settings)
        + "</Config><Query>"
        + escaped(job.terminatedQuery())
        + "</Query></SQL></Tasks><DAG><RunMode>Sequence</RunMode></DAG></Job></Instance>";
  }

  private static String property(String name, String value) {
    return "<Property><Name>" + name + "</Name><Value>" + escaped(value) + "</Value></Property>";
  }

  /**
   * Text that an XML parser gives back as it was.
   *
   * @throws IllegalArgumentException for characters that XML cannot hold
   */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\r' -> escaped.append("&#13;"); // parsers turn a bare one into a line feed
                default -> {
                  checkCharacter(c);
                  escaped.appendCodePoint(c);
                }
              }
            });
    return escaped.toString();
  }

  private static void checkCharacter(int c) {
    boolean allowed =
        c == '\t'
            || c == '\n'
            || (c >= 0x20 && c <= 0xD7FF)
            || (c >= 0xE000 && c <= 0xFFFD)
            || c >= 0x10000;
    if (!allowed) {
      throw new IllegalArgumentException(
          "The SQL text has the character U+"
              + Integer.toHexString(c | 0x10000).substring(1)
              + ", which cannot be sent to the SQL engine");
    }
  }
}
