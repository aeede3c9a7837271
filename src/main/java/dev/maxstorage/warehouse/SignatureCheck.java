package dev.maxstorage.warehouse;

import dev.maxstorage.wire.Authorization;
import dev.maxstorage.wire.WireHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Refuses requests that are not signed with the warehouse's key, version 2 or 4.
 *
 * <p>Source: control-plane document, 2.3, 2.7 and 2.8. The control endpoint has the path {@code
 * /api}, which is not signed; the Storage API's endpoint has none. Both readings are tried.
 */
final class SignatureCheck {
  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final String CONTROL_PATH = "/api";

  private final WarehouseCredentials credentials;
  private final InstantSource clock;
  private final BooleanSupplier bearerTokens;

  /**
   * Makes the check.
   *
   * @param bearerTokens whether any bearer token is good in place of a signature
   */
  SignatureCheck(
      WarehouseCredentials credentials, InstantSource clock, BooleanSupplier bearerTokens) {
    this.credentials = credentials;
    this.clock = clock;
    this.bearerTokens = bearerTokens;
  }

  /** Passes, or throws a {@link Refusal} with status 401 or 403. */
  void check(Request request) {
    String header = request.header("Authorization");
    if (header == null) {
      String token = request.header(WireHeaders.BEARER_TOKEN);
      if (token != null && !token.isBlank() && bearerTokens.getAsBoolean()) {
        return;
      }
      throw unauthorized("AuthorizationRequired", "The request is not signed");
    }
    Authorization authorization;
    try {
      authorization = Authorization.parse(header);
    } catch (IllegalArgumentException e) {
      throw unauthorized(
          "AuthorizationRequired", "The Authorization header is not ODPS <access id>:<signature>");
    }
    if (!MessageDigest.isEqual(
        authorization.accessKeyId().getBytes(StandardCharsets.UTF_8),
        credentials.accessId().getBytes(StandardCharsets.UTF_8))) {
      throw unauthorized("InvalidAccessKeyId", "The access id is not known to this warehouse");
    }
    checkDate(request);
    String target = request.rawTarget();
    int mark = target.indexOf('?');
    String path = request.rawPath();
    String query = mark < 0 ? "" : target.substring(mark + 1);
    Map<String, String> headers = request.headers();
    boolean matches = matches(authorization, request, path, query, headers);
    if (!matches && path.startsWith(CONTROL_PATH + "/")) {
      matches =
          matches(authorization, request, path.substring(CONTROL_PATH.length()), query, headers);
    }
    if (!matches) {
      throw unauthorized("SignatureNotMatch", "The signature does not fit the request and the key");
    }
  }

  private boolean matches(
      Authorization authorization,
      Request request,
      String path,
      String query,
      Map<String, String> headers) {
    return authorization.matches(credentials.accessKey(), request.method(), path, query, headers);
  }

  private void checkDate(Request request) {
    String date = request.header("Date");
    if (date == null) {
      throw unauthorized("AuthorizationRequired", "The request has no Date header");
    }
    Instant sent;
    try {
      sent = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw unauthorized("AuthorizationRequired", "Date '" + date + "' is not an RFC 1123 date");
    }
    if (Duration.between(sent, clock.instant()).abs().compareTo(SKEW) > 0) {
      throw unauthorized(
          "RequestTimeTooSkewed",
          "ODPS-0410031: the Date of the request differs from the server's time by more than "
              + SKEW.toMinutes()
              + " minutes");
    }
  }

  private static Refusal unauthorized(String code, String message) {
    return new Refusal(401, code, message);
  }
}
