package dev.maxstorage.warehouse;

/** A request that is answered with an error status; the message goes to the client. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * Makes the refusal.
   *
   * @param status of HTTP, 400 or above
   * @param code a word of the Storage API document, 1.11, or of the control-plane document, 5.2
   */
  Refusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
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

  String code() {
    return code;
  }
}
