package dev.maxstorage.transport;

/** A request or a wait was cancelled by its {@link CancelScope}; the server may have acted. */
public final class CancelledException extends TransportException {
  private static final long serialVersionUID = 1L;

  CancelledException(String message) {
    super(message, Reach.MAYBE, null);
  }
}
