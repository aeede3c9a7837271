package dev.maxstorage.transport;

import dev.maxstorage.transport.WireRequest.Endpoint;
import dev.maxstorage.wire.Signatures;
import dev.maxstorage.wire.WireHeaders;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Adds date and signature, or token, to the headers of one attempt. Source: control-plane document,
 * chapter 2.
 *
 * <p>Threads: any number at once.
 */
final class RequestSigner {
  private final CredentialSource source;
  private final Signing signing;
  private volatile Duration skew = Duration.ZERO;

  RequestSigner(CredentialSource source, Signing signing) {
    this.source = source;
    this.signing = signing;
  }

  /** Sets what is added to this machine's time to get the service's. */
  void setSkew(Duration serviceAhead) {
    skew = serviceAhead;
  }

  /** The service said that the credential has expired. */
  void credentialExpired() {
    source.expired();
  }

  /**
   * Signs; must be called anew for each attempt, since the date is part of it.
   *
   * @param request whose method, path and query are signed
   * @param headers all headers of the attempt; gets the new ones
   * @param now this machine's time
   * @throws IOException if there is no credential
   */
  void sign(WireRequest request, Map<String, String> headers, Instant now) throws IOException {
    Instant time = now.plus(skew);
    headers.put("Date", Signatures.httpDate(time));
    Credential credential = source.current();
    if (credential instanceof BearerToken bearer) {
      headers.put(WireHeaders.BEARER_TOKEN, bearer.token());
      return;
    }
    AccessKey key = (AccessKey) credential;
    String canonical =
        Signatures.canonicalString(
            request.method(), headers, "/" + String.join("/", request.path()), request.query());
    String region = request.endpoint() == Endpoint.CONTROL ? signing.region() : null;
    String authorization =
        region == null
            ? Signatures.authorizationV2(key.id(), key.secret(), canonical)
            : Signatures.authorizationV4(key.id(), key.secret(), region, time, canonical);
    headers.put("Authorization", authorization);
    AccessKey application = signing.application();
    if (application != null) {
      headers.put(
          WireHeaders.APPLICATION_AUTHENTICATION,
          Signatures.applicationAuthentication(
              application.id(), application.secret(), authorization));
    }
    String token = key.stsToken();
    if (token != null) {
      headers.put(WireHeaders.STS_TOKEN, token);
    }
  }
}
