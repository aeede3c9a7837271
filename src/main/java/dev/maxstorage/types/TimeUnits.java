package dev.maxstorage.types;

import org.apache.arrow.vector.types.TimeUnit;

/**
 * The units of time columns on the wire. Source: Storage API document, 7.6.
 *
 * @param datetime of DATETIME
 * @param timestamp of TIMESTAMP and TIMESTAMP_NTZ
 */
public record TimeUnits(TimeUnit datetime, TimeUnit timestamp) {
  /** Milliseconds and nanoseconds: nothing is lost. */
  public static final TimeUnits DEFAULT = new TimeUnits(TimeUnit.MILLISECOND, TimeUnit.NANOSECOND);
}
