package dev.maxstorage.control;

import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.WireRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists the partitions of tables. Source: control-plane document, chapter 9.
 *
 * <p>Threads: any number.
 */
public final class Partitions {
  private final HttpTransport transport;

  Partitions(HttpTransport transport) {
    this.transport = transport;
  }

  /** All partitions of a table. @param schema or null for the server's default */
  public List<PartitionDescription> list(String project, @Nullable String schema, String table)
      throws IOException {
    return list(project, schema, table, new PartitionSpec(Map.of()));
  }

  /**
   * The partitions below some leading levels.
   *
   * @param schema or null for the server's default
   * @param below values of leading levels; none for all partitions
   */
  public List<PartitionDescription> list(
      String project, @Nullable String schema, String table, PartitionSpec below)
      throws IOException {
    WireRequest request =
        WireRequest.control("GET", "projects", project, "tables", table)
            .queryKey("partitions")
            .query("curr_schema", schema)
            .query("partition", below.values().isEmpty() ? null : below.quotedText());
    return Page.all(transport, request, "Partition", Partitions::partition);
  }

  private static PartitionDescription partition(XmlElement element) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (XmlElement column : element.children("Column")) {
      values.put(column.attribute("Name"), column.attribute("Value"));
    }
    if (values.isEmpty()) {
      throw new MalformedAnswerException("A partition in the list has no columns", null);
    }
    return new PartitionDescription(
        new PartitionSpec(values),
        instant(number(element, "CreationTime", 0)),
        instant(number(element, "LastModifiedTime", 0)),
        number(element, "PartitionSize", -1),
        number(element, "PartitionRecordCount", -1));
  }

  private static long number(XmlElement element, String name, long otherwise)
      throws MalformedAnswerException {
    String text = element.text(name);
    try {
      return text.isEmpty() ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new MalformedAnswerException(name + " '" + text + "' of a partition is no number", e);
    }
  }

  private static @Nullable Instant instant(long epochSeconds) {
    return epochSeconds <= 0 ? null : Instant.ofEpochSecond(epochSeconds);
  }
}
