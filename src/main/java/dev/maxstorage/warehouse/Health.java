package dev.maxstorage.warehouse;

/**
 * The health URL: answers as soon as the warehouse is open, to anybody, with nothing about what is
 * in it.
 */
final class Health {
  static final String PATH = "/health";

  private Health() {}

  static boolean serves(Request request) {
    return request.rawPath().equals(PATH);
  }

  static Operation operation(Request request) {
    if (!request.method().equals("GET")) {
      throw Refusal.wrongMethod(request.method(), PATH);
    }
    return new Operation("GetHealth", unused -> Response.text("ok\n"));
  }
}
