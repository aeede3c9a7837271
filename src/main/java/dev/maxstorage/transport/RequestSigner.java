package dev.maxstorage.transport;

import dev.maxstorage.wire.Signatures;
import dev.maxstorage.wire.WireHeaders;
import java.time.Instant;
import java.util.Map;

/**
 * Adds date and signature to the headers of one attempt, version 2 of the scheme. Source:
 * control-plane document, chapter 2.
 */
final class RequestSigner {
  private final AccessKey key;

  RequestSigner(AccessKey key) {
    this.key = key;
  }

  /**
   * Signs; must be called anew for each attempt, since the date is part of it.
   *
   * @param request whose method, path and query are signed
   * @param headers all headers of the attempt; gets the new ones
   */
  void sign(WireRequest request, Map<String, String> headers, Instant now) {
    headers.put("Date", Signatures.httpDate(now));
    String canonical =
        Signatures.canonicalString(
            request.method(), headers, "/" + String.join("/", request.path()), request.query());
    headers.put("Authorization", Signatures.authorizationV2(key.id(), key.secret(), canonical));
    String token = key.stsToken();
    if (token != null) {
      headers.put(WireHeaders.STS_TOKEN, token);
    }
  }
}
