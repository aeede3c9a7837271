package dev.maxstorage.transport;

import dev.maxstorage.transport.WireRequest.Endpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a request: its line in the log and its event in a recording, written once, when
 * the attempt is over. Neither shows a header, a body, or a query beyond action and target.
 */
final class Exchange {
  private static final Logger LOG = System.getLogger(HttpTransport.class.getName());

  private final WireRequest request;
  private final int attempt;
  private final RequestEvent event = new RequestEvent();
  private final @Nullable UploadEvent upload;
  private final long start = System.nanoTime();
  private @Nullable ResponseHead head;
  private volatile @Nullable RequestEntity entity;
  private boolean over;

  /** Starts the clock. */
  Exchange(WireRequest request, int attempt) {
    this.request = request;
    this.attempt = attempt;
    event.begin();
    boolean data = WireRequest.OCTETS.equals(RequestBody.contentType(request.body()));
    upload = data ? new UploadEvent() : null;
    if (upload != null) {
      upload.begin();
    }
  }

  /** The body that is sent. */
  void sends(RequestEntity body) {
    entity = body;
  }

  /** The head of the answer is there. */
  void answered(ResponseHead answer) {
    head = answer;
  }

  /** The attempt is over; only the first call counts. */
  synchronized void over(long bytesReceived) {
    if (over) {
      return;
    }
    over = true;
    event.end();
    ResponseHead answer = head;
    RequestEntity body = entity;
    long sent = body == null ? 0 : body.bytesWritten();
    int status = answer == null ? 0 : answer.status();
    if (upload != null && upload.shouldCommit()) {
      upload.request = request.label();
      upload.status = status;
      upload.bytes = sent;
      upload.commit();
    }
    if (event.shouldCommit()) {
      event.request = request.label();
      event.status = status;
      event.requestId = answer == null ? null : answer.requestId();
      event.attempt = attempt;
      event.bytesSent = sent;
      event.bytesReceived = bytesReceived;
      event.commit();
    }
    LOG.log(
        Level.DEBUG,
        () ->
            what()
                + ": "
                + (answer == null ? "no answer" : status)
                + ", request id "
                + (answer == null ? null : answer.requestId())
                + ", "
                + sent
                + " bytes sent, "
                + bytesReceived
                + " received, "
                + (System.nanoTime() - start) / 1_000_000
                + " ms, attempt "
                + attempt);
  }

  /** Method, path, and for the Storage API action and target. */
  private String what() {
    return request.endpoint() == Endpoint.CONTROL
        ? request.label()
        : request.method() + " /" + String.join("/", request.path()) + " " + request.label();
  }
}
