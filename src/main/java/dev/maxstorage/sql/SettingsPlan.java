package dev.maxstorage.sql;

import java.util.Map;

/** Only {@code SET} statements: settings for the connection, nothing to send. */
public record SettingsPlan(Map<String, String> settings) implements Plan {

  public SettingsPlan {
    settings = Settings.copy(settings);
  }

  @Override
  public int parameterCount() {
    return 0;
  }
}
