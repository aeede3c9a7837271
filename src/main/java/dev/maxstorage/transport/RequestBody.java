package dev.maxstorage.transport;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request.
 *
 * @param contentType value of the header of that name
 * @param length bytes, or -1 if unknown: then the body goes out in chunks
 * @param repeatable whether {@code source} can be asked again, so that a retry is possible
 * @param source writes the bytes; if it throws, the request is broken, never ended properly
 */
public record RequestBody(String contentType, long length, boolean repeatable, Source source) {

  /** Writes the bytes of a body. */
  @FunctionalInterface
  public interface Source {
    /** Writes all bytes to {@code out}, which it leaves open. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** A body that is in memory. The array is not copied and must not change. */
  public static RequestBody ofBytes(String contentType, byte[] bytes) {
    return new RequestBody(contentType, bytes.length, true, out -> out.write(bytes));
  }

  /** A body of known length whose source can be asked again. */
  public static RequestBody repeatable(String contentType, long length, Source source) {
    return new RequestBody(contentType, length, true, source);
  }

  /** A body of unknown length that can be written once. */
  public static RequestBody once(String contentType, Source source) {
    return new RequestBody(contentType, -1, false, source);
  }

  /** Content type and length, not the bytes. */
  @Override
  public String toString() {
    return "RequestBody["
        + contentType
        + ", "
        + (length < 0 ? "streamed" : length + " bytes")
        + "]";
  }

  static @Nullable String contentType(@Nullable RequestBody body) {
    return body == null ? null : body.contentType();
  }
}
