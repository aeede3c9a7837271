package dev.maxstorage.testing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedServer} does with one request.
 *
 * @param cutAfter body bytes after which the connection is cut, or -1 to end the body properly
 * @param chunked whether the body goes out in chunks or with a length
 * @param fault what happens instead of a proper exchange, or null
 * @param gate what the server waits for before it answers, or null
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record ScriptedReply(
    int status,
    Map<String, String> headers,
    byte[] body,
    long cutAfter,
    boolean chunked,
    @Nullable Fault fault,
    @Nullable CountDownLatch gate) {

  /** Improper exchanges. */
  public enum Fault {
    /** The connection is closed after the request was read, without an answer. */
    NO_ANSWER,
    /** The answer is sent before the body was read, and the connection closed. */
    EARLY_ANSWER,
    /** The body ends only with the connection. */
    NO_LENGTH
  }

  /** An answer with a JSON body and a request id. */
  public static ScriptedReply json(String text) {
    return of(200, text.getBytes(StandardCharsets.UTF_8))
        .header("Content-Type", "application/json");
  }

  /** An answer with this status and body. */
  public static ScriptedReply of(int status, String text) {
    return of(status, text.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer with this status and body, in chunks. */
  public static ScriptedReply of(int status, byte[] body) {
    return new ScriptedReply(status, Map.of(), body, -1, true, null, null);
  }

  /** An answer with bytes. */
  public static ScriptedReply bytes(byte[] body) {
    return of(200, body);
  }

  /** No answer: the connection is closed. */
  public static ScriptedReply noAnswer() {
    return of(200, "").fault(Fault.NO_ANSWER);
  }

  /** The same with a header. */
  public ScriptedReply header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ScriptedReply(status, more, body, cutAfter, chunked, fault, gate);
  }

  /** The same, cut after that many bytes of the body. */
  public ScriptedReply cutAfter(long bytes) {
    return new ScriptedReply(status, headers, body, bytes, chunked, fault, gate);
  }

  /** The same with a Content-Length. */
  public ScriptedReply withLength() {
    return new ScriptedReply(status, headers, body, cutAfter, false, fault, gate);
  }

  /** The same, improperly. */
  public ScriptedReply fault(Fault newFault) {
    return new ScriptedReply(status, headers, body, cutAfter, chunked, newFault, gate);
  }

  /** The same, once the gate is open. */
  public ScriptedReply after(CountDownLatch newGate) {
    return new ScriptedReply(status, headers, body, cutAfter, chunked, fault, newGate);
  }
}
