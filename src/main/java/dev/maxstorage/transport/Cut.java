package dev.maxstorage.transport;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * Cuts the connection of one request. Returns only when it is cut, also if another thread was
 * first: HttpClient's own cancel returns at once then, and the final chunk of a body that is given
 * up could still slip out.
 */
final class Cut implements Runnable {
  private final HttpUriRequestBase request;

  Cut(HttpUriRequestBase request) {
    this.request = request;
  }

  @Override
  public synchronized void run() {
    request.cancel();
  }
}
