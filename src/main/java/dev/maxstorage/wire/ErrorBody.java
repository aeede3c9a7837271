package dev.maxstorage.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer outside 2xx says. Source: Storage API document, 1.11; control-plane document, 5.1.
 *
 * @param status the HTTP status
 * @param code bare word or {@code ODPS-0420411: Invalid argument - }; null if the body has none
 * @param message never empty
 * @param requestId null if neither body nor header has one
 * @param hostId null if there is none
 */
public record ErrorBody(
    int status,
    @Nullable String code,
    String message,
    @Nullable String requestId,
    @Nullable String hostId) {
  private static final Pattern ODPS_NUMBER = Pattern.compile("ODPS-\\d{7}");
  private static final int MAXIMUM_TEXT = 500;

  /**
   * Reads an error body of either form; never fails. A body of no known form becomes the message,
   * and an empty one is replaced by what the status tells.
   *
   * @param requestIdHeader the header {@code x-odps-request-id}, null if absent
   */
  public static ErrorBody parse(int status, byte[] body, @Nullable String requestIdHeader) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1).strip();
    }
    boolean xml = text.startsWith("<");
    Map<String, String> members = xml ? ErrorXml.members(text) : jsonMembers(body);
    String code = emptyToNull(members.get("Code"));
    String message = emptyToNull(members.get("Message"));
    String bodyRequestId = emptyToNull(members.get("RequestId"));
    String header = emptyToNull(requestIdHeader);
    String hostId = emptyToNull(members.get("HostId"));
    if (code == null && message == null) {
      code = fallbackCode(status);
      message = text.isEmpty() ? fallbackMessage(status) : shortened(text);
    }
    return new ErrorBody(
        status,
        code,
        message == null ? shortened(text) : message,
        xml ? firstPresent(bodyRequestId, header) : firstPresent(header, bodyRequestId),
        hostId);
  }

  /**
   * What to look up: the ODPS number of the code, else the code up to its first colon; null if
   * there is no code.
   */
  public @Nullable String key() {
    if (code == null) {
      return null;
    }
    Matcher number = ODPS_NUMBER.matcher(code);
    if (number.find()) {
      return number.group();
    }
    int colon = code.indexOf(':');
    return (colon < 0 ? code : code.substring(0, colon)).strip();
  }

  /** The first {@code ODPS-} number in code or message, null if there is none. */
  public @Nullable String odpsNumber() {
    Matcher number = ODPS_NUMBER.matcher((code == null ? "" : code) + "\n" + message);
    return number.find() ? number.group() : null;
  }

  /** Code and message for people, the code only once. */
  public String text() {
    if (code == null || message.startsWith(code.strip())) {
      return message;
    }
    String start = code.strip();
    return start.endsWith("-") || start.endsWith(":")
        ? start + " " + message
        : start + ": " + message;
  }

  /** The JSON form, as servers send it. */
  public byte[] json() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("Code", code == null ? fallbackMessage(status) : code);
    members.put("Message", message);
    if (requestId != null) {
      members.put("RequestId", requestId);
    }
    if (hostId != null) {
      members.put("HostId", hostId);
    }
    return WireJson.write(members);
  }

  private static Map<String, String> jsonMembers(byte[] body) {
    Map<String, String> members = new LinkedHashMap<>();
    try {
      JsonNode node = WireJson.read(body, JsonNode.class);
      for (String name : new String[] {"Code", "Message", "RequestId", "HostId"}) {
        if (node.path(name).isValueNode() && !node.path(name).isNull()) {
          members.put(name, node.path(name).asText());
        }
      }
    } catch (MalformedMessageException e) {
      // Not JSON: the text itself becomes the message.
      return Map.of();
    }
    return members;
  }

  private static @Nullable String fallbackCode(int status) {
    return switch (status) {
      case 401 -> "Unauthorized";
      case 404 -> "NoSuchObject";
      default -> null;
    };
  }

  private static String fallbackMessage(int status) {
    return switch (status) {
      case 401 -> "unauthorized (HTTP status 401)";
      case 404 -> "no such object (HTTP status 404)";
      default -> "HTTP status " + status;
    };
  }

  private static String shortened(String text) {
    return text.length() <= MAXIMUM_TEXT ? text : text.substring(0, MAXIMUM_TEXT);
  }

  private static @Nullable String firstPresent(@Nullable String first, @Nullable String second) {
    return first != null ? first : second;
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
