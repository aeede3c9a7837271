package dev.maxstorage.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Authorization} header of a request that a server received, taken apart. Source:
 * control-plane document, 2.3 and 2.8.
 *
 * @param accessKeyId whose key signed
 * @param day {@code yyyyMMdd} of a version 4 credential, null in version 2
 * @param region of a version 4 credential, null in version 2
 * @param signature base64
 */
public record Authorization(
    String accessKeyId, @Nullable String day, @Nullable String region, String signature) {
  private static final String SCHEME = "ODPS ";
  private static final String V4_SUFFIX = "/odps/aliyun_v4_request";

  /**
   * Takes a header apart.
   *
   * @throws IllegalArgumentException if it is not of the form {@code ODPS <credential>:<signature>}
   */
  public static Authorization parse(String header) {
    int colon = header.lastIndexOf(':');
    if (!header.startsWith(SCHEME) || colon <= SCHEME.length() || colon == header.length() - 1) {
      throw new IllegalArgumentException("expected Authorization: ODPS <access id>:<signature>");
    }
    String credential = header.substring(SCHEME.length(), colon).strip();
    String signature = header.substring(colon + 1).strip();
    String[] parts = credential.split("/", -1);
    return parts.length == 5 && credential.endsWith(V4_SUFFIX)
        ? new Authorization(parts[0], parts[1], parts[2], signature)
        : new Authorization(credential, null, null, signature);
  }

  /**
   * Whether the signature is that of this request and key. Clients differ in how they decode the
   * URL before they sign it; every way known is tried. Compares in constant time.
   *
   * @param rawPath the path as received, still encoded, after the endpoint's own path
   * @param rawQuery the query as received, without {@code ?}; null if there is none
   * @param headers of the request; names ignore case
   */
  public boolean matches(
      String accessKeySecret,
      String method,
      String rawPath,
      @Nullable String rawQuery,
      Map<String, String> headers) {
    boolean matches = false;
    for (String canonical : canonicalStrings(method, rawPath, rawQuery, headers)) {
      String expected =
          day == null || region == null
              ? Signatures.signatureV2(accessKeySecret, canonical)
              : Signatures.signatureV4(accessKeySecret, day, region, canonical);
      matches |=
          MessageDigest.isEqual(
              expected.getBytes(StandardCharsets.UTF_8),
              signature.getBytes(StandardCharsets.UTF_8));
    }
    return matches;
  }

  /** The texts that clients may have signed for a request, without repetition. */
  static Set<String> canonicalStrings(
      String method, String rawPath, @Nullable String rawQuery, Map<String, String> headers) {
    String query = rawQuery == null ? "" : rawQuery;
    Set<String> texts = new LinkedHashSet<>();
    try {
      for (String path :
          List.of(decode(rawPath), URLDecoder.decode(rawPath, StandardCharsets.UTF_8))) {
        texts.add(Signatures.canonicalString(method, headers, path, parameters(query)));
        texts.add(Signatures.canonicalString(method, headers, path, parameters(decode(query))));
      }
    } catch (IllegalArgumentException e) {
      // An encoding that cannot be decoded has no further form.
      return texts;
    }
    return texts;
  }

  /** Decoded parameters; of a name that comes twice the last one counts. */
  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String item : query.split("&")) {
      if (!item.isEmpty()) {
        int equals = item.indexOf('=');
        String name = equals < 0 ? item : item.substring(0, equals);
        String value = equals < 0 ? "" : item.substring(equals + 1);
        parameters.put(
            URLDecoder.decode(name, StandardCharsets.UTF_8),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  /** Percent-decodes and leaves {@code +} alone. */
  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
