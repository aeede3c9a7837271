package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.TableDescription;
import dev.maxstorage.wire.WireHeaders;
import java.util.Map;

/** A request that is answered with an error status; the message goes to the client. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> headers;

  /**
   * Makes the refusal.
   *
   * @param status of HTTP, 400 or above
   * @param code a word of the Storage API document, 1.11, or of the control-plane document, 5.2
   */
  Refusal(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  private Refusal(int status, String code, String message, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  /** The table's columns are not those that a writer knows. Storage API document, 1.6 and 1.11. */
  static Refusal schemaModified(TableDescription table, String reason) {
    return new Refusal(
        412,
        "SchemaModified",
        "The columns of table "
            + table.name().text()
            + " have changed: "
            + reason
            + "; begin a new session",
        Map.of(WireHeaders.LATEST_SCHEMA_VERSION, Long.toString(table.schemaVersion())));
  }

  static Refusal badRequest(String message) {
    return new Refusal(400, "InvalidParameter", message);
  }

  static Refusal notFound(String code, String message) {
    return new Refusal(404, code, message);
  }

  static Refusal conflict(String message) {
    return new Refusal(409, "InvalidState", message);
  }

  static Refusal unsupported(String message) {
    return new Refusal(400, "UnsupportedOperation", message);
  }

  static Refusal wrongMethod(String method, String what) {
    return new Refusal(405, "MethodNotAllowed", "Method " + method + " does not fit " + what);
  }

  int status() {
    return status;
  }

  /** Headers of the answer beside the usual ones. */
  Map<String, String> headers() {
    return headers;
  }

  String code() {
    return code;
  }
}
