package dev.maxstorage.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maxstorage.testing.ManualClock;
import dev.maxstorage.testing.RecordedRequest;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.testing.TestTransports;
import dev.maxstorage.transport.CancelScope;
import dev.maxstorage.transport.CancelledException;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.RetryPolicy;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.TransportException;
import dev.maxstorage.wire.CorruptStreamException;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Examples of the control-plane document, chapter 11. */
@Timeout(60)
class SqlJobsTest {
  private static final String RUNNING = "<Instance><Status>Running</Status></Instance>";
  private static final String TERMINATED = "<Instance><Status>Terminated</Status></Instance>";

  private final ScriptedServer server = new ScriptedServer();
  private final ManualClock clock = new ManualClock(TestTransports.START);
  private final HttpTransport transport =
      TestTransports.open(TestTransports.options(server).withRetry(RetryPolicy.DEFAULT), clock);
  private final SqlJobs jobs = new SqlJobs(transport);

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  private static ScriptedReply accepted() {
    return ScriptedReply.of(201, "")
        .header("Location", "http://other.invalid/projects/demo_prj/instances/2026gabc1");
  }

  private static ScriptedReply tasks(String status, String result) {
    return ScriptedReply.of(
        200,
        "<Instance><Status>Terminated</Status><Tasks><Task Type=\"SQL\"><Name>AnonymousSQLTask"
            + "</Name><Status>"
            + status
            + "</Status>"
            + result
            + "</Task></Tasks></Instance>");
  }

  private SqlJob submit(String sql) throws IOException {
    server.then(accepted());
    return jobs.submit("demo_prj", sql, Map.of());
  }

  @Test
  void jobIsSubmittedWithItsSettings() throws Exception {
    server.then(accepted());
    SqlJob job =
        jobs.submit(
            "demo_prj",
            "select '<&>]]>\r\n\u8868' -- c",
            Map.of("odps.sql.type.system.odps2", "true"));
    assertThat(job.instance()).isEqualTo(new Target.Instance("demo_prj", "2026gabc1"));
    RecordedRequest request = server.onlyRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/api/projects/demo_prj/instances");
    assertThat(request.header("Content-Type")).isEqualTo("application/xml");
    assertThat(request.text())
        .contains("<Name>settings</Name><Value>{\"odps.sql.type.system.odps2\":\"true\"}</Value>");
    XmlReply sql =
        XmlReply.parse(request.body(), "request").child("Job").child("Tasks").child("SQL");
    assertThat(sql.text("Name")).isEqualTo("AnonymousSQLTask");
    assertThat(sql.child("Query").text()).isEqualTo("select '<&>]]>\r\n\u8868' -- c\n;");
  }

  @Test
  void charactersThatXmlCannotHoldAreRefused() {
    for (String text : List.of("select '\u0000'", "select '\uFFFE'", "select '\uD800'")) {
      assertThatThrownBy(() -> jobs.submit("p", text, Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("U+");
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void busyServiceIsAskedAgainWithinItsLimit() throws Exception {
    ScriptedReply busy = ScriptedReply.of(409, "").header("Retry-After", "50");
    server.then(busy, busy, accepted());
    jobs.submit("p", "select 1", Map.of());
    assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(50), Duration.ofSeconds(50));
    server.then(busy, busy, busy, busy);
    assertThatThrownBy(() -> jobs.submit("p", "select 1", Map.of()))
        .isInstanceOf(ServiceException.class);
    assertThat(clock.pauses()).hasSize(2 + 3);
  }

  @Test
  void aLostSubmissionIsNotRepeated() {
    server.then(ScriptedReply.noAnswer());
    assertThatThrownBy(() -> jobs.submit("p", "select 1", Map.of()))
        .isInstanceOf(TransportException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void anAnswerWithoutLocationIsAnError() {
    server.then(ScriptedReply.of(201, ""), ScriptedReply.of(201, "").header("Location", "/x/"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> jobs.submit("p", "select 1", Map.of()))
          .isInstanceOf(CorruptStreamException.class)
          .hasMessageContaining("Location");
    }
  }

  @Test
  void waitingBeginsSoonAndSlowsDown() throws Exception {
    SqlJob job = submit("select 1");
    for (int i = 0; i < 12; i++) {
      server.then(ScriptedReply.of(200, RUNNING));
    }
    server.then(ScriptedReply.of(200, TERMINATED), tasks("Success", ""));
    job.await();
    List<Duration> pauses = clock.pauses();
    assertThat(pauses).hasSize(12);
    assertThat(pauses.get(0)).isLessThan(Duration.ofMillis(10));
    assertThat(pauses.get(11)).isEqualTo(Duration.ofSeconds(1));
    assertThat(server.requests().get(1).target())
        .isEqualTo(
            "/api/projects/demo_prj/instances/2026gabc1?instancestatus&curr_project=demo_prj");
    assertThat(server.lastRequest().query()).containsKey("taskstatus");
  }

  @Test
  void failureTellsWhatTheEngineSaid() throws Exception {
    for (String text :
        List.of(
            "<Result Transform=\"Base64\" Format=\"text\">T0RQUy0wMTMwMTMxOlsxLDE1XSBUYWJsZSBub3Q"
                + "gZm91bmQ=</Result>",
            "<Result><![CDATA[ODPS-0130131:[1,15] Table not found]]></Result>")) {
      SqlJob job = submit("select * from nope");
      server.then(ScriptedReply.of(200, TERMINATED), tasks("Failed", ""), tasks("Failed", text));
      SqlJobException e = catchThrowableOfType(SqlJobException.class, job::await);
      assertThat(e).hasMessage("ODPS-0130131:[1,15] Table not found (instance 2026gabc1)");
      assertThat(e.instanceId()).isEqualTo("2026gabc1");
    }
  }

  @Test
  void failureMayBeAWholeErrorDocument() throws Exception {
    SqlJob job = submit("select * from nope");
    server.then(
        ScriptedReply.of(200, TERMINATED),
        tasks("Failed", ""),
        tasks(
            "Failed",
            "<Result><![CDATA[<Error><Code>ParseError</Code><Message>line 1</Message></Error>]]>"
                + "</Result>"));
    assertThatThrownBy(job::await).hasMessage("ParseError: line 1 (instance 2026gabc1)");
  }

  @Test
  void cancelledJobsSaySo() throws Exception {
    SqlJob job = submit("select 1");
    server.then(ScriptedReply.of(200, TERMINATED), tasks("Cancelled", ""));
    assertThatThrownBy(job::await)
        .isInstanceOf(SqlJobException.class)
        .hasMessageContaining("cancelled");
  }

  @Test
  void statusesThatSayNothingAreErrors() throws Exception {
    SqlJob job = submit("select 1");
    server.then(ScriptedReply.of(200, "<Instance/>"));
    assertThatThrownBy(job::await).isInstanceOf(CorruptStreamException.class);
    server.then(ScriptedReply.of(200, TERMINATED), ScriptedReply.of(200, TERMINATED));
    assertThatThrownBy(job::await)
        .isInstanceOf(CorruptStreamException.class)
        .hasMessageContaining("without a task");
  }

  @Test
  void resultsAreTexts() throws Exception {
    SqlJob job = submit("show tables");
    server.then(
        tasks("Success", "<Result Transform=\"Base64\" Format=\"csv\">ImNudCIKMTcK</Result>"),
        tasks("Success", "<Result Format=\"text\"><![CDATA[OK]]></Result>"),
        tasks("Success", ""));
    assertThat(job.result()).isEqualTo("\"cnt\"\n17\n");
    assertThat(job.result()).isEqualTo("OK");
    assertThat(job.result()).isEmpty();
  }

  @Test
  void writtenRowsAreTheSumOverAllTables() throws Exception {
    SqlJob job = submit("insert into t select 1");
    server.then(
        ScriptedReply.json(
            "{\"Instance\":{\"JsonSummary\":\"{\\\"Outputs\\\":{\\\"p.t\\\":[7,100],"
                + "\\\"p.u\\\":[5,1],\\\"p.v\\\":[]}}\",\"Summary\":\"\"}}"),
        ScriptedReply.json("{}"),
        ScriptedReply.of(404, ""));
    assertThat(job.rowsWritten()).isEqualTo(12);
    assertThat(server.lastRequest().query())
        .containsEntry("instancesummary", "")
        .containsEntry("taskname", "AnonymousSQLTask");
    assertThat(job.rowsWritten()).isEqualTo(SqlJob.UNKNOWN);
    assertThat(job.rowsWritten()).isEqualTo(SqlJob.UNKNOWN);
  }

  @Test
  void stagesTellHowFarAJobIs() throws Exception {
    SqlJob job = submit("select 1");
    server.then(
        ScriptedReply.of(
            200,
            "<Progress><Stage ID=\"M1_job0\"><Status>Running</Status><BackupWorkers>0"
                + "</BackupWorkers><TerminatedWorkers>1</TerminatedWorkers><RunningWorkers>2"
                + "</RunningWorkers><TotalWorkers>3</TotalWorkers><InputRecords>100"
                + "</InputRecords><OutputRecords>7</OutputRecords><FinishedPercentage>33"
                + "</FinishedPercentage></Stage></Progress>"),
        ScriptedReply.of(404, ""));
    assertThat(job.stages())
        .containsExactly(new JobStage("M1_job0", "Running", 1, 2, 3, 100, 7, 33));
    assertThat(server.lastRequest().query())
        .containsEntry("instanceprogress", "AnonymousSQLTask")
        .containsEntry("taskname", "AnonymousSQLTask");
    assertThat(job.stages()).isEmpty();
  }

  @Test
  void warningsAreTheServices() throws Exception {
    SqlJob job = submit("select 1");
    server.then(
        ScriptedReply.json("{\"warnings\":[\"full scan of t\"]}"),
        ScriptedReply.json("{}"),
        ScriptedReply.of(404, ""));
    assertThat(job.warnings()).containsExactly("full scan of t");
    assertThat(server.lastRequest().query())
        .containsEntry("info", "")
        .containsEntry("key", "warnings");
    assertThat(job.warnings()).isEmpty();
    assertThat(job.warnings()).isEmpty();
  }

  @Test
  void aPriorityIsPartOfTheJob() throws Exception {
    server.then(accepted());
    jobs.submit("demo_prj", "select 1", Map.of(), 3);
    assertThat(server.lastRequest().text()).contains("<Priority>3</Priority>");
  }

  @Test
  void logViewsAreAddressesWithAndWithoutAToken() throws Exception {
    LogView views = new LogView(transport, null);
    Target.Instance job = new Target.Instance("demo_prj", "2026g1");
    server.then(
        ScriptedReply.of(200, "https://logview.example.com/\n"),
        ScriptedReply.of(200, "<Authorization><Result>dG9r+ZW4=</Result></Authorization>"));
    String address =
        "https://logview.example.com/logview/?h=http%3A%2F%2F127.0.0.1%3A"
            + server.uri().getPort()
            + "%2Fapi&p=demo_prj&i=2026g1";
    assertThat(views.address(job)).isEqualTo(address);
    assertThat(server.lastRequest().path()).isEqualTo("/api/logview/host");
    assertThat(views.addressWithToken(job)).isEqualTo(address + "&token=dG9r%2BZW4%3D");
    assertThat(server.lastRequest().path()).isEqualTo("/api/projects/demo_prj/authorization");
    assertThat(server.lastRequest().query()).containsEntry("sign_bearer_token", "");
    assertThat(server.lastRequest().text())
        .contains("acs:odps:*:projects/demo_prj/instances/2026g1")
        .contains("odps:Read");
  }

  @Test
  void aServiceWithoutALogViewHasNoAddress() throws Exception {
    server.then(ScriptedReply.of(200, ""));
    LogView views = new LogView(transport, null);
    Target.Instance job = new Target.Instance("demo_prj", "2026g1");
    assertThat(views.address(job)).isNull();
    assertThat(views.addressWithToken(job)).isNull();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void cancelAsksForTheEnd() throws Exception {
    SqlJob job = submit("select 1");
    server.then(ScriptedReply.of(200, ""));
    job.cancel();
    assertThat(server.lastRequest().method()).isEqualTo("PUT");
    assertThat(server.lastRequest().text()).isEqualTo(TERMINATED);
    assertThat(server.lastRequest().header("Content-Type")).isEqualTo("application/xml");
    ScriptedReply tooLate =
        ScriptedReply.of(400, "<Error><Code>InvalidState</Code><Message>m</Message></Error>");
    server.then(tooLate, ScriptedReply.of(200, TERMINATED));
    job.cancel();
    server.then(tooLate, ScriptedReply.of(200, RUNNING));
    assertThatThrownBy(job::cancel).isInstanceOf(ServiceException.class);
  }

  @Test
  void cancelledScopeEndsTheWaitAndTheJobCanStillBeCancelled() throws Exception {
    CancelScope scope = transport.scope().child();
    server.then(accepted());
    SqlJob job = new SqlJobs(transport.within(scope)).submit("demo_prj", "select 1", Map.of());
    scope.cancel();
    assertThatThrownBy(job::await).isInstanceOf(CancelledException.class);
    server.then(ScriptedReply.of(200, ""));
    job.through(transport.outermost()).cancel();
    assertThat(server.lastRequest().method()).isEqualTo("PUT");
  }
}
