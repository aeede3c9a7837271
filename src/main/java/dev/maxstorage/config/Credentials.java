package dev.maxstorage.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An access key pair, with a security token when it is a temporary one.
 *
 * @param accessId public part of the key pair
 * @param accessKey secret part; never printed
 * @param stsToken security token of a temporary pair, null for a permanent one; never printed
 */
public record Credentials(String accessId, String accessKey, @Nullable String stsToken) {

  /** Environment variables that hold a pair: id, key, token; the first complete pair wins. */
  private static final String[][] VARIABLES = {
    {"ODPS_STS_ACCESS_KEY_ID", "ODPS_STS_ACCESS_KEY_SECRET", "ODPS_STS_TOKEN"},
    {
      "ALIBABA_CLOUD_ACCESS_KEY_ID",
      "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
      "ALIBABA_CLOUD_SECURITY_TOKEN"
    },
  };

  /**
   * The pair that the standard environment variables hold, or null. Source: control-plane document,
   * 3.1.
   */
  static @Nullable Credentials fromEnvironment(Map<String, String> environment) {
    for (String[] names : VARIABLES) {
      String id = environment.get(names[0]);
      String key = environment.get(names[1]);
      if (id != null && !id.isBlank() && key != null && !key.isBlank()) {
        String token = environment.get(names[2]);
        return new Credentials(id, key, token == null || token.isBlank() ? null : token);
      }
    }
    return null;
  }

  /** A few characters of the id, and nothing of the secrets. */
  @Override
  public String toString() {
    return "Credentials[" + accessId.substring(0, Math.min(4, accessId.length())) + "...]";
  }
}
