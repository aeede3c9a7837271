package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.WarehouseHolder;
import dev.maxstorage.warehouse.WarehouseCredentials;
import dev.maxstorage.warehouse.WarehouseOptions;
import dev.maxstorage.warehouse.WarehouseServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input is one SQLException that names the value and has the right SQLState. */
class ErrorsTest {
  private static final String KEY = "canary-secret-0123456789";

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private Connection connection;

  @BeforeAll
  static void createTables() throws SQLException {
    DATABASE.run(
        "create table t (id bigint not null, tiny tinyint, price decimal(5,2), code varchar(3),"
            + " day date)",
        "create table p (v bigint) partitioned by (day string)");
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = DATABASE.connect();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void run(String sql) throws SQLException {
    EmbeddedDatabase.run(connection, sql);
  }

  private void nothingWasInserted() throws SQLException {
    assertThat(DATABASE.rows("select count(*) from t")).containsExactly(List.of(0L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select * from nope | 42S02 | nope",
        "select count(*) from nope | 42S02 | nope",
        "insert into nope values (1) | 42S02 | nope",
        "insert into nope select 1 | 42S02 | nope",
        "explain select * from nope | 42S02 | nope",
        "drop table nope | 42S02 | nope",
        "select nope from t | 42S22 | nope",
        "select id from t where nope = 1 | 42S22 | nope",
        "select max(nope) from t | 42S22 | nope",
        "select id from t order by nope | 42S22 | nope",
        "insert into t (id, nope) values (1, 2) | 42S22 | nope",
        "insert into p partition (nope='x') values (1) | 42S22 | nope",
        "selec id from t | 42601 | selec",
        "select id, from t | 42601 | from",
        "select id from t where (id = 1 | 42601 | ",
        "select id from t where name = 'open | 42601 | ",
        "insert into t values (1 | 42601 | ",
        "insert into t values (1, 2) | 42601 | 2",
        "insert into t (id, id) values (1, 2) | 42601 | id",
        "insert into p (v) values (1) | 42601 | day",
        "create table t (id bigint) | 42S01 | t",
        "select id from t where id = 'abc' and tiny = | 42601 | ",
        "insert into t (tiny) values (1) | 23502 | id",
        "insert into t (id, tiny) values (1, 128) | 22003 | tiny",
        "insert into t (id, price) values (1, 1234.5) | 22003 | price",
        "insert into t (id, code) values (1, 'long') | 22001 | code",
        "insert into t (id, day) values (1, 'someday') | 22018 | someday",
        "insert into t (id, tiny) values (1, 'x') | 22018 | 'x'",
      })
  void badStatementIsOneExceptionWithItsState(String sql, String state, String named)
      throws SQLException {
    SQLException refusal = refused(state, () -> run(sql), named == null ? "" : named);
    if (state.startsWith("42")) {
      assertThat((Throwable) refusal).isInstanceOf(SQLSyntaxErrorException.class);
    }
    nothingWasInserted();
    assertThat(EmbeddedDatabase.rows(connection, "select id from t")).isEmpty();
  }

  @Test
  void wrongNumberOfParametersIsRefused() throws SQLException {
    for (String sql :
        List.of(
            "select id from t where id = ? and tiny = ?",
            "insert into t (id, tiny) values (?, ?)",
            "select max(id) from t where id = ? and tiny = ?")) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        refused("07009", () -> statement.setInt(0, 1), "0", "1 to 2");
        refused("07009", () -> statement.setInt(3, 1), "3", "1 to 2");
        statement.setInt(1, 1);
        refused("07001", statement::execute, "Parameter 2 of 2");
        statement.setInt(2, 1);
        statement.clearParameters();
        refused("07001", statement::execute, "Parameter 1 of 2");
      }
      refused("07001", () -> run(sql), "2 parameters", "PreparedStatement");
    }
    nothingWasInserted();
  }

  @Test
  void statementWithoutParametersSaysSo() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select id from t")) {
      refused("07009", () -> statement.setInt(1, 1), "1", "no parameters");
    }
  }

  private interface Bind {
    void to(PreparedStatement statement) throws SQLException;
  }

  private void bindingIsRefused(String state, Bind bind, String... named) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into t values (?, ?, ?, ?, ?)")) {
      insert.setLong(1, 1);
      insert.setByte(2, (byte) 1);
      insert.setBigDecimal(3, BigDecimal.ONE);
      insert.setString(4, "abc");
      insert.setObject(5, null);
      insert.addBatch();
      SQLException refusal = refused(state, () -> bind.to(insert), named);
      assertThat((Throwable) refusal)
          .isInstanceOf(SQLDataException.class)
          .hasMessageContaining("row 2");
    }
    nothingWasInserted();
  }

  @Test
  void valueThatDoesNotFitNamesColumnRowAndValue() throws SQLException {
    bindingIsRefused("22003", s -> s.setInt(2, 128), "tiny", "128");
    bindingIsRefused("22003", s -> s.setLong(2, 1L << 40), "tiny", "1099511627776");
    bindingIsRefused("22003", s -> s.setObject(2, 1.5), "tiny", "1.5");
    bindingIsRefused("22003", s -> s.setDouble(2, Double.NaN), "tiny", "NaN");
    bindingIsRefused("22003", s -> s.setBigDecimal(3, new BigDecimal("1000")), "price", "1000");
    bindingIsRefused("22003", s -> s.setBigDecimal(3, new BigDecimal("1.234")), "price", "1.234");
    bindingIsRefused("22001", s -> s.setString(4, "abcd"), "code", "abcd");
    bindingIsRefused("22018", s -> s.setString(2, "12x"), "tiny", "12x");
    bindingIsRefused("22018", s -> s.setString(5, "2024-02-30"), "day", "2024-02-30");
    bindingIsRefused("07006", s -> s.setBoolean(5, true), "day");
    bindingIsRefused("07006", s -> s.setObject(2, new Object[0]), "tiny");
  }

  @Test
  void nullForANotNullColumnIsRefused() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into t (id) values (?)")) {
      insert.setObject(1, null);
      refused("23502", insert::execute, "id", "row 1");
      refused("23502", insert::addBatch, "id", "row 1");
    }
    nothingWasInserted();
  }

  @Test
  void badStatementOfABatchIsABatchUpdateException() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("create table if not exists batched (id bigint)");
      statement.addBatch("insert into nope values (1)");
      statement.addBatch("insert into batched values (1)");
      SQLException refusal = refused("42S02", statement::executeBatch, "nope", "Statement 2");
      assertThat((Throwable) refusal).isInstanceOf(BatchUpdateException.class);
      assertThat(((BatchUpdateException) refusal).getUpdateCounts()).hasSize(1);
      assertThat(statement.executeBatch()).isEmpty();
    }
    assertThat(DATABASE.rows("select * from batched")).isEmpty();
  }

  @Test
  void executeQueryOfAnInsertAndExecuteUpdateOfAQueryAreRefused() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      refused(
          "22023", () -> statement.executeQuery("create table if not exists x (i int)"), "rows");
      refused("22023", () -> statement.executeUpdate("select id from t"), "rows");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mem:x?fetchSize=many | fetchSize | many",
        "mem:x?fetchSize=0 | fetchSize | 0",
        "mem:x?engine=fast | engine | fast",
        "mem:x?timeZone=Mars/Olympus | timeZone | Mars/Olympus",
        "mem:x?connectTimeout=-1 | connectTimeout | -1",
        "mem:x?settings=notjson | settings | JSON",
        "mem:x?settings=[1] | settings | JSON",
        "mem:x?filterPushdown=maybe | filterPushdown | maybe",
        "mem:x?compression=rar | compression | rar",
        "mem:x?fetchSize | fetchSize | name=value",
        "mem: | mem: | NAME",
        "file: | file: | path",
        "ftp://host/api?project=p | ftp | https",
        "https://host/api | project | project=NAME",
        "nonsense | nonsense | https",
        "https://host/api?project=p&accessId=a&accessKey=k&tunnelEndpoint=x | tunnelEndpoint | x",
        "https://host/api?project=p&accessId=a | accessKey | missing",
      })
  void urlThatCannotBeUsedIsRefused(String rest, String named, String alsoNamed) {
    refused(
        "22023",
        () -> DriverManager.getConnection("jdbc:maxstorage:" + rest).close(),
        named,
        alsoNamed);
  }

  @Test
  void unknownPropertyIsAWarning() throws SQLException {
    try (Connection odd = DATABASE.connect("colour=blue&size=3")) {
      assertThat(odd.getWarnings().getMessage()).contains("'colour'");
      assertThat(odd.getWarnings().getNextWarning().getMessage()).contains("'size'");
      odd.clearWarnings();
      assertThat((Throwable) odd.getWarnings()).isNull();
    }
  }

  @Test
  void urlOfAnotherDriverIsNotTaken() throws SQLException {
    assertThat(new MaxStorageDriver().connect("jdbc:h2:mem:", new Properties())).isNull();
    assertThat(new MaxStorageDriver().acceptsURL("jdbc:h2:mem:")).isFalse();
    assertThat(new MaxStorageDriver().acceptsURL("JDBC:MaxStorage:mem:x")).isTrue();
  }

  @Test
  void warehouseOfAnotherProcessIsRefusedWithItsProcessId(@TempDir Path directory)
      throws Exception {
    String url = "jdbc:maxstorage:file:" + directory + "?project=demo";
    try (WarehouseHolder holder = WarehouseHolder.of(directory)) {
      refused(
          "55000",
          () -> DriverManager.getConnection(url).close(),
          String.valueOf(holder.pid()),
          directory.toString());
    }
    try (Connection free = DriverManager.getConnection(url)) {
      assertThat(free.isValid(5)).isTrue();
    }
  }

  @Test
  void directoryThatCannotBeMadeIsRefused(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "in the way");
    refused(
        "08001",
        () -> DriverManager.getConnection("jdbc:maxstorage:file:" + file + "/below").close(),
        file.toString());
  }

  private static WarehouseServer server() throws IOException {
    return WarehouseServer.start(
        WarehouseOptions.inMemory()
            .withCredentials(new WarehouseCredentials("reader", KEY))
            .withProjects("demo"));
  }

  private static String url(WarehouseServer server, String project, String key) {
    return "jdbc:maxstorage:"
        + server.endpoint()
        + "?retryTime=0&project="
        + project
        + "&accessId=reader&accessKey="
        + key;
  }

  @Test
  void serviceIsUsedByItsAddress() throws Exception {
    try (WarehouseServer server = server();
        Connection remote = DriverManager.getConnection(url(server, "demo", KEY))) {
      EmbeddedDatabase.run(remote, "create table r (i bigint)", "insert into r values (1), (2)");
      assertThat(EmbeddedDatabase.rows(remote, "select * from r")).hasSize(2);
      assertThat(remote.getMetaData().getURL()).doesNotContain(KEY).contains("accessKey=***");
      assertThat(remote.getMetaData().getUserName()).startsWith("read").doesNotContain(KEY);
    }
  }

  @Test
  void wrongKeyIsRefusedWithoutTellingIt() throws Exception {
    try (WarehouseServer server = server()) {
      String wrong = KEY + "-but-wrong";
      SQLException refusal =
          refused("28000", () -> DriverManager.getConnection(url(server, "demo", wrong)).close());
      assertThat((Throwable) refusal).isInstanceOf(SQLInvalidAuthorizationSpecException.class);
      hidesTheKey(refusal);
    }
  }

  @Test
  void unknownProjectIsRefused() throws Exception {
    try (WarehouseServer server = server()) {
      SQLException refusal =
          refused(
              "3D000", () -> DriverManager.getConnection(url(server, "nope", KEY)).close(), "nope");
      hidesTheKey(refusal);
    }
  }

  @Test
  void endpointThatDoesNotAnswerIsRefused() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    SQLException refusal =
        refused(
            "08001",
            () ->
                DriverManager.getConnection(
                        "jdbc:maxstorage:http://127.0.0.1:"
                            + free
                            + "/api?retryTime=0&project=demo&accessId=reader&accessKey="
                            + KEY)
                    .close(),
            "127.0.0.1:" + free);
    assertThat((Throwable) refusal).isInstanceOf(SQLNonTransientConnectionException.class);
    hidesTheKey(refusal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://host/api?accessId=a&accessKey=" + KEY,
        "ftp://reader:" + KEY + "@host/api?project=p&accessId=a&accessKey=" + KEY,
        "mem:?accessKey=" + KEY,
        "mem:x?engine=odd&accessKey=" + KEY + "&stsToken=" + KEY,
        "https://host/api?project=p&accessId=a&accesskey=" + KEY + "&fetchSize=x",
        "https://host/api?project=p&access_key=" + KEY,
        "https://host/api?project=p&password=" + KEY,
      })
  void noSecretIsInTheMessageOfABadUrl(String rest) {
    hidesTheKey(
        refused("22023", () -> DriverManager.getConnection("jdbc:maxstorage:" + rest).close()));
  }

  private static void hidesTheKey(SQLException refusal) {
    StringWriter text = new StringWriter();
    refusal.printStackTrace(new PrintWriter(text));
    assertThat(text.toString()).doesNotContain(KEY);
  }

  @Test
  void closedConnectionAndStatementSaySo() throws SQLException {
    Statement statement = connection.createStatement();
    PreparedStatement prepared = connection.prepareStatement("insert into t (id) values (?)");
    statement.close();
    prepared.close();
    refused("55000", () -> statement.executeQuery("select id from t"), "closed");
    refused("55000", () -> prepared.setInt(1, 1), "closed");
    refused("55000", prepared::execute, "closed");
    refused("55000", prepared::addBatch, "closed");
    connection.close();
    refused("08003", connection::createStatement, "closed");
    refused("08003", () -> connection.prepareStatement("select 1"), "closed");
    refused("08003", connection::getMetaData, "closed");
    refused("08003", connection::commit, "closed");
    assertThat(connection.isValid(1)).isFalse();
    assertThat(connection.isClosed()).isTrue();
    assertThatCode(connection::close).doesNotThrowAnyException();
  }
}
