package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.cli.Console.ProgressStyle;
import dev.maxstorage.config.ConnectionUrl;
import dev.maxstorage.config.Credentials;
import dev.maxstorage.config.CredentialsProvider;
import dev.maxstorage.config.Surroundings;
import dev.maxstorage.jdbc.MaxStorageDataSource;
import dev.maxstorage.jdbc.MaxStorageDriver;
import dev.maxstorage.testing.CanarySearch;
import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.ProxyDouble;
import dev.maxstorage.testing.TlsFront;
import dev.maxstorage.warehouse.TestSwitches;
import dev.maxstorage.warehouse.WarehouseCredentials;
import dev.maxstorage.warehouse.WarehouseOptions;
import dev.maxstorage.warehouse.WarehouseServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Uses every kind of secret in all that the driver and the command line do, things that fail among
 * them, and looks for the secrets in everything that came out.
 */
@Timeout(180)
class CanaryTest {
  private static final String CANARY = CanarySearch.CANARY;
  private static final String KEY = CANARY + "Key0000000000000000";
  private static final String WRONG_KEY = CANARY + "Wrong00000000000000";
  private static final String STS = CANARY + "Sts";
  private static final String BEARER = CANARY + "Bearer";
  private static final String APPLICATION = CANARY + "App";
  private static final String PROXY = CANARY + "Proxy";
  private static final String TRUST = CANARY + "Trust";

  @TempDir Path directory;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Properties secrets = new Properties();
  private CanarySearch search;
  private String url;

  /** What may fail. */
  private interface Work {
    void run() throws Exception;
  }

  @Test
  void noSecretComesOutAnywhere() throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(capture);
    System.setErr(capture);
    try (CanarySearch canaries = new CanarySearch(directory)) {
      search = canaries;
      canaries.look("the search itself", "a text without");
      useEverything();
      canaries.look("standard streams", printed.toString(StandardCharsets.UTF_8));
      canaries.finish();
      assertThat(canaries.texts()).isGreaterThan(300);
      assertThat(canaries.logLines()).isGreaterThan(100);
      assertThat(canaries.events()).isGreaterThan(100);
      assertThat(canaries.found()).isEmpty();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private void useEverything() throws Exception {
    WarehouseOptions options =
        WarehouseOptions.inMemory()
            .withCredentials(new WarehouseCredentials("canaryId", KEY))
            .withProjects("p");
    try (WarehouseServer server = WarehouseServer.start(options);
        TlsFront front = new TlsFront(server.port(), directory, TRUST);
        ProxyDouble proxy = new ProxyDouble("u", PROXY)) {
      search.look("server", server.toString() + server.credentials());
      server.switches().set(TestSwitches.BearerTokens.ACCEPT);
      url = "jdbc:maxstorage:https://localhost:" + front.port() + "/api?project=p";
      secrets.setProperty("accessId", "canaryId");
      secrets.setProperty("accessKey", KEY);
      secrets.setProperty("stsToken", STS);
      secrets.setProperty("applicationId", "app");
      secrets.setProperty("applicationKey", APPLICATION);
      secrets.setProperty("trustStore", front.trustStore().toString());
      secrets.setProperty("trustStorePassword", TRUST);
      secrets.setProperty("proxyHost", "127.0.0.1");
      secrets.setProperty("proxyPort", Integer.toString(proxy.port()));
      secrets.setProperty("proxyUser", "u");
      secrets.setProperty("proxyPassword", PROXY);
      secrets.setProperty("tunnelEndpoint", "https://localhost:" + front.port());
      secrets.setProperty("retryTime", "1");
      useDriver(server);
      failToConnect();
      useOtherCredentials();
      useCommandLine(server);
    }
    serve();
  }

  private Properties with(String... pairs) {
    Properties all = new Properties();
    all.putAll(secrets);
    for (int i = 0; i < pairs.length; i += 2) {
      all.setProperty(pairs[i], pairs[i + 1]);
    }
    return all;
  }

  private Connection connect(Properties properties) throws SQLException {
    Connection connection = new MaxStorageDriver().connect(url, properties);
    if (connection == null) {
      throw new SQLException("no connection to " + url);
    }
    return connection;
  }

  private String urlWithSecrets() {
    return url
        + "&"
        + new TreeMap<>(secrets)
            .entrySet().stream()
                .map(
                    e ->
                        e.getKey()
                            + "="
                            + URLEncoder.encode(e.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
  }

  private void useDriver(WarehouseServer server) throws Exception {
    try (Connection connection = connect(secrets);
        Statement statement = connection.createStatement()) {
      search.look("objects", connection + " " + statement + " " + connection.getMetaData());
      EmbeddedDatabase.run(
          connection,
          "create table t (id bigint, name string, pic blob)",
          "create table n as select explode(sequence(1, 30000)) as id");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into t values (?, ?, ?)")) {
        search.look("objects", insert + " " + insert.getParameterMetaData());
        for (int i = 0; i < 20; i++) {
          insert.setLong(1, i);
          insert.setString(2, "n" + i);
          insert.setBytes(3, new byte[5000]);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      try (ResultSet rows = statement.executeQuery("select * from t where id > 3")) {
        search.look("objects", rows + " " + rows.getMetaData());
        while (rows.next()) {
          Blob pic = rows.getBlob("pic");
          search.look("blob", pic + " " + pic.length() + rows.getString("name"));
        }
      }
      EmbeddedDatabase.rows(connection, "select name, count(*) from t group by name");
      EmbeddedDatabase.rows(connection, "show tables");
      EmbeddedDatabase.rows(connection, "explain select id from t where id = 1");
      server.faults().on("TableRead").request(1).cutAfter(2000);
      server.faults().on("TableCreateReadSession").request(1).answer(503);
      EmbeddedDatabase.rows(connection, "select id from n");
      for (String bad :
          new String[] {
            "select * from nowhere",
            "selec",
            "select",
            "insert into t values ('x', 1)",
            "drop table nowhere",
            "select * from q.nowhere",
            "select no_such(id) from t"
          }) {
        failing(() -> statement.execute(bad));
      }
      server.faults().on("TableRead").everyRequest().answer(403);
      failing(() -> EmbeddedDatabase.rows(connection, "select id from n"));
      server.faults().clear();
      server.faults().on("TableCreateReadSession").everyRequest().dropAnswer();
      failing(() -> EmbeddedDatabase.rows(connection, "select id from n"));
      server.faults().clear();
      statement.cancel();
      readMetaData(connection.getMetaData());
      getters(connection, Connection.class);
      getters(statement, Statement.class);
      search.look("client info", String.valueOf(connection.getClientInfo()));
    }
    for (DriverPropertyInfo info :
        new MaxStorageDriver().getPropertyInfo(urlWithSecrets(), secrets)) {
      search.look("property " + info.name, info.value + " " + info.description);
    }
    ConnectionUrl parsed = ConnectionUrl.of(urlWithSecrets());
    search.look("url", parsed + " " + parsed.redacted());
    search.look(
        "configuration", parsed.config(new Properties(), Surroundings.ofProcess()).toString());
    try (Connection connection = new MaxStorageDriver().connect(urlWithSecrets(), null)) {
      search.look("url of metadata", connection.getMetaData().getURL());
    }
    MaxStorageDataSource source = new MaxStorageDataSource();
    source.setUrl(url);
    secrets.forEach((name, value) -> source.setProperty(name.toString(), value.toString()));
    try (Connection connection = source.getConnection("canaryId", KEY)) {
      search.look("data source", source + " " + connection);
    }
    failing(() -> source.getConnection("canaryId", WRONG_KEY).close());
  }

  private void failToConnect() {
    failing(() -> connect(with("accessKey", WRONG_KEY)).close());
    failing(() -> connect(with("accessId", "nobody")).close());
    failing(() -> connect(with("proxyPassword", WRONG_KEY)).close());
    failing(() -> connect(with("proxyPort", "1")).close());
    failing(() -> connect(with("trustStorePassword", WRONG_KEY)).close());
    failing(() -> connect(with("trustStore", "/no/such/file")).close());
    failing(() -> connect(with("project", "unknown")).close());
    failing(() -> connect(with("bearerToken", BEARER)).close());
    failing(() -> connect(with("proxyUser", "", "connectTimeout", "x")).close());
    failing(() -> connect(with("credentialsProvider", "no.such.Provider", "accessId", "")).close());
    failing(() -> new MaxStorageDriver().connect("jdbc:maxstorage:https://u:" + KEY + "@h", null));
    failing(() -> new MaxStorageDriver().connect("jdbc:maxstorage:ftp://h?accessKey=" + KEY, null));
    failing(
        () -> new MaxStorageDriver().connect("jdbc:maxstorage:http://h?accessKey=" + KEY, null));
    failing(
        () ->
            new MaxStorageDriver()
                .connect("jdbc:maxstorage:https://h?project=p&acessKey=" + KEY, null));
  }

  private void useOtherCredentials() throws Exception {
    Properties others = with("bearerToken", BEARER);
    others.remove("accessId");
    others.remove("accessKey");
    try (Connection connection = connect(others)) {
      EmbeddedDatabase.rows(connection, "select id from t");
      search.look("bearer", connection.getMetaData().getUserName());
    }
    others.remove("bearerToken");
    others.put(
        "credentialsProvider",
        (CredentialsProvider) () -> Credentials.temporary("canaryId", KEY, STS));
    try (Connection connection = connect(others)) {
      EmbeddedDatabase.rows(connection, "select 1");
    }
    search.look("credentials", Credentials.temporary("canaryId", KEY, STS).toString());
    search.look("credentials", Credentials.bearer(BEARER).toString());
  }

  private void useCommandLine(WarehouseServer server) throws Exception {
    Path csv = Files.writeString(directory.resolve("rows.csv"), "id,name\n1,a\n2,b\n");
    String good = urlWithSecrets();
    for (String[] arguments :
        new String[][] {
          {"query", good, "select * from t"},
          {"query", good, "select * from nowhere"},
          {"query", good.replace(KEY, WRONG_KEY), "select 1"},
          {"query", good.replace("project=p", "project=none"), "select 1"},
          {"query", good.replace("https:", "ftp:"), "select 1"},
          {"query", good + "&engine=fast", "select 1"},
          {"load", good, "loaded", csv.toString()},
          {"load", good, "loaded", directory.resolve("absent.csv").toString()},
          {"query", good},
          {"query", good, "select 1", "--format", "nonsense"},
        }) {
      run(arguments);
    }
    server.faults().on("TableRead").everyRequest().answer(500);
    run("query", good, "select * from t");
    server.faults().clear();
  }

  private void run(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    search.look("output of " + arguments[0], run.out() + run.err());
  }

  private void serve() throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PipedInputStream lines = new PipedInputStream();
    Console console =
        new Console(
            new PipedOutputStream(lines),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            ProgressStyle.LINES);
    ServeCommand command = new ServeCommand(console);
    new CommandLine(command).parseArgs("--access-id", "canaryId", "--access-key", KEY);
    CountDownLatch stop = new CountDownLatch(1);
    FutureTask<Boolean> serving =
        new FutureTask<>(
            () -> {
              command.serve(stop);
              return true;
            });
    new Thread(serving, "serve").start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
      search.look("output of serve", out.readLine());
    } finally {
      stop.countDown();
    }
    serving.get(30, TimeUnit.SECONDS);
    search.look("errors of serve", err.toString(StandardCharsets.UTF_8));
  }

  private void failing(Work work) {
    try {
      work.run();
    } catch (Exception e) {
      search.look(e);
      return;
    }
    throw new AssertionError("this should have failed");
  }

  /** Every method without parameters that is no command. */
  private void getters(Object object, Class<?> type) throws IllegalAccessException, IOException {
    for (Method method : type.getMethods()) {
      boolean asks =
          method.getParameterCount() == 0
              && method.getReturnType() != void.class
              && method.getName().matches("(get|is|supports|uses|all|nulls|stores|does).*");
      if (asks) {
        try {
          Object value = method.invoke(object);
          if (value instanceof ResultSet rows) {
            look(method.getName(), rows);
          } else {
            search.look(method.getName(), String.valueOf(value));
          }
        } catch (InvocationTargetException e) {
          search.look(e.getCause());
        }
      }
    }
  }

  private void readMetaData(DatabaseMetaData metaData) throws Exception {
    getters(metaData, DatabaseMetaData.class);
    try (ResultSet tables = metaData.getTables(null, null, "%", null);
        ResultSet columns = metaData.getColumns(null, null, "%", "%")) {
      look("tables", tables);
      look("columns", columns);
    }
  }

  private void look(String what, ResultSet rows) {
    try (rows) {
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          search.look(what, String.valueOf(rows.getString(i)));
        }
      }
    } catch (SQLException e) {
      search.look(e);
    }
  }
}
