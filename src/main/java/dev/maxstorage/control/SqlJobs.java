package dev.maxstorage.control;

import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.transport.WireResponse;
import dev.maxstorage.wire.CorruptStreamException;
import dev.maxstorage.wire.InstanceReadRequest;
import dev.maxstorage.wire.Target;
import dev.maxstorage.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Submits SQL to the service. Source: control-plane document, 11.1 and 11.2.
 *
 * <p><b>Threads:</b> as the transport.
 */
public final class SqlJobs {
  private static final int LOWEST_PRIORITY = 9;
  private static final Duration LONGEST_BUSY = Duration.ofMinutes(3);

  private final HttpTransport transport;

  /** Submits through a transport, which stays the caller's. */
  public SqlJobs(HttpTransport transport) {
    this.transport = transport;
  }

  /** Submits one statement with the usual priority. */
  public SqlJob submit(String project, String sql, Map<String, String> settings)
      throws IOException {
    return submit(project, sql, settings, LOWEST_PRIORITY);
  }

  /**
   * Submits one statement. It is never submitted twice: a broken connection is an error.
   *
   * @param project where the job runs
   * @param sql one statement; a semicolon is added if it has none
   * @param settings of the job, such as {@code odps.sql.timezone}
   * @param priority 0, the highest, to 9
   */
  public SqlJob submit(String project, String sql, Map<String, String> settings, int priority)
      throws IOException {
    WireRequest request =
        WireRequest.control("POST", "projects", project, "instances")
            .xml(body(sql, settings, priority));
    WireResponse response = sendWhileBusy(request);
    String location = response.header("Location");
    int slash = location == null ? -1 : location.lastIndexOf('/');
    if (location == null || slash < 0 || slash == location.length() - 1) {
      throw new CorruptStreamException(
          0, request.label() + " was answered without a Location that ends in an instance id");
    }
    return new SqlJob(transport, new Target.Instance(project, location.substring(slash + 1)));
  }

  /**
   * The service answers 409 with Retry-After while it cannot take a job; it has taken none then.
   */
  private WireResponse sendWhileBusy(WireRequest request) throws IOException {
    Instant deadline = transport.clock().instant().plus(LONGEST_BUSY);
    while (true) {
      try {
        return transport.send(request);
      } catch (ServiceException e) {
        Duration pause = e.status() == 409 ? e.retryAfter() : null;
        if (pause == null || transport.clock().instant().plus(pause).isAfter(deadline)) {
          throw e;
        }
        transport.sleep(pause);
      }
    }
  }

  private static String body(String sql, Map<String, String> settings, int priority) {
    // On a line of its own, since the text may end with a comment.
    String statement = sql.endsWith(";") ? sql : sql + "\n;";
    String settingsJson = new String(WireJson.write(settings), StandardCharsets.UTF_8);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Instance><Job><Priority>"
        + priority
        + "</Priority><Tasks><SQL><Name>"
        + InstanceReadRequest.DEFAULT_TASK_NAME
        + "</Name><Config><Property><Name>uuid</Name><Value>"
        + UUID.randomUUID()
        + "</Value></Property><Property><Name>settings</Name><Value>"
        + escaped(settingsJson)
        + "</Value></Property></Config><Query>"
        + escaped(statement)
        + "</Query></SQL></Tasks><DAG><RunMode>Sequence</RunMode></DAG></Job></Instance>";
  }

  /** Text for an XML element; a carriage return is written so that a parser does not drop it. */
  private static String escaped(String text) throws IllegalArgumentException {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\r' -> escaped.append("&#13;");
                default -> escaped.appendCodePoint(checked(c));
              }
            });
    return escaped.toString();
  }

  private static int checked(int c) {
    boolean allowed = c == '\t' || c == '\n' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
    if (!allowed || (c >= 0xD800 && c <= 0xDFFF)) {
      throw new IllegalArgumentException(
          "The statement holds the character U+"
              + String.format(Locale.ROOT, "%04X", c)
              + ", which a SQL job cannot carry; use a parameter of an INSERT instead");
    }
    return c;
  }
}
