package dev.maxstorage.wire;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the Storage API; the query parameter {@code Action} carries {@link #text()}.
 *
 * <p>Source: Storage API document, chapters 1.12 and 2.
 */
public enum Action {
  TABLE_CREATE_READ_SESSION("TableCreateReadSession", Retry.ALWAYS),
  TABLE_GET_READ_SESSION("TableGetReadSession", Retry.ALWAYS),
  TABLE_READ("TableRead", Retry.ALWAYS),
  TABLE_PREVIEW("TablePreview", Retry.ALWAYS),
  INSTANCE_CREATE_READ_SESSION("InstanceCreateReadSession", Retry.ALWAYS),
  INSTANCE_GET_READ_SESSION("InstanceGetReadSession", Retry.ALWAYS),
  INSTANCE_READ("InstanceRead", Retry.ALWAYS),
  TABLE_CREATE_WRITE_SESSION("TableCreateWriteSession", Retry.BEFORE_SENDING),
  TABLE_GET_WRITE_SESSION("TableGetWriteSession", Retry.ALWAYS),
  /** Opening an open version again starts it from nothing, and rows come after the answer. */
  TABLE_CREATE_WRITE_STREAM("TableCreateWriteStream", Retry.ALWAYS),
  TABLE_GET_WRITE_STREAM("TableGetWriteStream", Retry.ALWAYS),
  TABLE_GET_WRITE_SCHEMA("TableGetWriteSchema", Retry.ALWAYS),
  TABLE_WRITE("TableWrite", Retry.BEFORE_SENDING),
  TABLE_CLOSE_WRITE_STREAM("TableCloseWriteStream", Retry.ALWAYS),
  TABLE_COMMIT_WRITE_SESSION("TableCommitWriteSession", Retry.BEFORE_SENDING),
  TABLE_ABORT_WRITE_SESSION("TableAbortWriteSession", Retry.ALWAYS),
  TABLE_WRITE_BLOB("TableWriteBlob", Retry.BEFORE_SENDING),
  BLOB_READ("BlobRead", Retry.ALWAYS);

  /** When a request may be sent again without asking. */
  public enum Retry {
    /** Repeating is harmless, as long as no byte of the answer was handed on. */
    ALWAYS,
    /** Only while it is certain that the request did not reach the server, or on 429. */
    BEFORE_SENDING
  }

  private static final Map<String, Action> BY_TEXT =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Action::text, action -> action));

  private final String text;
  private final Retry retry;

  Action(String text, Retry retry) {
    this.text = text;
    this.retry = retry;
  }

  /** The value of the query parameter {@code Action}. */
  public String text() {
    return text;
  }

  /** When a request of this action may be repeated. */
  public Retry retry() {
    return retry;
  }

  /** The action of this exact text, or null if there is none. */
  public static @Nullable Action ofText(String text) {
    return BY_TEXT.get(text);
  }
}
