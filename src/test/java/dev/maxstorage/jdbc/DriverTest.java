package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.config.ConnectionProperties;
import dev.maxstorage.config.ConnectionProperty;
import dev.maxstorage.testing.EmbeddedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How programs come to a connection. */
class DriverTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @Test
  void driverManagerFindsTheDriverByItself() throws SQLException {
    assertThat(DriverManager.getDriver("jdbc:maxstorage:mem:x"))
        .isInstanceOf(MaxStorageDriver.class);
    try (Connection connection = DriverManager.getConnection(DATABASE.url())) {
      assertThat(connection.isValid(5)).isTrue();
      assertThat(connection.getCatalog()).isEqualTo("demo");
    }
  }

  @Test
  void propertiesWinOverTheUrl() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("timeZone", "America/New_York");
    properties.setProperty("FETCHSIZE", "17");
    try (Connection connection = DriverManager.getConnection(DATABASE.url(), properties)) {
      assertThat(
              EmbeddedDatabase.rows(
                  connection, "select cast(timestamp '2024-01-01 00:00:00' as string)"))
          .containsExactly(List.of("2024-01-01 00:00:00"));
      assertThat((Throwable) connection.getWarnings()).isNull();
    }
    properties.setProperty("timeZone", "nowhere");
    refused("22023", () -> DriverManager.getConnection(DATABASE.url(), properties), "nowhere");
  }

  @Test
  void userAndPasswordOfDriverManagerAreTheKeyPair() throws SQLException {
    try (Connection connection = DriverManager.getConnection(DATABASE.url(), "id", "key")) {
      assertThat((Throwable) connection.getWarnings()).isNull();
    }
  }

  @Test
  void dataSourceGivesConnections() throws SQLException {
    MaxStorageDataSource source = new MaxStorageDataSource();
    refused("22023", source::getConnection, "URL");
    source.setUrl(DATABASE.url());
    source.setProperty("fetchSize", "10");
    try (Connection one = source.getConnection();
        Connection two = source.getConnection("id", "key")) {
      assertThat(one).isNotSameAs(two);
      assertThat(one.isValid(5)).isTrue();
    }
  }

  @Test
  void propertyInfoListsEveryPropertyAndNoSecret() throws SQLException {
    Driver driver = new MaxStorageDriver();
    Properties given = new Properties();
    given.setProperty("accessKey", "canary");
    given.setProperty("project", "mine");
    DriverPropertyInfo[] infos =
        driver.getPropertyInfo("jdbc:maxstorage:mem:x?fetchSize=5&accessKey=canary", given);
    assertThat(infos)
        .extracting(info -> info.name)
        .contains("project", "accessId", "accessKey", "engine", "fetchSize", "timeZone");
    assertThat(infos).allSatisfy(info -> assertThat(info.description).isNotBlank());
    assertThat(infos).extracting(info -> info.value).doesNotContain("canary");
    assertThat(named(infos, "project").value).isEqualTo("mine");
    assertThat(named(infos, "fetchSize").value).isEqualTo("5");
    assertThat(named(infos, "engine").choices).containsExactly("auto", "storage", "sql");
  }

  @Test
  void propertyInfoIsCompleteWithoutOpeningAnything() throws Exception {
    Driver driver = new MaxStorageDriver();
    List<String> names = ConnectionProperties.all().stream().map(ConnectionProperty::name).toList();
    Path directory = Files.createTempDirectory("info").resolve("none");
    for (String url :
        new String[] {
          "jdbc:maxstorage:file:" + directory,
          "jdbc:maxstorage:mem:never-opened",
          "jdbc:maxstorage:http://127.0.0.1:1/api",
          "jdbc:maxstorage:",
          null
        }) {
      DriverPropertyInfo[] infos = driver.getPropertyInfo(url, null);
      assertThat(infos).extracting(info -> info.name).containsExactlyElementsOf(names);
      assertThat(named(infos, "parallelism").value).isEqualTo("8");
      assertThat(named(infos, "project").required).isEqualTo(url != null && url.contains("http"));
    }
    assertThat(directory).doesNotExist();
    Files.delete(directory.getParent());
  }

  private static DriverPropertyInfo named(DriverPropertyInfo[] infos, String name) {
    return Arrays.stream(infos).filter(info -> info.name.equals(name)).findFirst().orElseThrow();
  }

  @Test
  void connectionsToTheSameMemoryNameShareItsData() throws SQLException {
    try (Connection one = DATABASE.connect();
        Connection two = DATABASE.connect()) {
      EmbeddedDatabase.run(one, "create table shared (i bigint)", "insert into shared values (1)");
      assertThat(EmbeddedDatabase.rows(two, "select * from shared")).containsExactly(List.of(1L));
    }
  }

  @Test
  void warehouseInMemoryIsGoneWithItsLastConnection() throws SQLException {
    String url = "jdbc:maxstorage:mem:shortlived?project=demo";
    try (Connection one = DriverManager.getConnection(url)) {
      EmbeddedDatabase.run(one, "create table t (i bigint)");
    }
    try (Connection two = DriverManager.getConnection(url)) {
      refused("42S02", () -> EmbeddedDatabase.rows(two, "select * from t"));
    }
  }

  @Test
  void driverTellsItsVersionAndThatItIsNotFullyCompliant() throws SQLException {
    Driver driver = new MaxStorageDriver();
    assertThat(driver.getMajorVersion()).isNotNegative();
    assertThat(driver.jdbcCompliant()).isFalse();
    assertThat(driver.getParentLogger().getName()).isEqualTo("dev.maxstorage");
  }
}
