package dev.maxstorage.transport;

import dev.maxstorage.wire.ErrorBody;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The service said no: an answer with a status outside 2xx.
 *
 * <p>Source: Storage API document, 1.11; control-plane document, chapter 5.
 */
public final class ServiceException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorBody error;
  private final transient @Nullable Duration retryAfter;

  ServiceException(String label, ErrorBody error, @Nullable Duration retryAfter) {
    super(
        error.text()
            + " ("
            + label
            + ", status "
            + error.status()
            + (error.requestId() == null ? "" : ", request id " + error.requestId())
            + ")");
    this.error = error;
    this.retryAfter = retryAfter;
  }

  /** The HTTP status. */
  public int status() {
    return error.status();
  }

  /** The code as the service wrote it, or null. */
  public @Nullable String code() {
    return error.code();
  }

  /**
   * What to look up: the ODPS number of the code, such as {@code ODPS-0420411}, else the code up to
   * its first colon, such as {@code NoSuchTable}; null if there is no code.
   */
  public @Nullable String codeKey() {
    return error.key();
  }

  /** The first {@code ODPS-} number in code or message, or null. */
  public @Nullable String odpsNumber() {
    return error.odpsNumber();
  }

  /** What the service said, without code and request id; never empty. */
  public String reason() {
    return error.message();
  }

  /** The request id, or null. */
  public @Nullable String requestId() {
    return error.requestId();
  }

  /** The host that the service names, or null. */
  public @Nullable String host() {
    return error.hostId();
  }

  /** How long the service asks to wait before another attempt, or null. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** Whether {@link #codeKey()} is one of these. */
  public boolean hasCode(String... keys) {
    return List.of(keys).stream().anyMatch(key -> Objects.equals(key, codeKey()));
  }
}
