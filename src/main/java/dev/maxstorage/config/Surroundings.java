package dev.maxstorage.config;

import java.util.Map;
import java.util.Properties;

/**
 * Where credentials are looked for that neither URL nor properties give.
 *
 * @param environment environment variables
 * @param system the JVM's system properties
 */
public record Surroundings(Map<String, String> environment, Properties system) {

  /** Those of this process. */
  public static Surroundings ofProcess() {
    return new Surroundings(System.getenv(), System.getProperties());
  }

  /** The value of an environment variable, empty if it is absent or blank. */
  String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }

  /** The value of a system property, empty if it is absent or blank. */
  String property(String name) {
    return system.getProperty(name, "").strip();
  }

  /** No values, which may be secrets. */
  @Override
  public String toString() {
    return "Surroundings[" + environment.size() + " variables]";
  }
}
