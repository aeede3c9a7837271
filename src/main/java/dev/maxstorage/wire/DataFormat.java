package dev.maxstorage.wire;

/** Name and version of a data format; the only one is Arrow V5. Storage API document, 4.6. */
public record DataFormat(String type, String version) {
  /** Arrow IPC, metadata version V5. */
  public static final DataFormat ARROW_V5 = new DataFormat("Arrow", "V5");
}
