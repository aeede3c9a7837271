package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of the control-plane document, chapter 20, as requests that a server receives. */
class SignatureCheckTest {
  private static final String DATE = "Tue, 03 Feb 2026 04:05:06 GMT";
  private static final WarehouseCredentials CREDENTIALS =
      new WarehouseCredentials("exampleAccessId01", "exampleSecretKey/Alpha+0001");

  private static SignatureCheck at(String instant) {
    return new SignatureCheck(
        CREDENTIALS, InstantSource.fixed(Instant.parse(instant)), () -> false);
  }

  private static final SignatureCheck IN_TIME = at("2026-02-03T04:05:06Z");

  private static BasicClassicHttpRequest http(String method, String target, String authorization) {
    BasicClassicHttpRequest http = new BasicClassicHttpRequest(method, target);
    http.setHeader("Date", DATE);
    http.setHeader("x-odps-user-agent", "sample-jdbc/1.2.3");
    http.setHeader("Authorization", authorization);
    return http;
  }

  private static Request request(BasicClassicHttpRequest http) throws IOException {
    return new Request("r-1", http);
  }

  private static final String A =
      "/api/projects/demo_prj/tables/orders?curr_project=demo_prj&curr_schema=sales";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ODPS exampleAccessId01:GgrQnooAXohvu73Frpf7QVrSQFo=",
        "ODPS exampleAccessId01/20260203/zz-test/odps/aliyun_v4_request:u3jqypnP/Is17Awyz0RSkgaXHwo="
      })
  void vectorAIsAcceptedInBothVersions(String authorization) throws IOException {
    Request request = request(http("GET", A, authorization));
    assertThatCode(() -> IN_TIME.check(request)).doesNotThrowAnyException();
  }

  @Test
  void vectorBSignsTypeAndDigestOfTheBody() throws IOException {
    BasicClassicHttpRequest http =
        http(
            "POST",
            "/api/projects/demo_prj/instances?curr_project=demo_prj",
            "ODPS exampleAccessId01:bqEp0T9oD4p5gy8vpbOocbmYF4Q=");
    http.setHeader("Content-Type", "application/xml");
    http.setHeader("Content-MD5", "d64f060f7a9d74c6374083ba8b9ff4d6");
    assertThatCode(() -> IN_TIME.check(request(http))).doesNotThrowAnyException();
    http.setHeader("Content-MD5", "00000000000000000000000000000000");
    assertThatThrownBy(() -> IN_TIME.check(request(http))).isInstanceOf(Refusal.class);
  }

  @Test
  void vectorCHasEncodedNamesAndAValuelessKey() throws IOException {
    BasicClassicHttpRequest http =
        http(
            "GET",
            "/api/projects/demo_prj/tables/t%20%E8%A1%A8?partitions&expectmarker=true"
                + "&marker=bWFyazE%3D&partition=ds%3D%2720260101%27%2Chh%3D%2707%27"
                + "&curr_project=demo_prj",
            "ODPS exampleAccessId01:pQ/zlF91vE5avG98cq7JMFh8KWQ=");
    http.setHeader("x-odps-namespace-id", "ns-7");
    assertThatCode(() -> IN_TIME.check(request(http))).doesNotThrowAnyException();
  }

  @Test
  void vectorDCarriesAnStsTokenThatIsNotSigned() throws IOException {
    BasicClassicHttpRequest http =
        http(
            "GET",
            "/api/projects/demo_prj/tunnel?service&curr_project=demo_prj",
            "ODPS exampleAccessId01:BLmwBYHaNrNf3TJBBcVB40Swbtg=");
    http.setHeader("authorization-sts-token", "EXAMPLE-STS-TOKEN-0001");
    assertThatCode(() -> IN_TIME.check(request(http))).doesNotThrowAnyException();
  }

  @Test
  void vectorEOfTheStorageApiSignsTheWholePath() throws IOException {
    BasicClassicHttpRequest http =
        http(
            "POST",
            "/api/storage/v1/projects/demo_prj/schemas/default/tables/orders/sessions"
                + "?curr_project=demo_prj&session_type=batch_read",
            "ODPS exampleAccessId01:9wn/XwaSkELgZ2mV2d74UL3aWL8=");
    http.setHeader("Content-Type", "application/json");
    assertThatCode(() -> IN_TIME.check(request(http))).doesNotThrowAnyException();
  }

  @Test
  void anotherMethodPathOrParameterDoesNotFit() {
    String authorization = "ODPS exampleAccessId01:GgrQnooAXohvu73Frpf7QVrSQFo=";
    for (BasicClassicHttpRequest changed :
        new BasicClassicHttpRequest[] {
          http("PUT", A, authorization),
          http("GET", A.replace("orders", "other"), authorization),
          http("GET", A + "&extended", authorization)
        }) {
      assertThatThrownBy(() -> IN_TIME.check(request(changed)))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("SignatureNotMatch"));
    }
  }

  @Test
  void theDateMayDifferByAQuarterOfAnHour() throws IOException {
    Request request =
        request(http("GET", A, "ODPS exampleAccessId01:GgrQnooAXohvu73Frpf7QVrSQFo="));
    assertThatCode(() -> at("2026-02-03T04:20:06Z").check(request)).doesNotThrowAnyException();
    assertThatCode(() -> at("2026-02-03T03:50:06Z").check(request)).doesNotThrowAnyException();
    assertThatThrownBy(() -> at("2026-02-03T04:20:07Z").check(request))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("ODPS-0410031");
  }

  @Test
  void malformedHeadersAreRefused() throws IOException {
    for (String authorization : new String[] {"", "ODPS", "ODPS :", "Basic YTpi", "ODPS x:"}) {
      Request request = request(http("GET", A, authorization));
      assertThatThrownBy(() -> IN_TIME.check(request))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(401));
    }
  }
}
