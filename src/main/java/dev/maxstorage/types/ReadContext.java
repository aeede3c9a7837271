package dev.maxstorage.types;

import java.time.ZoneId;

/**
 * What accessors need beside vector and type.
 *
 * @param zone where the texts and fields of DATETIME and TIMESTAMP are taken
 * @param arrays makes the objects of ARRAY cells
 */
public record ReadContext(ZoneId zone, ArrayFactory arrays) {

  /** A zone, and arrays that are {@link SqlArray}s. */
  public static ReadContext of(ZoneId zone) {
    return new ReadContext(zone, SqlArray::new);
  }
}
