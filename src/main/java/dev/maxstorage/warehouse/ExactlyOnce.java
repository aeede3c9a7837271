package dev.maxstorage.warehouse;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of an exactly-once stream were applied. Thread-safe; a writer holds {@link
 * WriteStream#calls} from {@link #isNext} to {@link #apply}.
 *
 * <p>Source: Storage API document, 6.8. The content of a call is its body's SHA-256.
 */
final class ExactlyOnce {
  private static final int MOST_CALLS = 10_000;

  private final Map<Long, byte[]> digests = new HashMap<>();
  private String accessToken;
  private long committedRows;

  ExactlyOnce(String accessToken) {
    this.accessToken = accessToken;
  }

  /** The token that writes must carry. */
  synchronized String accessToken() {
    return accessToken;
  }

  /** Replaces the token, so that a writer with the old one is refused. */
  synchronized void fence(String newAccessToken) {
    accessToken = newAccessToken;
  }

  /** The offset of the next row. */
  synchronized long rowOffset() {
    return committedRows;
  }

  /** Refuses a call whose token is not the current one. */
  synchronized void checkToken(@Nullable String token) {
    if (!accessToken.equals(token)) {
      throw new Refusal(403, "NoPermission", "The write access token is not the current one");
    }
  }

  /**
   * Whether a call at this offset is the next one; false if it may be the repetition of an earlier
   * one. Any other offset is refused.
   */
  synchronized boolean isNext(long rowOffset) {
    if (rowOffset < 0) {
      throw Refusal.badRequest("RowOffset is missing or negative in an exactly-once stream");
    }
    if (rowOffset == committedRows) {
      if (digests.size() >= MOST_CALLS) {
        throw new Refusal(
            429, "ResourceLimit", "The stream has taken " + MOST_CALLS + " writes; open another");
      }
      return true;
    }
    if (!digests.containsKey(rowOffset)) {
      throw conflict(rowOffset);
    }
    return false;
  }

  /** Takes a call as applied, unless its writer was fenced off meanwhile. */
  synchronized void apply(@Nullable String token, long rowOffset, long rows, byte[] digest) {
    checkToken(token);
    digests.put(rowOffset, digest);
    committedRows = rowOffset + rows;
  }

  /** Passes if this call was applied before with the same content. */
  synchronized void checkRepeated(long rowOffset, byte[] digest) {
    byte[] before = digests.get(rowOffset);
    if (before == null || !MessageDigest.isEqual(before, digest)) {
      throw conflict(rowOffset);
    }
  }

  private Refusal conflict(long rowOffset) {
    return new Refusal(
        409,
        "RowOffsetConflict",
        "RowOffset "
            + rowOffset
            + " with these rows does not fit; the next one is "
            + committedRows);
  }
}
