package dev.maxstorage.wire;

/**
 * Units of time columns: {@code second}, {@code milli}, {@code micro} or {@code nano}.
 *
 * @param timestampUnit unit of TIMESTAMP and TIMESTAMP_NTZ, {@code nano} if absent
 * @param datetimeUnit unit of DATETIME, {@code milli} if absent
 */
public record ArrowOptions(String timestampUnit, String datetimeUnit) {

  /** Nanoseconds and milliseconds. */
  public static final ArrowOptions DEFAULT = new ArrowOptions("nano", "milli");

  public ArrowOptions {
    timestampUnit = timestampUnit.isEmpty() ? "nano" : timestampUnit;
    datetimeUnit = datetimeUnit.isEmpty() ? "milli" : datetimeUnit;
  }
}
