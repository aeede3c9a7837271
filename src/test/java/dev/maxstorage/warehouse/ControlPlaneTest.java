package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.maxstorage.warehouse.TestWarehouse.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Control-plane document, the checklist of chapter 19 and the chapters it points to. */
class ControlPlaneTest {
  private static TestWarehouse warehouse;

  @BeforeAll
  static void start() {
    warehouse = TestWarehouse.start();
    warehouse.sql(
        "create table orders (id bigint not null comment 'key', amount decimal(18,2),"
            + " tags array<struct<k:string,v:string>>) comment 'one <row> & per order'"
            + " partitioned by (ds string comment 'day', hh string)");
    warehouse.sql("create table other (a bigint)");
    for (String partition :
        List.of("ds=20260101/hh=07", "ds=20260101/hh=08", "ds=20260102/hh=07")) {
      warehouse.insert("orders", partition, ArrowBytes.with().longs("id", 1L, 2L).bytes());
    }
  }

  @AfterAll
  static void stop() {
    warehouse.close();
  }

  private static TestWarehouse.Call get(String resource) {
    return warehouse.call("GET", "/api" + resource).query("curr_project", "demo");
  }

  private static List<String> all(String pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static void assertRfc1123(String date) {
    assertThat(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)).isNotNull();
  }

  private static void assertXmlError(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(all("<Code>(.*?)</Code>", answer.text())).containsExactly(code);
    assertThat(all("<Message>(.+?)</Message>", answer.text())).hasSize(1);
    assertThat(all("<RequestId>(.*?)</RequestId>", answer.text()))
        .containsExactly(answer.header("x-odps-request-id"));
    assertThat(all("<HostId>(.+?)</HostId>", answer.text())).hasSize(1);
  }

  @Test
  void aProjectHasItsPropertiesAndHeaders() {
    Answer project = get("/projects/DEMO").query("properties", "all").send().ok();
    assertThat(project.text())
        .contains("<Name>demo</Name>")
        .contains("<Name>odps.schema.model.enabled</Name><Value>true</Value>")
        .contains("<State>AVAILABLE</State>");
    assertThat(project.header("x-odps-owner")).isNotEmpty();
    assertRfc1123(project.header("x-odps-creation-time"));
    assertRfc1123(project.header("Last-Modified"));
    assertThat(project.header("x-odps-request-id")).isNotEmpty();
  }

  @Test
  void anUnknownProjectIsAnXmlErrorWithAllFourElements() {
    assertXmlError(get("/projects/nope").send(), 404, "NoSuchProject");
    assertXmlError(get("/projects/nope/tables").send(), 404, "NoSuchProject");
    assertXmlError(get("/projects/nope/tunnel").key("service").send(), 404, "NoSuchProject");
    assertXmlError(get("/nonsense").send(), 404, "NoSuchObject");
    assertXmlError(get("/mcqa/projects/demo/instances").send(), 404, "NoSuchObject");
  }

  @Test
  void unsignedRequestsAreXmlErrors() {
    assertXmlError(
        get("/projects/demo").header("Authorization", "").send(), 401, "AuthorizationRequired");
  }

  @Test
  void wrongMethodsAreRefused() {
    assertXmlError(warehouse.call("DELETE", "/api/projects/demo").send(), 405, "MethodNotAllowed");
    assertXmlError(
        warehouse.call("PUT", "/api/projects/demo/tables").key("query").send(),
        405,
        "MethodNotAllowed");
  }

  @Test
  void aSchemaIsMadeListedInPagesReadAndDropped() throws IOException {
    String body = "<Schema><Name>Sales</Name><Comment>a &amp; b</Comment></Schema>";
    assertThat(post("/projects/demo/schemas", body).status()).isEqualTo(201);
    assertXmlError(post("/projects/demo/schemas", body), 409, "ObjectAlreadyExists");
    String again = body.replace("</Schema>", "<IfNotExists>true</IfNotExists></Schema>");
    assertThat(post("/projects/demo/schemas", again).status()).isEqualTo(201);
    assertXmlError(post("/projects/demo/schemas", "<Schema/>"), 400, "InvalidParameter");
    assertXmlError(post("/projects/demo/schemas", "<Schema>"), 400, "InvalidParameter");

    String first = get("/projects/demo/schemas").query("maxitems", 1).send().ok().text();
    assertThat(all("<Name>(.*?)</Name>", first)).containsExactly("default");
    String marker = all("<Marker>(.+?)</Marker>", first).get(0);
    String second = get("/projects/demo/schemas").query("marker", marker).send().ok().text();
    assertThat(all("<Name>(.*?)</Name>", second)).containsExactly("sales");

    Answer schema = get("/projects/demo/schemas/SALES").send().ok();
    assertThat(schema.text()).contains("<Comment>a &amp; b</Comment>");
    assertRfc1123(schema.header("Last-Modified"));

    warehouse.sql("create table demo.sales.t as select 4 as id");
    String tables = get("/projects/demo/tables").query("curr_schema", "sales").send().ok().text();
    assertThat(all("<Name>(.*?)</Name>", tables)).containsExactly("t");
    assertThat(tables).contains("<SchemaName>sales</SchemaName>");
    get("/projects/demo/tables/t").query("curr_schema", "sales").send().ok();
    assertXmlError(get("/projects/demo/tables/t").send(), 404, "NoSuchObject");
    String target = "projects.demo.schemas.sales.tables.t";
    String session =
        warehouse
            .action("TableCreateReadSession", target)
            .body("{}")
            .send()
            .ok()
            .json()
            .path("SessionId")
            .asText();
    byte[] rows =
        warehouse
            .action("TableRead", target)
            .query("SessionId", session)
            .body("{}")
            .send()
            .ok()
            .bytes();
    assertThat(ArrowBytes.rows(rows)).hasSize(1);

    assertXmlError(delete("/projects/demo/schemas/sales"), 409, "InvalidState");
    warehouse.sql("drop table demo.sales.t");
    assertThat(delete("/projects/demo/schemas/sales").status()).isEqualTo(204);
    assertXmlError(delete("/projects/demo/schemas/sales"), 404, "NoSuchSchema");
  }

  @Test
  void aViewIsATableOfKindVirtualViewThatNoSessionReads() throws IOException {
    warehouse.sql("create view seen (key comment 'k') comment 'c' as select id from orders");
    try {
      String list = get("/projects/demo/tables").query("type", "VIRTUAL_VIEW").send().ok().text();
      assertThat(all("<Name>(.*?)</Name>", list)).containsExactly("seen");
      assertThat(list).contains("<Type>VIRTUAL_VIEW</Type>", "<Comment>c</Comment>");
      String tables = get("/projects/demo/tables").query("name", "se").send().ok().text();
      assertThat(all("<Name>(.*?)</Name>", tables)).containsExactly("seen");

      String text = get("/projects/demo/tables/SEEN").send().ok().text();
      assertThat(text).contains("<Type>VIRTUAL_VIEW</Type>");
      JsonNode schema =
          new ObjectMapper()
              .readTree(
                  all("(?s)<Schema format=\"Json\"><!\\[CDATA\\[(.*?)]]></Schema>", text).get(0));
      assertThat(schema.path("isVirtualView").asBoolean()).isTrue();
      assertThat(schema.path("viewText").asText()).isEqualTo("select id from orders");
      assertThat(schema.path("columns").path(0).path("name").asText()).isEqualTo("key");
      assertThat(schema.path("columns").path(0).path("comment").asText()).isEqualTo("k");
      assertThat(schema.path("partitionKeys").isArray()).isTrue();
      assertXmlError(
          get("/projects/demo/tables/seen").key("partitions").send(), 400, "UnsupportedOperation");
      for (String action : List.of("TableCreateReadSession", "TableCreateWriteSession")) {
        warehouse
            .action(action, TestWarehouse.table("seen"))
            .body("{}")
            .send()
            .refused(400, "UnsupportedOperation");
      }
    } finally {
      warehouse.sql("drop view seen");
    }
  }

  private static Answer post(String resource, String body) {
    return warehouse
        .call("POST", "/api" + resource)
        .header("Content-Type", "application/xml")
        .body(body)
        .send();
  }

  private static Answer delete(String resource) {
    return warehouse.call("DELETE", "/api" + resource).send();
  }

  @Test
  void projectsSchemasAndFunctionsAreListed() {
    assertThat(get("/projects").query("expectmarker", true).send().ok().text())
        .contains("<Name>demo</Name>")
        .containsPattern("<Marker></Marker>|<Marker/>");
    assertThat(get("/projects/demo/schemas").query("expectmarker", true).send().ok().text())
        .contains("<Name>default</Name>")
        .containsPattern("<Marker></Marker>|<Marker/>");
    Answer schema = get("/projects/demo/schemas/default").send().ok();
    assertThat(schema.text()).contains("<Type>MANAGED</Type>");
    assertRfc1123(schema.header("x-odps-creation-time"));
    assertXmlError(get("/projects/demo/schemas/nope").send(), 404, "NoSuchSchema");
    assertThat(get("/projects/demo/registration/functions").send().ok().text())
        .containsPattern("<Marker></Marker>|<Marker/>");
  }

  @Test
  void theTunnelIsHostAndPortWithoutScheme() {
    assertThat(get("/projects/demo/tunnel").key("service").send().ok().text())
        .isEqualTo("127.0.0.1:" + warehouse.server().port());
  }

  @Test
  void tenantsAndLogviewAreAnswered() {
    JsonNode tenant = get("/tenants").send().ok().json().path("Tenant");
    assertThat(tenant.path("Parameters").path("odps.namespace.schema").asText()).isEqualTo("true");
    assertThat(get("/logview/host").send().ok().text()).isEmpty();
    Answer token =
        warehouse
            .call("POST", "/api/projects/demo/authorization")
            .key("sign_bearer_token")
            .header("Content-Type", "application/json")
            .body("{\"expires_in_hours\":24}".getBytes(StandardCharsets.UTF_8))
            .send()
            .ok();
    assertThat(all("<Authorization><Result>(\\w+=*)</Result></Authorization>", token.text()))
        .hasSize(1);
  }

  @Test
  void tablesAreListedInPagesWithMarkers() {
    String first =
        get("/projects/demo/tables").query("name", "o").query("maxitems", 1).send().ok().text();
    assertThat(all("<Name>(.*?)</Name>", first)).containsExactly("orders");
    String marker = all("<Marker>(.+?)</Marker>", first).get(0);
    String second =
        get("/projects/demo/tables")
            .query("name", "o")
            .query("maxitems", 1)
            .query("marker", marker)
            .send()
            .ok()
            .text();
    assertThat(all("<Name>(.*?)</Name>", second)).containsExactly("other");
    assertThat(second).containsPattern("<Marker></Marker>|<Marker/>");
  }

  @Test
  void tablesAreFilteredByPrefixAndType() {
    String prefixed =
        get("/projects/demo/tables").query("name", "OR").key("extended").send().ok().text();
    assertThat(all("<Name>(.*?)</Name>", prefixed)).containsExactly("orders");
    assertThat(prefixed)
        .contains("<Type>MANAGED_TABLE</Type>")
        .contains("<Comment>one &lt;row&gt; &amp; per order</Comment>");
    assertThat(get("/projects/demo/tables").query("type", "VIRTUAL_VIEW").send().ok().text())
        .doesNotContain("<Name>");
  }

  @Test
  void aTableHasItsSchemaAsJson() throws IOException {
    String text =
        get("/projects/demo/tables/ORDERS").query("curr_schema", "default").send().ok().text();
    String json = all("(?s)<Schema format=\"Json\"><!\\[CDATA\\[(.*?)]]></Schema>", text).get(0);
    JsonNode schema = new ObjectMapper().readTree(json);
    assertThat(schema.path("comment").asText()).isEqualTo("one <row> & per order");
    assertThat(schema.path("columns").path(0).toString())
        .isEqualTo(
            "{\"name\":\"id\",\"type\":\"bigint\",\"comment\":\"key\",\"label\":\"\","
                + "\"isNullable\":false}");
    assertThat(schema.path("columns").path(1).path("type").asText()).isEqualTo("decimal(18,2)");
    assertThat(schema.path("columns").path(2).path("type").asText())
        .isEqualTo("array<struct<k:string,v:string>>");
    assertThat(schema.path("partitionKeys").findValuesAsText("name")).containsExactly("ds", "hh");
    assertThat(schema.path("recordNum").asLong()).isEqualTo(6);
    assertThat(text).contains("<Type>MANAGED_TABLE</Type>");
    assertRfc1123(all("<CreationTime>(.*?)</CreationTime>", text).get(0));
  }

  @Test
  void theExtendedSchemaIsJsonToo() throws IOException {
    String text = get("/projects/demo/tables/orders").key("extended").send().ok().text();
    String json = all("(?s)<Schema format=\"Json\"><!\\[CDATA\\[(.*?)]]></Schema>", text).get(0);
    JsonNode schema = new ObjectMapper().readTree(json);
    assertThat(schema.path("Reserved").isTextual()).isTrue();
    assertThat(schema.path("IsArchived").asBoolean()).isFalse();
  }

  @Test
  void aMissingTableIsNoSuchObject() {
    Answer answer = get("/projects/demo/tables/nope").send();
    assertXmlError(answer, 404, "NoSuchObject");
    assertThat(answer.text()).contains("ODPS-0130131");
  }

  @Test
  void namesWithBlanksAndOtherLettersAreDecoded() {
    assertXmlError(get("/projects/demo/tables/t%20%E8%A1%A8").send(), 404, "NoSuchObject");
  }

  @Test
  void partitionsAreListedInPages() {
    String page =
        get("/projects/demo/tables/orders")
            .key("partitions")
            .query("expectmarker", true)
            .query("maxitems", 2)
            .send()
            .ok()
            .text();
    assertThat(page)
        .containsPattern("<Column Name=\"ds\" Value=\"20260101\"(/>|></Column>)")
        .contains("<PartitionRecordCount>2</PartitionRecordCount>");
    assertThat(all("<CreationTime>(\\d+)</CreationTime>", page)).hasSize(2);
    String marker = all("<Marker>(.+?)</Marker>", page).get(0);
    String rest =
        get("/projects/demo/tables/orders")
            .key("partitions")
            .query("marker", marker)
            .send()
            .ok()
            .text();
    assertThat(all("Value=\"(\\d+)\"", rest)).containsExactly("20260102", "07");
  }

  @Test
  void partitionsAreFilteredByTheirFirstLevels() {
    String page =
        get("/projects/demo/tables/orders")
            .key("partitions")
            .query("partition", "ds='20260101'")
            .send()
            .ok()
            .text();
    assertThat(all("Name=\"hh\" Value=\"(\\d+)\"", page)).containsExactly("07", "08");
  }

  @Test
  void partitionNamesComeAlone() {
    String page =
        get("/projects/demo/tables/orders").key("partitions").key("name").send().ok().text();
    assertThat(all("<Name>(.*?)</Name>", page))
        .containsExactly("ds=20260101/hh=07", "ds=20260101/hh=08", "ds=20260102/hh=07");
  }

  @Test
  void onePartitionHasItsFactsAsJson() {
    String text =
        get("/projects/demo/tables/orders")
            .query("partition", "ds='20260101',hh='07'")
            .send()
            .ok()
            .text();
    assertThat(text).contains("\"partitionRecordNum\":2");
    assertXmlError(
        get("/projects/demo/tables/orders").query("partition", "ds='1',hh='07'").send(),
        404,
        "NoSuchPartition");
  }

  @Test
  void aJobIsCreatedWithALocationAndNoBody() {
    Answer created =
        warehouse
            .call("POST", "/api/projects/demo/instances")
            .header("Content-Type", "application/xml")
            .body(TestWarehouse.job("select count(*) as cnt from orders"))
            .send();
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.bytes()).isEmpty();
    assertThat(created.header("Location"))
        .matches("http://127\\.0\\.0\\.1:\\d+/api/projects/demo/instances/\\w+");
  }

  @Test
  void aQueryEndsWithItsResultAsCsv() {
    String id =
        warehouse.submit("select count(*) as cnt, 'a \"b\"' as txt, null as nothing from orders");
    Answer status = warehouse.instance(id).send().ok();
    assertThat(status.text()).contains("<Status>Terminated</Status>");
    assertRfc1123(status.header("x-odps-start-time"));
    assertRfc1123(status.header("x-odps-end-time"));
    assertThat(status.header("x-odps-owner")).isNotEmpty();
    String tasks = warehouse.instance(id).key("taskstatus").send().ok().text();
    assertThat(tasks)
        .contains("<Task Type=\"SQL\"><Name>AnonymousSQLTask</Name>")
        .contains("<Status>Success</Status>");
    String result = warehouse.instance(id).key("result").send().ok().text();
    String csv = all("<Result Transform=\"Base64\" Format=\"csv\">(.*?)</Result>", result).get(0);
    assertThat(new String(Base64.getDecoder().decode(csv), StandardCharsets.UTF_8))
        .isEqualTo("\"cnt\",\"txt\",\"nothing\"\n6,\"a \"\"b\"\"\",\\N\n");
  }

  @Test
  void theSourceOfAJobIsTheSubmission() {
    String id = warehouse.submit("select 1 as one");
    assertThat(warehouse.instance(id).key("source").send().ok().text())
        .contains("<Tasks><SQL><Name>AnonymousSQLTask</Name><Config>")
        .contains("</Config><Query><![CDATA[select 1 as one]]></Query></SQL></Tasks>");
  }

  @Test
  void aStatementThatIsNoQueryEndsWithText() {
    String id = warehouse.submit("create table made_here (a bigint)");
    assertThat(warehouse.instance(id).key("result").send().ok().text())
        .contains("Format=\"text\"")
        .contains("<Status>Success</Status>");
  }

  @Test
  void aFailedJobTellsWhy() {
    String id = warehouse.submit("select * from nowhere_to_be_found");
    assertThat(warehouse.instance(id).key("taskstatus").send().ok().text())
        .contains("<Status>Failed</Status>");
    assertThat(warehouse.instance(id).key("result").send().ok().text())
        .contains("ODPS-0130131")
        .contains("nowhere_to_be_found");
    warehouse
        .action("InstanceCreateReadSession", "projects.demo.instances." + id)
        .send()
        .refused(400, "InvalidParameter");
  }

  @Test
  void theSummaryTellsTheUpdateCount() throws IOException {
    warehouse.sql("create table counted (a bigint)");
    String id = warehouse.submit("insert into counted values (1), (2), (3)");
    JsonNode answer =
        warehouse
            .instance(id)
            .key("instancesummary")
            .query("taskname", "AnonymousSQLTask")
            .send()
            .ok()
            .json();
    JsonNode summary =
        new ObjectMapper().readTree(answer.path("Instance").path("JsonSummary").asText());
    assertThat(summary.path("Outputs").toString()).isEqualTo("{\"demo.counted\":[3,0]}");
    assertThat(warehouse.rows("counted")).containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void aJobSubmittedTwiceUnderOneGuidRunsOnce() {
    warehouse.sql("create table twice (a bigint)");
    String first = location(submitted("insert into twice values (1)", "g-1"));
    assertThat(location(submitted("insert into twice values (1)", "g-1"))).isEqualTo(first);
    String other = location(submitted("insert into twice values (2)", "g-2"));
    assertThat(other).isNotEqualTo(first);
    assertThat(submitted("insert into twice values (3)", "g-1").status()).isEqualTo(409);
    for (String id : List.of(first, other)) {
      while (!warehouse
          .instance(id.substring(id.lastIndexOf('/') + 1))
          .key("instancestatus")
          .send()
          .text()
          .contains("Terminated")) {
        Thread.onSpinWait();
      }
    }
    assertThat(warehouse.rows("twice")).containsExactlyInAnyOrder("1", "2");
  }

  private static Answer submitted(String statement, String guid) {
    String job = TestWarehouse.job(statement).replace("<Job>", "<Job><Guid>" + guid + "</Guid>");
    return warehouse
        .call("POST", "/api/projects/demo/instances")
        .header("Content-Type", "application/xml")
        .body(job)
        .send();
  }

  private static String location(Answer answer) {
    assertThat(answer.status()).as(() -> answer.text()).isEqualTo(201);
    return String.valueOf(answer.header("Location"));
  }

  @Test
  void aRunningJobIsCancelled() {
    warehouse.sql("create table numbers (n bigint)");
    warehouse.insert("numbers", "", ArrowBytes.with().range("n", 0, 100_000).bytes());
    Answer created =
        warehouse
            .call("POST", "/api/projects/demo/instances")
            .body(
                TestWarehouse.job(
                    "select count(*) from numbers a cross join numbers b cross join numbers c"
                        + " where a.n * b.n * c.n % 7 = 3"))
            .send();
    String location = String.valueOf(created.header("Location"));
    String id = location.substring(location.lastIndexOf('/') + 1);
    assertThat(warehouse.instance(id).send().ok().text()).contains("<Status>Running</Status>");
    warehouse
        .action("InstanceCreateReadSession", "projects.demo.instances." + id)
        .send()
        .refused(409, "InstanceNotTerminate");
    warehouse
        .call("PUT", "/api/projects/demo/instances/" + id)
        .header("Content-Type", "application/xml")
        .body("<Instance><Status>Terminated</Status></Instance>")
        .send()
        .ok();
    while (!warehouse
        .instance(id)
        .key("instancestatus")
        .send()
        .ok()
        .text()
        .contains("Terminated")) {
      Thread.onSpinWait();
    }
    assertThat(warehouse.instance(id).key("taskstatus").send().ok().text())
        .contains("<Status>Cancelled</Status>");
    assertThat(
            warehouse
                .call("PUT", "/api/projects/demo/instances/" + id)
                .body("<Instance><Status>Terminated</Status></Instance>")
                .send()
                .status())
        .isEqualTo(409);
  }

  @Test
  void jobsAreListedInPages() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(warehouse.submit("select " + i + " as n"));
    }
    List<String> listed = new ArrayList<>();
    String marker = "";
    do {
      Answer page =
          get("/projects/demo/instances")
              .query("expectmarker", "true")
              .query("status", "Terminated")
              .query("maxitems", 2)
              .query("marker", marker)
              .send()
              .ok();
      listed.addAll(all("<Instance><Name>(\\w+)</Name><Owner>", page.text()));
      marker = all("<Marker>(.*?)</Marker>", page.text()).stream().findFirst().orElse("");
    } while (!marker.isEmpty());
    assertThat(listed).containsAll(ids).doesNotHaveDuplicates();
    String running = get("/projects/demo/instances").query("status", "Running").send().ok().text();
    assertThat(all("<Name>(\\w+)</Name>", running)).doesNotContainAnyElementsOf(ids);
    String old = get("/projects/demo/instances").query("daterange", ":1000").send().ok().text();
    assertThat(old).doesNotContain("<Instance>");
    String recent = get("/projects/demo/instances").query("daterange", "1000:").send().ok().text();
    assertThat(recent).contains(ids);
    assertXmlError(
        get("/projects/demo/instances").query("daterange", "today").send(),
        400,
        "InvalidParameter");
  }

  @Test
  void progressAndWarningsOfAJobAreAnswered() {
    String id = warehouse.submit("select 1 as one");
    Answer progress =
        warehouse.instance(id).query("instanceprogress", "AnonymousSQLTask").send().ok();
    assertThat(progress.text())
        .contains("<Progress><Stage ID=\"M1_job0\"><Status>Terminated</Status>")
        .contains("<FinishedPercentage>100</FinishedPercentage>");
    Answer warnings = warehouse.instance(id).key("info").query("key", "warnings").send().ok();
    assertThat(warnings.text()).isEqualTo("{\"warnings\":[]}");
    assertXmlError(
        warehouse.instance(id).key("info").query("key", "other").send(), 404, "NoSuchObject");
  }

  @Test
  void badSubmissionsAreRefused() {
    assertXmlError(submit("not xml"), 400, "InvalidParameter");
    assertXmlError(submit(""), 400, "InvalidParameter");
    assertXmlError(submit("<Instance><Job/></Instance>"), 400, "UnsupportedOperation");
    String bomb =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Instance>&e;</Instance>";
    assertThat(submit(bomb).status()).isEqualTo(400);
  }

  private static Answer submit(String body) {
    return warehouse.call("POST", "/api/projects/demo/instances").body(body).send();
  }

  @Test
  void anUnknownInstanceIsNotFound() {
    assertXmlError(warehouse.instance("nope").send(), 404, "NoSuchObject");
    assertXmlError(warehouse.instance("nope").key("result").send(), 404, "NoSuchObject");
  }
}
