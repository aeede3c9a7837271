package dev.maxstorage.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * A JDBC URL of this driver: {@code jdbc:maxstorage:} and then {@code https://host/api}, {@code
 * file:directory} or {@code mem:name}, then {@code ?name=value&name=value}.
 *
 * <p>Names ignore case. Values are percent-encoded UTF-8; a plus sign stays a plus sign, since keys
 * contain it. Properties win over the URL.
 */
public final class ConnectionUrl {
  /** What every URL of this driver begins with. */
  public static final String PREFIX = "jdbc:maxstorage:";

  private final String url;
  private final String address;
  private final String query;

  private ConnectionUrl(String url) {
    this.url = url;
    String rest = url.substring(PREFIX.length());
    int mark = rest.indexOf('?');
    this.address = mark < 0 ? rest : rest.substring(0, mark);
    this.query = mark < 0 ? "" : rest.substring(mark + 1);
  }

  /** Whether a URL is meant for this driver. */
  public static boolean accepts(String url) {
    return url.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /**
   * Reads a URL for which {@link #accepts} says yes.
   *
   * @throws IllegalArgumentException for any other URL
   */
  public static ConnectionUrl of(String url) {
    if (!accepts(url)) {
      throw new IllegalArgumentException("URL does not begin with " + PREFIX);
    }
    return new ConnectionUrl(url);
  }

  /**
   * The checked configuration.
   *
   * @param properties win over the URL; may be empty
   * @param around where credentials are looked for that are not given
   * @throws InvalidConfigException naming the property, its value and what would be right
   */
  public DriverConfig config(Properties properties, Surroundings around)
      throws InvalidConfigException {
    Map<String, String> values = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    given(properties)
        .forEach(
            (name, value) -> {
              ConnectionProperty<?> property = ConnectionProperties.named(name);
              if (property == null) {
                unknown.add(name);
              } else {
                values.put(ConnectionProperties.key(property.name()), value);
              }
            });
    Object provider = properties.get(ConnectionProperties.CREDENTIALS_PROVIDER.name());
    return DriverConfig.of(
        location(),
        values,
        unknown,
        provider instanceof CredentialsProvider given ? given : null,
        around);
  }

  /**
   * The texts given for a property, by its name or an alias, unchecked; the last one counts.
   *
   * @param properties win over the URL; may be empty
   * @throws InvalidConfigException if the URL's query cannot be read
   */
  public List<String> given(ConnectionProperty<?> property, Properties properties)
      throws InvalidConfigException {
    return given(properties).entrySet().stream()
        .filter(entry -> property.equals(ConnectionProperties.named(entry.getKey())))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The URL's own, then the properties. */
  private Map<String, String> given(Properties properties) throws InvalidConfigException {
    Map<String, String> given = new LinkedHashMap<>(queryParameters());
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      given.remove(name);
      given.put(name, properties.getProperty(name));
    }
    return given;
  }

  private Location location() throws InvalidConfigException {
    if (address.regionMatches(true, 0, "file:", 0, 5)) {
      String directory = decode(address.substring(5));
      if (directory.isEmpty()) {
        throw new InvalidConfigException(
            "URL '" + redacted() + "' names no directory after file:; write file:/path");
      }
      return new Location.Directory(directory);
    }
    if (address.regionMatches(true, 0, "mem:", 0, 4)) {
      String name = decode(address.substring(4));
      if (name.isEmpty()) {
        throw new InvalidConfigException(
            "URL '" + redacted() + "' names no warehouse after mem:; write mem:NAME");
      }
      return new Location.Memory(name);
    }
    try {
      return new Location.Service(ConnectionProperties.endpoint(address));
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(
          "URL '"
              + redacted()
              + "' is none of "
              + PREFIX
              + "https://host/api?project=NAME, "
              + PREFIX
              + "file:DIRECTORY, "
              + PREFIX
              + "mem:NAME");
    }
  }

  /** The URL with the values of secrets, and of names that nobody knows, replaced by stars. */
  public String redacted() {
    if (query.isEmpty()) {
      return withoutUserInfo(url);
    }
    List<String> parts = new ArrayList<>();
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      ConnectionProperty<?> property = ConnectionProperties.named(name);
      boolean open = property != null && property.secret() == ConnectionProperty.Secret.NO;
      parts.add(equals < 0 || open ? part : name + "=***");
    }
    return withoutUserInfo(PREFIX + address) + "?" + String.join("&", parts);
  }

  private static String withoutUserInfo(String text) {
    return text.replaceAll("//[^/@]*@", "//***@");
  }

  private Map<String, String> queryParameters() throws InvalidConfigException {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : query.split("&")) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      if (equals <= 0) {
        throw new InvalidConfigException(
            "URL '" + redacted() + "' has a part without name=value after the question mark");
      }
      parameters.put(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
    }
    return parameters;
  }

  /** Percent-decoding as UTF-8; a percent sign without two hex digits stays as it is. */
  private static String decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        decoded[length++] = (byte) (high * 16 + low);
        i += 2;
      } else {
        decoded[length++] = bytes[i];
      }
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return redacted();
  }
}
