package dev.maxstorage.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection property: its names, default, description and allowed values.
 *
 * @param <T> the type of the parsed value
 * @param name the name in URLs, in Properties and in the documentation
 * @param aliases other names that mean the same
 * @param defaultText the text that an absent property has, null if absence means something
 * @param description one sentence for people
 * @param choices all allowed texts, empty if the value is free
 * @param secret whether the value must never be printed
 * @param parser from text to value; throws IllegalArgumentException saying what would be right
 */
public record ConnectionProperty<T>(
    String name,
    List<String> aliases,
    @Nullable String defaultText,
    String description,
    List<String> choices,
    Secret secret,
    Parser<T> parser) {

  /** Whether a value may be printed. */
  public enum Secret {
    NO,
    YES
  }

  /**
   * From text to value.
   *
   * @param <T> the type of the value
   */
  @FunctionalInterface
  public interface Parser<T> {
    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException whose message says what would be right
     */
    T parse(String text);
  }

  public ConnectionProperty {
    aliases = List.copyOf(aliases);
    choices = List.copyOf(choices);
  }

  /** The value among these texts (keys in lower case), or the default; null if there is none. */
  @Nullable T valueIn(Map<String, String> values) throws InvalidConfigException {
    String text = values.getOrDefault(ConnectionProperties.key(name), defaultText);
    if (text == null) {
      return null;
    }
    try {
      return parser.parse(text.trim());
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(
          "Property '"
              + name
              + "' is "
              + (secret == Secret.YES ? "not usable" : "'" + text + "'")
              + "; "
              + e.getMessage());
    }
  }

  /** The value, of a property that has a default. */
  T requiredIn(Map<String, String> values) throws InvalidConfigException {
    T value = valueIn(values);
    if (value == null) {
      throw new InvalidConfigException("Property '" + name + "' is missing; " + description);
    }
    return value;
  }
}
