package dev.maxstorage.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests of the control plane and of the Storage API: the canonical string, and the values
 * of the {@code Authorization} header, versions 2 and 4.
 *
 * <p>Pure functions; the clock is the caller's. Source: control-plane document, 2.1 to 2.5.
 */
public final class Signatures {
  private static final String PREFIX = "x-odps-";
  private static final String SCHEME = "ODPS ";
  private static final String V4_SERVICE = "odps";
  private static final String V4_REQUEST = "aliyun_v4_request";
  private static final String V4_SECRET_PREFIX = "aliyun_v4";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CREDENTIAL_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

  private Signatures() {}

  /** The text of a {@code Date} header, such as {@code Tue, 03 Feb 2026 04:05:06 GMT}. */
  public static String httpDate(Instant time) {
    return HTTP_DATE.format(time);
  }

  /**
   * The text that is signed.
   *
   * @param method the HTTP method
   * @param headers of the request, {@code Date} among them; names ignore case
   * @param resource the decoded path after the endpoint's own path, from its first {@code /}
   * @param query decoded parameters; null or empty values stand for a name without {@code =}
   */
  public static String canonicalString(
      String method,
      Map<String, String> headers,
      String resource,
      Map<String, ? extends @Nullable String> query) {
    SortedMap<String, String> signed = new TreeMap<>();
    signed.put("content-md5", "");
    signed.put("content-type", "");
    signed.put("date", "");
    headers.forEach(
        (name, value) -> {
          String key = name.toLowerCase(Locale.ROOT);
          if (key.startsWith(PREFIX) || signed.containsKey(key)) {
            signed.put(key, value);
          }
        });
    query.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            signed.put(name, value == null ? "" : value);
          }
        });
    StringBuilder text = new StringBuilder(method.toUpperCase(Locale.ROOT)).append('\n');
    signed.forEach(
        (key, value) ->
            text.append(key.startsWith(PREFIX) ? key + ":" : "").append(value).append('\n'));
    text.append(resource);
    char separator = '?';
    for (Map.Entry<String, ? extends @Nullable String> parameter :
        new TreeMap<>(query).entrySet()) {
      text.append(separator).append(parameter.getKey());
      String value = parameter.getValue();
      if (value != null && !value.isEmpty()) {
        text.append('=').append(value);
      }
      separator = '&';
    }
    return text.toString();
  }

  /** The {@code Authorization} header, version 2. */
  public static String authorizationV2(
      String accessKeyId, String accessKeySecret, String canonicalString) {
    return SCHEME + accessKeyId + ":" + signatureV2(accessKeySecret, canonicalString);
  }

  /**
   * The {@code Authorization} header, version 4, bound to a region and to the UTC day of {@code
   * now}.
   */
  public static String authorizationV4(
      String accessKeyId,
      String accessKeySecret,
      String region,
      Instant now,
      String canonicalString) {
    String day = CREDENTIAL_DATE.format(LocalDate.ofInstant(now, ZoneOffset.UTC));
    byte[] key = signingKeyV4(accessKeySecret, day, region);
    return SCHEME
        + String.join("/", accessKeyId, day, region, V4_SERVICE, V4_REQUEST)
        + ":"
        + signature(key, canonicalString);
  }

  /**
   * The {@code application-authentication} header: the second signature, of an application account,
   * over the value of the {@code Authorization} header. Source: control-plane document, 2.6.
   */
  public static String applicationAuthentication(
      String accessKeyId, String accessKeySecret, String authorization) {
    return "account_provider:aliyun,signature_method:hmac-sha1,access_id:"
        + accessKeyId
        + ",signature:"
        + signatureV2(accessKeySecret, authorization);
  }

  static String signatureV2(String accessKeySecret, String canonicalString) {
    return signature(accessKeySecret.getBytes(StandardCharsets.UTF_8), canonicalString);
  }

  static String signatureV4(
      String accessKeySecret, String day, String region, String canonicalString) {
    return signature(signingKeyV4(accessKeySecret, day, region), canonicalString);
  }

  /**
   * The key of version 4: 32 bytes that change with the day and the region.
   *
   * @param day {@code yyyyMMdd}
   */
  static byte[] signingKeyV4(String accessKeySecret, String day, String region) {
    byte[] key = (V4_SECRET_PREFIX + accessKeySecret).getBytes(StandardCharsets.UTF_8);
    for (String message : new String[] {day, region, V4_SERVICE, V4_REQUEST}) {
      key = hmac("HmacSHA256", key, message);
    }
    return key;
  }

  /** SHA-1 is right for both versions, although the keys of version 4 come from SHA-256. */
  private static String signature(byte[] key, String canonicalString) {
    return Base64.getEncoder().encodeToString(hmac("HmacSHA1", key, canonicalString));
  }

  private static byte[] hmac(String algorithm, byte[] key, String message) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no " + algorithm, e);
    }
  }
}
