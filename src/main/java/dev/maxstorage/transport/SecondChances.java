package dev.maxstorage.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What can be put right when the service refuses a signature, once a request for each: a clock that
 * is wrong, and a credential that has expired. Source: control-plane document, 2.7.
 */
final class SecondChances {
  private static final String SKEWED = "ODPS-0410031";

  private final RequestSigner signer;
  private boolean clockSet;
  private boolean credentialRenewed;

  SecondChances(RequestSigner signer) {
    this.signer = signer;
  }

  /**
   * Puts right what the refusal is about; true if the request is worth another attempt.
   *
   * @param now this machine's time
   */
  boolean take(ServiceException refusal, ResponseHead head, Instant now) {
    if (isSkew(refusal) && !clockSet) {
      clockSet = true;
      Instant theirs = date(head);
      if (theirs != null) {
        signer.setSkew(Duration.between(now, theirs));
        return true;
      }
    }
    if (refusal.hasCode("AuthenticationRequestExpired") && !credentialRenewed) {
      credentialRenewed = true;
      signer.credentialExpired();
      return true;
    }
    return false;
  }

  private static boolean isSkew(ServiceException refusal) {
    return refusal.hasCode("RequestTimeTooSkewd", "RequestTimeTooSkewed", SKEWED)
        || SKEWED.equals(refusal.odpsNumber());
  }

  private static @Nullable Instant date(ResponseHead head) {
    String text = head.header("Date");
    if (text == null) {
      return null;
    }
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null; // without a date the refusal stands
    }
  }
}
