package dev.maxstorage.wire;

import java.io.IOException;

/**
 * Bytes that arrived are not what their format allows: cut short, altered, or followed by bytes
 * that do not belong there.
 */
public class CorruptStreamException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;
  private final String reason;

  /**
   * Makes the exception for one broken place.
   *
   * @param offset bytes from the start of the stream in which the fault was seen, at or shortly
   *     before the fault; 0-based
   * @param reason what is wrong, without the offset
   */
  public CorruptStreamException(long offset, String reason) {
    super(reason + " (at byte " + offset + ")");
    this.offset = offset;
    this.reason = reason;
  }

  /** As {@link #CorruptStreamException(long, String)}, with what led to it. */
  public CorruptStreamException(long offset, String reason, Throwable cause) {
    this(offset, reason);
    initCause(cause);
  }

  /** Bytes from the start of the stream in which the fault was seen, 0-based. */
  public long offset() {
    return offset;
  }

  /** What is wrong, without the offset. */
  public String reason() {
    return reason;
  }
}
