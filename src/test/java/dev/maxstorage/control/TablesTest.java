package dev.maxstorage.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.control.ProjectDescription.Naming;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.wire.CorruptStreamException;
import dev.maxstorage.wire.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Examples of the control-plane document, chapters 6 to 9. */
@Timeout(60)
class TablesTest {
  private static final Target.Table ORDERS = new Target.Table("demo_prj", "sales", "orders");

  private final ScriptedServer server = new ScriptedServer();
  private final HttpTransport transport = TestTransports.open(server);
  private final Tables tables = new Tables(transport);

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  @Test
  void manyTablesAreDescribedByOneRequest() throws Exception {
    server.then(
        ScriptedReply.of(
            200,
            """
            <Tables><Marker/>
              <Table><Name>orders</Name><SchemaName>sales</SchemaName><Type>MANAGED_TABLE</Type>
                <Schema format="Json"><![CDATA[{"columns": [
                  {"name":"amount","type":"decimal(18,2)","defaultValue":"0"},
                  {"name":"n","type":"bigint"}],
                  "partitionKeys": [{"name":"ds","type":"string","generateExpression":"f(n)"}]}]]></Schema>
              </Table>
            </Tables>
            """));
    Target.Table odd = new Target.Table("demo_prj", "a&b", "x<y>");
    List<TableDescription> found = tables.describeAll("demo_prj", List.of(ORDERS, odd));
    assertThat(server.onlyRequest().method()).isEqualTo("POST");
    assertThat(server.onlyRequest().target())
        .isEqualTo("/api/projects/demo_prj/tables?query&curr_project=demo_prj");
    assertThat(server.onlyRequest().text())
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Tables><Table><Project>demo_prj</Project>"
                + "<Name>orders</Name><Schema>sales</Schema></Table><Table><Project>demo_prj</Project>"
                + "<Name>x&lt;y&gt;</Name><Schema>a&amp;b</Schema></Table></Tables>");
    assertThat(found).hasSize(1);
    TableDescription table = found.get(0);
    assertThat(table.table()).isEqualTo(ORDERS);
    assertThat(table.defaults()).containsExactly(Map.entry("amount", "0"));
    assertThat(table.generated()).containsExactly(Map.entry("ds", "f(n)"));
    assertThat(table.isPartitionColumn(1)).isFalse();
    assertThat(table.isPartitionColumn(2)).isTrue();
  }

  @Test
  void functionsAreListed() throws Exception {
    server.then(
        ScriptedReply.of(
            200,
            "<Functions><Marker/><Function><SchemaName>sales</SchemaName><Alias>my_fn</Alias>"
                + "<ClassType>com.example.MyFn</ClassType></Function></Functions>"));
    assertThat(tables.functions("demo_prj", "sales", "my"))
        .containsExactly(new FunctionSummary("my_fn", "com.example.MyFn"));
    assertThat(server.onlyRequest().target())
        .startsWith("/api/projects/demo_prj/registration/functions?curr_schema=sales&name=my");
  }

  @Test
  void tableOfTheDocumentIsDescribed() throws Exception {
    server.then(
        ScriptedReply.of(
            200,
            """
            <Table>
              <Name>orders</Name>
              <TableId>7f00aa01</TableId>
              <Schema format="Json"><![CDATA[{
                "comment": "inner",
                "isVirtualView": "false", "isExternal": false,
                "size": 40960, "recordNum": -1,
                "columns": [
                  {"name":"id","type":"bigint","comment":"key","label":"","isNullable":false},
                  {"name":"amount","type":"DECIMAL(18,2)","isNullable":"true","defaultValue":"0"},
                  {"name":"tags","type":"array<struct<K:string,v:string>>"}
                ],
                "partitionKeys": [{"name":"ds","type":"string","comment":"day"}]
              }]]></Schema>
              <Comment>one row per order</Comment>
              <Project>demo_prj</Project>
              <SchemaName>sales</SchemaName>
              <Type>MANAGED_TABLE</Type>
            </Table>
            """));
    TableDescription table = tables.describe(ORDERS);
    assertThat(server.onlyRequest().target())
        .isEqualTo("/api/projects/demo_prj/tables/orders?curr_schema=sales&curr_project=demo_prj");
    assertThat(table.table()).isEqualTo(ORDERS);
    assertThat(table.kind()).isEqualTo(TableKind.TABLE);
    assertThat(table.comment()).isEqualTo("one row per order");
    assertThat(table.columns())
        .extracting(column -> column.name() + " " + column.type().text() + " " + column.nullable())
        .containsExactly(
            "id bigint false",
            "amount decimal(18,2) true",
            "tags array<struct<K:string,v:string>> true");
    assertThat(table.partitionColumns()).extracting(column -> column.comment()).contains("day");
    assertThat(table.allColumns()).hasSize(4);
  }

  @Test
  void kindsComeFromTheTypeOrTheFlags() throws Exception {
    assertThat(kind("<Type>VIRTUAL_VIEW</Type>", "")).isEqualTo(TableKind.VIEW);
    assertThat(kind("<Type>OBJECT_TABLE</Type>", "")).isEqualTo(TableKind.EXTERNAL_TABLE);
    assertThat(kind("", "\"isMaterializedView\":true,\"isVirtualView\":true"))
        .isEqualTo(TableKind.MATERIALIZED_VIEW);
    assertThat(kind("", "\"isVirtualView\":\"true\"")).isEqualTo(TableKind.VIEW);
    assertThat(kind("", "\"isExternal\":true")).isEqualTo(TableKind.EXTERNAL_TABLE);
    assertThat(kind("", "")).isEqualTo(TableKind.TABLE);
  }

  private TableKind kind(String element, String member) throws IOException {
    server.then(
        ScriptedReply.of(200, "<Table>" + element + "<Schema>{" + member + "}</Schema></Table>"));
    return tables.describe(ORDERS).kind();
  }

  @Test
  void missingTableIsARefusal() {
    server.then(
        ScriptedReply.of(
            404,
            "<Error><Code>NoSuchObject</Code><Message><![CDATA[ODPS-0130131: no table]]></Message>"
                + "<RequestId>R</RequestId><HostId>h</HostId></Error>"));
    assertThatThrownBy(() -> tables.describe(ORDERS))
        .isInstanceOf(ServiceException.class)
        .satisfies(e -> assertThat(((ServiceException) e).status()).isEqualTo(404))
        .satisfies(e -> assertThat(((ServiceException) e).odpsNumber()).isEqualTo("ODPS-0130131"));
  }

  @Test
  void unknownTypesAreNamed() {
    server.then(
        ScriptedReply.of(
            200,
            "<Table><Schema>{\"columns\":[{\"name\":\"v\",\"type\":\"wibble\"}]}</Schema></Table>"));
    assertThatThrownBy(() -> tables.describe(ORDERS)).hasMessageContaining("wibble");
  }

  @Test
  void pagesAreFollowedByTheirMarkersThoughOneIsEmpty() throws Exception {
    server.then(
        ScriptedReply.of(200, "<Tables><Marker>bWFyazE=</Marker></Tables>"),
        ScriptedReply.of(
            200,
            "<Tables><Marker>m2</Marker><Table><Name>a</Name><Type>VIRTUAL_VIEW</Type>"
                + "<Comment> c </Comment></Table></Tables>"),
        ScriptedReply.of(200, "<Tables><Marker/><Table><Name>b</Name></Table></Tables>"));
    assertThat(tables.tables("demo_prj", "sales", "o"))
        .containsExactly(
            new TableSummary("a", TableKind.VIEW, "c"), new TableSummary("b", TableKind.TABLE, ""));
    assertThat(server.requests())
        .extracting(request -> request.parameter("marker"))
        .containsExactly(null, "bWFyazE=", "m2");
    assertThat(server.requests().get(0).query())
        .containsEntry("expectmarker", "true")
        .containsEntry("name", "o")
        .containsEntry("curr_schema", "sales")
        .containsEntry("extended", "");
  }

  @Test
  void aMarkerThatComesTwiceIsAnError() {
    server.otherwise(request -> ScriptedReply.of(200, "<Tables><Marker>m</Marker></Tables>"));
    assertThatThrownBy(() -> tables.tables("demo_prj", "sales", ""))
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("'m' came twice");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void partitionsAreOrderedMapsOfTexts() throws Exception {
    server.then(
        ScriptedReply.of(
            200,
            """
            <Partitions><Marker/><MaxItems>1000</MaxItems>
              <Partition><Column Name="ds" Value="20260101"/><Column Name="hh" Value="07"/>
                <CreationTime>1767600000</CreationTime></Partition>
              <Partition><Column Name="ds" Value="a&amp;b"/><Column Name="hh" Value=""/></Partition>
            </Partitions>
            """));
    List<Map<String, String>> partitions = tables.partitions(ORDERS);
    assertThat(partitions).hasSize(2);
    assertThat(partitions.get(0))
        .containsExactly(Map.entry("ds", "20260101"), Map.entry("hh", "07"));
    assertThat(partitions.get(1)).containsExactly(Map.entry("ds", "a&b"), Map.entry("hh", ""));
    assertThat(server.onlyRequest().query())
        .containsEntry("partitions", "")
        .containsEntry("curr_schema", "sales");
  }

  @Test
  void projectsWithoutSchemasHaveTheDefaultOne() throws Exception {
    server.then(
        ScriptedReply.of(400, "<Error><Code>MethodNotAllowed</Code><Message>m</Message></Error>"),
        ScriptedReply.of(
            200,
            "<Schemas><Marker/><Schema><Name>default</Name></Schema><Schema><Name>sales</Name>"
                + "</Schema></Schemas>"),
        ScriptedReply.of(403, "<Error><Code>NoPermission</Code><Message>m</Message></Error>"));
    assertThat(tables.schemas("p")).containsExactly("default");
    assertThat(tables.schemas("p")).containsExactly("default", "sales");
    assertThatThrownBy(() -> tables.schemas("p")).isInstanceOf(ServiceException.class);
  }

  @Test
  void projectsAreListed() throws Exception {
    server.then(
        ScriptedReply.of(
            200, "<Projects><Marker/><Project><Name>demo_prj</Name></Project></Projects>"));
    assertThat(tables.projects()).containsExactly("demo_prj");
  }

  @Test
  void aProjectTellsByItsPropertyHowManyLevelsNamesHave() throws Exception {
    server.then(
        ScriptedReply.of(200, projectWithSchemas("true")),
        ScriptedReply.of(200, projectWithSchemas("false")),
        ScriptedReply.of(404, "<Error><Code>NoSuchProject</Code><Message>m</Message></Error>"));
    assertThat(tables.project("DEMO_PRJ"))
        .isEqualTo(new ProjectDescription("demo_prj", Naming.THREE_LEVELS));
    assertThat(tables.project("demo_prj").naming()).isEqualTo(Naming.TWO_LEVELS);
    assertThatThrownBy(() -> tables.project("nope")).isInstanceOf(ServiceException.class);
  }

  @Test
  void withoutThePropertyARefusedListOfSchemasMeansTwoLevels() throws Exception {
    String silent = "<Project><Name>demo_prj</Name></Project>";
    server.then(
        ScriptedReply.of(200, silent),
        ScriptedReply.of(200, "<Schemas><Marker/></Schemas>"),
        ScriptedReply.of(200, silent),
        ScriptedReply.of(405, "<Error><Code>MethodNotAllowed</Code><Message>m</Message></Error>"));
    assertThat(tables.project("demo_prj").naming()).isEqualTo(Naming.THREE_LEVELS);
    assertThat(tables.project("demo_prj").naming()).isEqualTo(Naming.TWO_LEVELS);
  }

  private static String projectWithSchemas(String value) {
    return "<Project><Name>demo_prj</Name><Properties><Property><Name>odps.schema.model.enabled"
        + "</Name><Value>"
        + value
        + "</Value></Property></Properties></Project>";
  }

  @Test
  void documentTypesAndGarbageAreRefusedInSilence() {
    String bomb =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><Projects>&e;</Projects>";
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      for (String body : List.of(bomb, "", "{}", "<Projects>")) {
        server.then(ScriptedReply.of(200, body));
        assertThatThrownBy(tables::projects)
            .as(body)
            .isInstanceOf(CorruptStreamException.class)
            .hasMessageContaining("no XML");
      }
    } finally {
      System.setErr(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("Fatal Error");
  }
}
