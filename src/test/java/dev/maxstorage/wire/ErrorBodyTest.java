package dev.maxstorage.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Conformance cases 25 to 31 of the Storage API document, and 5.1 of the control-plane document.
 */
class ErrorBodyTest {
  private static final String XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Error>
        <Code>NoSuchObject</Code>
        <Message><![CDATA[ODPS-0130131: no table demo_prj.sales.orders2]]></Message>
        <RequestId>6985A1B2C3D4E5F600112233</RequestId>
        <HostId>service.zz-test.example.com</HostId>
      </Error>
      """;

  @Test
  void case25JsonWithRequestIdInTheHeader() {
    assertThat(parse(404, "{\"Code\":\"NoSuchTable\",\"Message\":\"m\"}", "r-2"))
        .isEqualTo(new ErrorBody(404, "NoSuchTable", "m", "r-2", null));
  }

  @Test
  void case26LongCodeIsCutToItsKey() {
    ErrorBody error =
        parse(400, "{\"Code\":\"ODPS-0420411: Invalid argument - \",\"Message\":\"bad\"}", null);
    assertThat(error.key()).isEqualTo("ODPS-0420411");
    assertThat(error.odpsNumber()).isEqualTo("ODPS-0420411");
    assertThat(error.text()).isEqualTo("ODPS-0420411: Invalid argument - bad");
  }

  @Test
  void case27XmlWithAllFourFields() {
    ErrorBody error = parse(403, XML, "from-header");
    assertThat(error)
        .isEqualTo(
            new ErrorBody(
                403,
                "NoSuchObject",
                "ODPS-0130131: no table demo_prj.sales.orders2",
                "6985A1B2C3D4E5F600112233",
                "service.zz-test.example.com"));
    assertThat(error.key()).isEqualTo("NoSuchObject");
    assertThat(error.odpsNumber()).isEqualTo("ODPS-0130131");
  }

  @Test
  void case28XmlWithCodeAndMessageOnly() {
    assertThat(parse(400, "  <E><Code>C</Code><Message>a &lt; b</Message></E>", "r-3"))
        .isEqualTo(new ErrorBody(400, "C", "a < b", "r-3", null));
  }

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchObject, no such object",
    "401, Unauthorized, unauthorized",
    "500, , HTTP status 500"
  })
  void case29EmptyBodiesAreToldByTheStatus(int status, String code, String text) {
    ErrorBody error = parse(status, "", null);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.message()).contains(text);
  }

  @ParameterizedTest
  @CsvSource({
    "<html><head><title>502 Bad Gateway</title></head><body>gone</body></html>",
    "<!DOCTYPE html><html><body>gone<br></body></html>",
    "gone"
  })
  void case30OtherBodiesBecomeTheMessage(String body) {
    ErrorBody error = parse(502, body, null);
    assertThat(error.status()).isEqualTo(502);
    assertThat(error.code()).isNull();
    assertThat(error.key()).isNull();
    assertThat(error.message()).isEqualTo(body);
  }

  @Test
  void case30LongPagesAreCut() {
    assertThat(parse(502, "<html>" + "x".repeat(5000), null).message()).hasSize(500);
  }

  @Test
  void case31MessageWithoutCode() {
    assertThat(parse(400, "{\"Message\":\"m\"}", null))
        .isEqualTo(new ErrorBody(400, null, "m", null, null));
  }

  @Test
  void codeWithoutMessageShowsTheWholeBody() {
    assertThat(parse(400, "{\"Code\":\"C\"}", null).message()).isEqualTo("{\"Code\":\"C\"}");
  }

  @Test
  void headerWinsOverJsonMemberAndLosesToXmlElement() {
    assertThat(parse(400, "{\"Code\":\"C\",\"Message\":\"m\",\"RequestId\":\"body\"}", "header"))
        .extracting(ErrorBody::requestId)
        .isEqualTo("header");
    assertThat(parse(400, "{\"Code\":\"C\",\"Message\":\"m\",\"RequestId\":\"body\"}", null))
        .extracting(ErrorBody::requestId)
        .isEqualTo("body");
    assertThat(parse(400, "<E><Code>C</Code><RequestId>body</RequestId></E>", "header"))
        .extracting(ErrorBody::requestId)
        .isEqualTo("body");
  }

  @Test
  void externalEntitiesAndEntityBombsAreNotFollowed() {
    String xml =
        "<!DOCTYPE e [<!ENTITY x SYSTEM \"file:///etc/hostname\">"
            + "<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
            + "<Error><Code>&x;</Code><Message>&b;</Message></Error>";
    ErrorBody error = parse(400, xml, null);
    assertThat(error.code()).isNull();
    assertThat(error.message()).isEqualTo(xml);
  }

  @Test
  void codeIsShownOnlyOnce() {
    assertThat(new ErrorBody(400, "C", "m", null, null).text()).isEqualTo("C: m");
    assertThat(new ErrorBody(400, "C", "C: m", null, null).text()).isEqualTo("C: m");
    assertThat(new ErrorBody(400, null, "m", null, null).text()).isEqualTo("m");
  }

  @Test
  void errorsAreWrittenAsJsonWithCodeAndMessage() {
    assertThat(
            new String(
                new ErrorBody(404, "NoSuchTable", "é", "r", "h").json(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"Code\":\"NoSuchTable\",\"Message\":\"é\",\"RequestId\":\"r\",\"HostId\":\"h\"}");
    assertThat(new String(new ErrorBody(500, "X", "m", null, null).json(), StandardCharsets.UTF_8))
        .isEqualTo("{\"Code\":\"X\",\"Message\":\"m\"}");
  }

  private static ErrorBody parse(int status, String body, String requestIdHeader) {
    return ErrorBody.parse(status, body.getBytes(StandardCharsets.UTF_8), requestIdHeader);
  }
}
