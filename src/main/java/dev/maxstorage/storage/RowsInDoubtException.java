package dev.maxstorage.storage;

import java.io.IOException;

/**
 * In streaming mode, where there is no commit: rows were sent and no answer came, so that they may
 * or may not be visible.
 */
public final class RowsInDoubtException extends IOException {
  private static final long serialVersionUID = 1L;

  RowsInDoubtException(IOException cause) {
    super(
        "Rows were sent, but it is unknown whether they are visible: " + cause.getMessage(), cause);
  }
}
