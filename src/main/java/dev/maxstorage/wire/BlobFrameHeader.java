package dev.maxstorage.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON header of a blob frame. Source: Storage API document, 9.4 and 9.7.
 *
 * @param partitionValues items {@code name=value}; null in downloads
 * @param columnIndex the column id of the BLOB node; null in downloads
 * @param distributionKey base64 of an Arrow stream with one row; null if there is none
 * @param contentType the MIME type; null if there is none
 * @param customFileName the file name; null if there is none
 */
public record BlobFrameHeader(
    @Nullable List<String> partitionValues,
    @Nullable Long columnIndex,
    @Nullable String distributionKey,
    @Nullable String contentType,
    @Nullable String customFileName) {
  private static final BlobFrameHeader EMPTY = new BlobFrameHeader(null, null, null, null, null);

  /** Copies the list. */
  public BlobFrameHeader {
    partitionValues = partitionValues == null ? null : List.copyOf(partitionValues);
  }

  /** The header of a blob on its way to the client. */
  public static BlobFrameHeader download(
      @Nullable String contentType, @Nullable String customFileName) {
    return new BlobFrameHeader(null, null, null, contentType, customFileName);
  }

  /** The header of a blob on its way to the server, without a distribution key. */
  public static BlobFrameHeader upload(
      List<String> partitionValues,
      long columnIndex,
      @Nullable String contentType,
      @Nullable String customFileName) {
    return new BlobFrameHeader(partitionValues, columnIndex, null, contentType, customFileName);
  }

  /** The header as compact JSON; absent members are left out. */
  byte[] json() {
    Map<String, Object> members = new LinkedHashMap<>();
    putIfPresent(members, "PartitionValues", partitionValues);
    putIfPresent(members, "ColumnIndex", columnIndex);
    putIfPresent(members, "DistributionKey", distributionKey);
    putIfPresent(members, "ContentType", contentType);
    putIfPresent(members, "CustomFileName", customFileName);
    return WireJson.write(members);
  }

  private static void putIfPresent(
      Map<String, Object> members, String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value);
    }
  }

  /**
   * Reads a header. Other members are ignored, empty texts count as absent.
   *
   * @param json nothing at all is an empty header
   * @throws MalformedMessageException if there is something that is no JSON object
   */
  static BlobFrameHeader parse(byte[] json) throws MalformedMessageException {
    if (json.length == 0) {
      return EMPTY;
    }
    JsonNode node = WireJson.read(json, JsonNode.class);
    if (!node.isObject()) {
      throw new MalformedMessageException(BlobFrameHeader.class, node.toString(), null);
    }
    JsonNode columnIndex = node.path("ColumnIndex");
    List<String> partitionValues = null;
    if (node.path("PartitionValues").isArray()) {
      partitionValues = new ArrayList<>();
      for (JsonNode item : node.path("PartitionValues")) {
        partitionValues.add(item.asText());
      }
    }
    return new BlobFrameHeader(
        partitionValues,
        columnIndex.isIntegralNumber() || columnIndex.isTextual() ? columnIndex.asLong(-1) : null,
        text(node, "DistributionKey"),
        text(node, "ContentType"),
        text(node, "CustomFileName"));
  }

  /** Reads a header, and takes what cannot be read for an empty one. */
  static BlobFrameHeader parseLeniently(byte[] json) {
    try {
      return parse(json);
    } catch (MalformedMessageException e) {
      return EMPTY;
    }
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode member = node.path(name);
    return member.isTextual() && !member.textValue().isEmpty() ? member.textValue() : null;
  }
}
