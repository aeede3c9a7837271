package dev.maxstorage.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The test vectors A to H of section 20 of the control-plane document. */
class SignaturesTest {
  private static final String ID = "exampleAccessId01";
  private static final String SECRET = "exampleSecretKey/Alpha+0001";
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final String V4 = "exampleAccessId01/20260203/zz-test/odps/aliyun_v4_request:";
  private static final Map<String, String> COMMON =
      Map.of("Date", "Tue, 03 Feb 2026 04:05:06 GMT", "x-odps-user-agent", "sample-jdbc/1.2.3");

  /** A request and what its signature must be; {@code rawPath} and {@code rawQuery} as sent. */
  private record Vector(
      String method,
      Map<String, String> headers,
      String rawPath,
      String rawQuery,
      String resource,
      Map<String, @Nullable String> query,
      int length,
      String sha256,
      String v2,
      String v4) {}

  @SuppressWarnings("unused")
  static final List<Arguments> VECTORS =
      List.of(
          argumentSet(
              "A GET table",
              new Vector(
                  "GET",
                  COMMON,
                  "/projects/demo_prj/tables/orders",
                  "curr_project=demo_prj&curr_schema=sales",
                  "/projects/demo_prj/tables/orders",
                  query("curr_schema", "sales", "curr_project", "demo_prj"),
                  144,
                  "1e8bdea07153e07fcca89b6530afba6740b355078f0adaac1112b40eefe557a7",
                  "GgrQnooAXohvu73Frpf7QVrSQFo=",
                  "u3jqypnP/Is17Awyz0RSkgaXHwo=")),
          argumentSet(
              "B POST instances",
              new Vector(
                  "POST",
                  headers(
                      "Content-Type",
                      "application/xml",
                      "Content-MD5",
                      "d64f060f7a9d74c6374083ba8b9ff4d6"),
                  "/projects/demo_prj/instances",
                  "curr_project=demo_prj",
                  "/projects/demo_prj/instances",
                  query("curr_project", "demo_prj"),
                  170,
                  "c872ed40c31d26912be77aa1a794f355450f29727be8ae39e2f6d840f7b3bd12",
                  "bqEp0T9oD4p5gy8vpbOocbmYF4Q=",
                  "ibrEn9551OjISvGMdDU+GM3sWDg=")),
          argumentSet(
              "C encoded path",
              new Vector(
                  "GET",
                  headers("x-odps-namespace-id", "ns-7"),
                  "/projects/demo_prj/tables/t%20%E8%A1%A8",
                  "partitions&expectmarker=true&marker=bWFyazE%3D"
                      + "&partition=ds%3D%2720260101%27%2Chh%3D%2707%27&curr_project=demo_prj",
                  "/projects/demo_prj/tables/t \u8868",
                  query(
                      "partitions",
                      null,
                      "expectmarker",
                      "true",
                      "marker",
                      "bWFyazE=",
                      "partition",
                      "ds='20260101',hh='07'",
                      "curr_project",
                      "demo_prj"),
                  227,
                  "b4056793f6f6dac28aa7d795608ff2e2cd4388dc48282a4076d94a796d37b084",
                  "pQ/zlF91vE5avG98cq7JMFh8KWQ=",
                  "GdlBAI1SVzIjURc+CgjXdQBzIWA=")),
          argumentSet(
              "D tunnel discovery",
              new Vector(
                  "GET",
                  headers("authorization-sts-token", "EXAMPLE-STS-TOKEN-0001"),
                  "/projects/demo_prj/tunnel",
                  "service&curr_project=demo_prj",
                  "/projects/demo_prj/tunnel",
                  query("service", "", "curr_project", "demo_prj"),
                  127,
                  "4ac1d7446b1101203ef4d0e2a4873b7056b678538da60c1244be14dcac58b1ec",
                  "BLmwBYHaNrNf3TJBBcVB40Swbtg=",
                  "BC5T9LWh5W32BkRE6knkq6wdbLA=")),
          argumentSet(
              "E Storage API resource",
              new Vector(
                  "POST",
                  headers("Content-Type", "application/json"),
                  "/api/storage/v1/projects/demo_prj/schemas/default/tables/orders/sessions",
                  "curr_project=demo_prj&session_type=batch_read",
                  "/api/storage/v1/projects/demo_prj/schemas/default/tables/orders/sessions",
                  query("session_type", "batch_read", "curr_project", "demo_prj"),
                  207,
                  "dd185728cd2bd5910985fdd7986791c30d7d27df26696509a28ad951bcec25da",
                  "9wn/XwaSkELgZ2mV2d74UL3aWL8=",
                  "rR3JuPifs7NjgR2hGgqvSgHJQUw=")),
          argumentSet(
              "F cancel",
              new Vector(
                  "PUT",
                  headers("Content-Type", "application/xml"),
                  "/projects/demo_prj/instances/20260203040506123gabcdef1",
                  "curr_project=demo_prj",
                  "/projects/demo_prj/instances/20260203040506123gabcdef1",
                  query("curr_project", "demo_prj"),
                  163,
                  "7bd530f9c2714990f4a57f7e594fcbead54e9306e3bec15a5c97e6990db1fb8c",
                  "F5dJGTpkYk/WAofeRqgTXKXjeTw=",
                  "a1cQisGtg4n4rD+yKzvLG6VFpjc=")),
          argumentSet(
              "G x-odps- parameter",
              new Vector(
                  "get",
                  Map.of(
                      "Date",
                      "Tue, 03 Feb 2026 04:05:06 GMT",
                      "X-ODPS-User-Agent",
                      "sample-jdbc/1.2.3",
                      "Accept",
                      "*/*"),
                  "/projects/demo_prj/tables",
                  "expectmarker=true&name=ord&x-odps-trace=t-1&curr_project=demo_prj",
                  "/projects/demo_prj/tables",
                  query(
                      "expectmarker",
                      "true",
                      "name",
                      "ord",
                      "x-odps-trace",
                      "t-1",
                      "curr_project",
                      "demo_prj"),
                  180,
                  "29a7d5e0abff0aecdd9f353de29f70a6eef8ded8959a9dd9042ab9158f863a22",
                  "33m7fEJoz0HuzpVPEZ+Q+aAwe2o=",
                  "ThgwouGxEejxtUSba8b4G7/Viok=")));

  @ParameterizedTest
  @FieldSource("VECTORS")
  void canonicalStringsAreThoseOfTheDocument(Vector vector) throws NoSuchAlgorithmException {
    byte[] text = canonical(vector).getBytes(StandardCharsets.UTF_8);
    assertThat(text).hasSize(vector.length);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)))
        .isEqualTo(vector.sha256);
  }

  @ParameterizedTest
  @FieldSource("VECTORS")
  void signaturesAreThoseOfTheDocument(Vector vector) {
    String canonical = canonical(vector);
    assertThat(Signatures.authorizationV2(ID, SECRET, canonical))
        .isEqualTo("ODPS " + ID + ":" + vector.v2);
    assertThat(Signatures.authorizationV4(ID, SECRET, "zz-test", NOW, canonical))
        .isEqualTo("ODPS " + V4 + vector.v4);
  }

  @ParameterizedTest
  @FieldSource("VECTORS")
  void serversAcceptTheRequestAsSent(Vector vector) {
    for (String value : List.of("ODPS " + ID + ":" + vector.v2, "ODPS " + V4 + vector.v4)) {
      Authorization authorization = Authorization.parse(value);
      assertThat(authorization.accessKeyId()).isEqualTo(ID);
      assertThat(matches(authorization, vector, SECRET, vector.rawQuery)).isTrue();
      assertThat(matches(authorization, vector, SECRET + "x", vector.rawQuery)).isFalse();
      assertThat(matches(authorization, vector, SECRET, vector.rawQuery + "&a=b")).isFalse();
    }
  }

  @Test
  void vectorHOtherDayAndRegion() {
    Instant lastSecond = Instant.parse("2025-12-31T23:59:59Z");
    assertThat(Signatures.httpDate(lastSecond)).isEqualTo("Wed, 31 Dec 2025 23:59:59 GMT");
    String canonical =
        Signatures.canonicalString(
            "GET",
            headers("Date", Signatures.httpDate(lastSecond)),
            "/projects/demo_prj/tables/orders",
            query("curr_project", "demo_prj", "curr_schema", "sales"));
    assertThat(Signatures.authorizationV2(ID, SECRET, canonical))
        .isEqualTo("ODPS exampleAccessId01:1JU1+NarugPDythThj2ap9q9ZyI=");
    assertThat(Signatures.authorizationV4(ID, SECRET, "xx-north-1", lastSecond, canonical))
        .isEqualTo(
            "ODPS exampleAccessId01/20251231/xx-north-1/odps/aliyun_v4_request:"
                + "Yc/GpiGgenG5677Z2VpEjhJDXAs=");
  }

  @ParameterizedTest
  @CsvSource({
    "20260203, zz-test, 6d6b1aa0c42f6c62ae77a8a0a474a583f769140ea415efcd292b73e8505193af",
    "20251231, xx-north-1, 8d47de6d11f6062eec52274bc1ac0f4a72dc96ce15301c2b6b9d4359d15e49b5"
  })
  void signingKeysOfVersion4AreThoseOfTheDocument(String day, String region, String key) {
    assertThat(HexFormat.of().formatHex(Signatures.signingKeyV4(SECRET, day, region)))
        .isEqualTo(key);
  }

  @Test
  void datesAreEnglishWithTwoDigitsWhateverTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Signatures.httpDate(NOW)).isEqualTo("Tue, 03 Feb 2026 04:05:06 GMT");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void serversAcceptTheOtherWaysOfDecoding() {
    Map<String, String> headers = COMMON;
    // Decoded twice, with plus as a blank, as PyODPS does.
    String twice =
        Signatures.canonicalString("GET", headers, "/projects/a+b", query("name", "x A"));
    // Plus of the path as a blank, as the Java client does.
    String blank =
        Signatures.canonicalString("GET", headers, "/projects/a b", query("name", "x+%41"));
    for (String canonical : List.of(twice, blank)) {
      Authorization authorization =
          Authorization.parse(Signatures.authorizationV2(ID, SECRET, canonical));
      assertThat(authorization.matches(SECRET, "GET", "/projects/a+b", "name=x%2B%2541", headers))
          .isTrue();
    }
  }

  @Test
  void encodingsThatCannotBeDecodedDoNotMatch() {
    Authorization authorization = Authorization.parse("ODPS a:b=");
    assertThat(authorization.matches(SECRET, "GET", "/a%zz", null, COMMON)).isFalse();
  }

  @Test
  void credentialsAreTakenApart() {
    assertThat(Authorization.parse("ODPS my:id:c2ln"))
        .isEqualTo(new Authorization("my:id", null, null, "c2ln"));
    assertThat(Authorization.parse("ODPS a/20260203/zz/odps/aliyun_v4_request:c2ln"))
        .isEqualTo(new Authorization("a", "20260203", "zz", "c2ln"));
    assertThat(Authorization.parse("ODPS a/b/c:c2ln"))
        .isEqualTo(new Authorization("a/b/c", null, null, "c2ln"));
    for (String bad : List.of("", "Basic a:b", "ODPS ", "ODPS :", "ODPS a:", "ODPS a")) {
      assertThatThrownBy(() -> Authorization.parse(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ODPS <access id>:<signature>");
    }
  }

  private static boolean matches(
      Authorization authorization, Vector vector, String secret, String rawQuery) {
    return authorization.matches(secret, vector.method, vector.rawPath, rawQuery, vector.headers);
  }

  private static String canonical(Vector vector) {
    return Signatures.canonicalString(vector.method, vector.headers, vector.resource, vector.query);
  }

  private static Map<String, String> headers(String... namesAndValues) {
    Map<String, String> headers = new HashMap<>(COMMON);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  private static Map<String, @Nullable String> query(@Nullable String... namesAndValues) {
    Map<String, @Nullable String> query = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      query.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return query;
  }
}
