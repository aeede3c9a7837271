package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.RecordedRequest;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that run as SQL jobs. */
@Timeout(120)
class SqlJobTest {
  /** More than the inline result of a job holds, and more than a million. */
  private static final int MANY = 1_200_001;

  private static final String NUMBERS = "select explode(sequence(1, " + MANY + ")) as id";

  @AutoClose private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @BeforeAll
  static void fill() throws SQLException {
    DATABASE.run("create table t (id bigint, name string)", "insert into t values (1, 'a')");
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  @Test
  void aResultBeyondEveryLimitIsReadWhole() throws Exception {
    try (Connection connection = DATABASE.connect("engine=sql");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(NUMBERS)) {
      long count = 0;
      long sum = 0;
      while (rows.next()) {
        count++;
        sum += rows.getLong(1);
      }
      assertThat(count).isEqualTo(MANY);
      assertThat(sum).isEqualTo((long) MANY * (MANY + 1) / 2);
    }
  }

  @Test
  void aScrollingResultBeyondEveryLimitReachesItsLastRow() throws Exception {
    try (Connection connection = DATABASE.connect("engine=sql");
        Statement statement =
            connection.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
        ResultSet rows = statement.executeQuery(NUMBERS)) {
      assertThat(rows.last()).isTrue();
      assertThat(rows.getRow()).isEqualTo(MANY);
      assertThat(rows.absolute(10_001)).isTrue();
    }
  }

  @Test
  void maxRowsIsTheOnlyLimit() throws Exception {
    try (Connection connection = DATABASE.connect("engine=sql");
        Statement statement = connection.createStatement()) {
      statement.setMaxRows(10_050);
      try (ResultSet rows = statement.executeQuery(NUMBERS)) {
        int count = 0;
        while (rows.next()) {
          count++;
        }
        assertThat(count).isEqualTo(10_050);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create table made (id bigint) | 0",
        "insert into made select explode(sequence(1, 25)) | 25",
        "insert overwrite table made select explode(sequence(1, 4)) | 4",
        "create table if not exists made2 as select 1 as id | 0",
        "alter table made add columns (more string) | 0",
        "truncate table made | 0",
        "drop table made | 0",
      })
  void definitionsAndChangesAnswerTheirCounts(String sql, long count) throws Exception {
    try (Connection connection = DATABASE.connect("engine=sql");
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeLargeUpdate(sql)).isEqualTo(count);
      assertThat(statement.execute("select 1")).isTrue();
    }
  }

  @Test
  void showDescribeAndExplainAreRows() throws Exception {
    try (Connection connection = DATABASE.connect()) {
      assertThat(texts(connection, "show tables")).anyMatch(line -> line.contains("t"));
      assertThat(String.join("\n", texts(connection, "desc t"))).contains("id", "bigint", "name");
      assertThat(texts(connection, "show create table t")).isNotEmpty();
    }
  }

  @Test
  void theJobIsSeenWhileAndAfterItRuns() throws Exception {
    try (Connection connection = DATABASE.connect("engine=sql");
        Statement statement = connection.createStatement()) {
      assertThat(statement.isWrapperFor(MaxStorageJob.class)).isFalse();
      refused("22023", () -> statement.unwrap(MaxStorageJob.class));
      statement.executeQuery("select 1").close();
      MaxStorageJob job = statement.unwrap(MaxStorageJob.class);
      assertThat(job.project()).isEqualTo("demo");
      assertThat(job.instanceId()).isNotEmpty();
      assertThat(job.toString()).contains(job.instanceId());
      assertThat(job.stages())
          .singleElement()
          .satisfies(stage -> assertThat(stage.finishedPercent()).isEqualTo(100));
      assertThat(job.logView()).isNull();
      assertThat((Throwable) statement.getWarnings()).isNull();
    }
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      statement.executeQuery("select id from t").close();
      assertThat(statement.isWrapperFor(MaxStorageJob.class)).isFalse();
    }
  }

  /** A service that ends each job at once, and warns. */
  private static ScriptedReply scripted(RecordedRequest request) {
    Set<String> keys = request.query().keySet();
    if (request.method().equals("POST") && request.path().endsWith("/instances")) {
      return ScriptedReply.of(201, "").header("Location", "http://x/projects/p/instances/i7");
    } else if (keys.contains("taskstatus") || keys.contains("result")) {
      return ScriptedReply.of(
          200,
          "<Instance><Tasks><Task Type=\"SQL\"><Name>AnonymousSQLTask</Name>"
              + "<Result Format=\"text\">OK</Result><Status>Success</Status></Task></Tasks>"
              + "</Instance>");
    } else if (keys.contains("info")) {
      return ScriptedReply.json("{\"warnings\":[\"slow\"]}");
    } else if (keys.contains("instancesummary")) {
      return ScriptedReply.of(404, "");
    } else if (keys.contains("sign_bearer_token")) {
      return ScriptedReply.of(200, "<Authorization><Result>t0ken</Result></Authorization>");
    } else if (request.path().endsWith("/instances/i7")) {
      return ScriptedReply.of(200, "<Instance><Status>Terminated</Status></Instance>");
    } else if (request.path().endsWith("/logview/host")) {
      return ScriptedReply.of(200, "https://lv.example.com");
    }
    return ScriptedReply.of(200, "<Project><Name>p</Name></Project>");
  }

  private static Connection scripted(ScriptedServer server, String more) throws SQLException {
    server.otherwise(SqlJobTest::scripted);
    return DriverManager.getConnection(
        "jdbc:maxstorage:" + server.uri() + "/api?project=p&accessId=i&accessKey=k" + more);
  }

  private static RecordedRequest submission(ScriptedServer server) {
    return server.requests().stream()
        .filter(r -> r.method().equals("POST") && r.path().endsWith("/instances"))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Test
  void warningsAreAskedForWhenTheyAreWanted() throws Exception {
    try (ScriptedServer server = new ScriptedServer();
        Connection connection = scripted(server, "");
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("drop table x")).isZero();
      int before = server.requests().size();
      assertThat(statement.getWarnings().getMessage()).isEqualTo("slow");
      String second = statement.getWarnings().getNextWarning().getMessage();
      assertThat(second)
          .contains("i7", "https://lv.example.com/logview/?h=")
          .doesNotContain("t0ken");
      assertThat(server.requests()).hasSize(before + 2);
      assertThat(statement.unwrap(MaxStorageJob.class).logView()).endsWith("&token=t0ken");
      statement.clearWarnings();
      assertThat((Throwable) statement.getWarnings()).isNull();
    }
  }

  @Test
  void anUnknownCountIsNoCount() throws Exception {
    try (ScriptedServer server = new ScriptedServer();
        Connection connection = scripted(server, "");
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("insert into x select 1"))
          .isEqualTo(Statement.SUCCESS_NO_INFO);
    }
  }

  @Test
  void settingsPriorityAndQuotaReachTheJob() throws Exception {
    try (ScriptedServer server = new ScriptedServer();
        Connection connection =
            scripted(
                server,
                "&priority=2&quotaName=fast&settings=%7B%22a%22%3A%22url%22%2C%22b%22%3A%22url%22"
                    + "%2C%22c%22%3A%22url%22%7D");
        Statement statement = connection.createStatement()) {
      statement.execute("set b=connection; set c = connection;");
      statement.execute("set c=statement\\;1; drop table x");
      assertThat(submission(server).text())
          .contains("<Priority>2</Priority>")
          .contains("\"odps.task.wlm.quota\":\"fast\"")
          .contains("\"a\":\"url\"")
          .contains("\"b\":\"connection\"")
          .contains("\"c\":\"statement;1\"")
          .doesNotContain("set c");
      statement.execute("set odps.task.wlm.quota=slow; drop table x");
      assertThat(submission(server).text())
          .contains("\"odps.task.wlm.quota\":\"slow\"")
          .contains("\"c\":\"connection\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into x select /*+ mapjoin(b) */ a.id from a join b on a.id = b.id",
        "drop table /* not a hint */ x"
      })
  void hintsStayInTheText(String sql) throws Exception {
    try (ScriptedServer server = new ScriptedServer();
        Connection connection = scripted(server, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      assertThat(submission(server).text()).contains(sql);
    }
  }
}
