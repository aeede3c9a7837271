package dev.maxstorage.wire;

/** A blob frame whose data does not have the checksum that its footer states. */
public final class ChecksumMismatchException extends CorruptStreamException {
  private static final long serialVersionUID = 1L;

  ChecksumMismatchException(long offset, String reason) {
    super(offset, reason);
  }
}
