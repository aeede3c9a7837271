package dev.maxstorage.warehouse;

import java.io.IOException;

/**
 * What a request asks for.
 *
 * @param name the text of the Storage API's {@code Action}, or a name of the same kind for a
 *     control-plane resource; fault plans and log lines use it
 * @param handler answers a request of this operation
 */
record Operation(String name, Handler handler) {

  /** Answers a request; the caller closes the answer. */
  @FunctionalInterface
  interface Handler {
    Response answer(Request request) throws IOException;
  }
}
