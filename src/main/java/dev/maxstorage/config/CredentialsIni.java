package dev.maxstorage.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The ini file of Alibaba Cloud's tools: a section a profile. Only the type {@code access_key} is
 * read; the others need services of their own. Source: control-plane document, 3.2.
 */
final class CredentialsIni {
  static final String DEFAULT_PROFILE = "default";

  private CredentialsIni() {}

  /** The key pair of a profile. No message holds a value of the file but the type. */
  static Credentials read(Path file, String profile) throws InvalidConfigException {
    Map<String, String> section = section(file, profile);
    String where = "Profile '" + profile + "' of the credentials file " + file;
    if (section.isEmpty()) {
      throw new InvalidConfigException(where + " is absent or empty");
    }
    if (!section.getOrDefault("enable", "").equalsIgnoreCase("true")) {
      throw new InvalidConfigException(where + " is not enabled; write enable = true");
    }
    String type = section.getOrDefault("type", "");
    if (!type.equals("access_key")) {
      throw new InvalidConfigException(
          where
              + " has the type '"
              + type
              + "'; only access_key is read, use the property credentialsProvider for others");
    }
    String id = section.getOrDefault("access_key_id", "");
    String key = section.getOrDefault("access_key_secret", "");
    if (id.isEmpty() || key.isEmpty()) {
      throw new InvalidConfigException(
          where + " needs both access_key_id and access_key_secret, not empty");
    }
    return new Credentials.KeyPair(id, key, null);
  }

  private static Map<String, String> section(Path file, String profile)
      throws InvalidConfigException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InvalidConfigException("The credentials file cannot be read: " + e);
    }
    Map<String, String> section = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith("[") && text.endsWith("]")) {
        inside = text.substring(1, text.length() - 1).strip().equals(profile);
      } else if (inside && !text.startsWith("#") && !text.startsWith(";")) {
        int equals = text.indexOf('=');
        if (equals > 0) {
          section.put(
              text.substring(0, equals).strip().toLowerCase(Locale.ROOT),
              text.substring(equals + 1).strip());
        }
      }
    }
    return section;
  }
}
