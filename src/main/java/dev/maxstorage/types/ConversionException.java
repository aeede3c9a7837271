package dev.maxstorage.types;

/**
 * A value that cannot be converted to the wanted type.
 *
 * <p>The value's text is shortened to {@value #VALUE_LIMIT} characters.
 */
public final class ConversionException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int VALUE_LIMIT = 80;

  /** Why a conversion failed. */
  public enum Kind {
    /** The types fit together, this value does not: too large, or digits would be lost. */
    OUT_OF_RANGE,
    /** A text or bytes longer than the target allows. */
    TOO_LONG,
    /** No value of the source type can be converted to the target type. */
    NOT_CONVERTIBLE,
    /** A text that is not written as the target type wants it. */
    MALFORMED_TEXT
  }

  private final Kind kind;
  private final String value;
  private final String target;

  private ConversionException(Kind kind, String value, String target, String message) {
    super(message);
    this.kind = kind;
    this.value = value;
    this.target = target;
  }

  /** A value that does not fit into the target. */
  public static ConversionException outOfRange(Object value, String target) {
    String text = shortened(String.valueOf(value));
    return new ConversionException(
        Kind.OUT_OF_RANGE, text, target, text + " does not fit into " + target);
  }

  /** A text or bytes longer than the target allows. */
  public static ConversionException tooLong(String value, String target) {
    String text = shortened(value);
    return new ConversionException(
        Kind.TOO_LONG, text, target, text + " does not fit into " + target);
  }

  /** A pair of types without a conversion; {@code source} names the source type. */
  public static ConversionException notConvertible(String source, String target) {
    return new ConversionException(
        Kind.NOT_CONVERTIBLE, source, target, source + " cannot be converted to " + target);
  }

  /** A text that cannot be read as the target. */
  public static ConversionException malformedText(String text, String target) {
    String value = shortened(text);
    return new ConversionException(
        Kind.MALFORMED_TEXT, value, target, "'" + value + "' cannot be read as " + target);
  }

  /** Why the conversion failed. */
  public Kind kind() {
    return kind;
  }

  /** The value's text, or the source type where no value of it can be converted. */
  public String value() {
    return value;
  }

  /** The type that was wanted: a MaxCompute type or a Java type. */
  public String target() {
    return target;
  }

  private static String shortened(String text) {
    return text.length() <= VALUE_LIMIT ? text : text.substring(0, VALUE_LIMIT) + "...";
  }
}
