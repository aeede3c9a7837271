package dev.maxstorage.types;

import org.apache.arrow.vector.types.TimeUnit;

/**
 * Units of time columns on the wire (Storage API document, 7.6).
 *
 * @param datetime of DATETIME
 * @param timestamp of TIMESTAMP and TIMESTAMP_NTZ
 */
public record TimeUnits(TimeUnit datetime, TimeUnit timestamp) {
  /** What a session uses that asks for nothing. */
  public static final TimeUnits DEFAULT = new TimeUnits(TimeUnit.MILLISECOND, TimeUnit.NANOSECOND);
}
