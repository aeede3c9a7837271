package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How many requests metadata costs: pages and hundreds, not tables; none while answers are kept.
 */
class MetadataRequestsTest {
  private static final int TABLES = 230;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private Connection connection;
  private DatabaseMetaData metadata;

  @BeforeAll
  static void createTables() throws SQLException {
    DATABASE.run(
        "create schema other",
        creations(TABLES, "a bigint, b string"),
        "create table other.o (x int)");
  }

  private static String creations(int tables, String columns) {
    return IntStream.range(0, tables)
        .mapToObj(i -> String.format(Locale.ROOT, "create table t%04d (%s)", i, columns))
        .collect(Collectors.joining(";"));
  }

  @BeforeEach
  void open() throws SQLException {
    connection = DATABASE.connect();
    metadata = connection.getMetaData();
  }

  @AfterEach
  void close() throws SQLException {
    DATABASE.faults().clear();
    connection.close();
  }

  private static int rows(ResultSet result) throws SQLException {
    try (result) {
      int rows = 0;
      while (result.next()) {
        rows++;
      }
      return rows;
    }
  }

  @Test
  void tablesCostTheirPagesAndNothingAgainWhileTheyAreKept() throws SQLException {
    RequestCount count = RequestCount.of(DATABASE, RequestCount.CONTROL_PLANE);
    assertThat(rows(metadata.getTables(null, "%", "%", null))).isEqualTo(TABLES + 1);
    assertThat(count.requests()).isEqualTo(3); // the schemas, and the tables of each of two
    assertThat(rows(metadata.getTables("demo", null, "%", new String[] {"TABLE"})))
        .isEqualTo(TABLES + 1);
    assertThat(rows(metadata.getTables("demo", "default", "%", null))).isEqualTo(TABLES);
    assertThat(rows(metadata.getSchemas())).isEqualTo(2);
    assertThat(count.requests()).isEqualTo(3);
  }

  @Test
  void columnsOfManyTablesCostOneRequestAHundredTables() throws SQLException {
    RequestCount count = RequestCount.of(DATABASE, RequestCount.CONTROL_PLANE);
    assertThat(rows(metadata.getColumns(null, "default", "%", "%"))).isEqualTo(2 * TABLES);
    assertThat(count.requests()).isEqualTo(1 + 1 + 3);
    assertThat(rows(metadata.getColumns(null, "default", "t%", "b"))).isEqualTo(TABLES);
    assertThat(count.requests()).isEqualTo(6); // another prefix is another list, no description
    assertThat(rows(metadata.getColumns(null, "default", "t0001", "%"))).isEqualTo(2);
    assertThat(count.requests()).isEqualTo(6);
  }

  @Test
  void columnsOfOneTableCostOneRequestBesideTheSchemas() throws SQLException {
    RequestCount count = RequestCount.of(DATABASE, RequestCount.CONTROL_PLANE);
    assertThat(rows(metadata.getColumns("demo", "default", "t0007", "%"))).isEqualTo(2);
    assertThat(count.requests()).isEqualTo(2);
    assertThat(rows(metadata.getColumns("demo", "default", "nope", "%"))).isZero();
    assertThat(count.requests()).isEqualTo(3);
  }

  @Test
  void serviceWithoutTheBatchCallIsAskedForOneTableAfterTheOther() throws SQLException {
    DATABASE.faults().on("QueryTables").everyRequest().answer(405);
    assertThat(rows(metadata.getColumns(null, "default", "t000%", "%"))).isEqualTo(20);
    assertThat(DATABASE.faults().struck()).isPositive();
    RequestCount count = RequestCount.of(DATABASE, "QueryTables");
    assertThat(rows(metadata.getColumns(null, "default", "t001%", "%"))).isEqualTo(20);
    assertThat(count.requests()).isZero();
  }

  @Test
  void definitionsOfAnyConnectionAreSeenAtOnce() throws SQLException {
    assertThat(rows(metadata.getTables(null, null, "fresh%", null))).isZero();
    EmbeddedDatabase.run(connection, "create table fresh1 (a int)");
    assertThat(rows(metadata.getTables(null, null, "fresh%", null))).isEqualTo(1);
    assertThat(rows(metadata.getColumns(null, null, "fresh1", null))).isEqualTo(1);
    DATABASE.run("alter table fresh1 add columns (b int)");
    assertThat(rows(metadata.getColumns(null, null, "fresh1", null))).isEqualTo(2);
    DATABASE.run("drop table fresh1");
    assertThat(rows(metadata.getTables(null, null, "fresh%", null))).isZero();
  }

  @Test
  void nothingIsKeptWithoutACache() throws SQLException {
    try (Connection other = DATABASE.connect("metadataCacheSeconds=0")) {
      RequestCount count = RequestCount.of(DATABASE, "ListSchemas");
      rows(other.getMetaData().getSchemas());
      rows(other.getMetaData().getSchemas());
      assertThat(count.requests()).isEqualTo(2);
    }
  }

  @Test
  void projectsThatMayNotBeListedAreTheOneOfTheConnection() throws SQLException {
    DATABASE.faults().on("ListProjects").everyRequest().answer(403);
    try (ResultSet result = metadata.getCatalogs()) {
      assertThat(EmbeddedDatabase.rows(result)).containsExactly(List.of("demo"));
    }
  }

  @Test
  void failureOfOneRequestOfManyIsToldAndNothingIsKept() throws SQLException {
    DATABASE.faults().on("QueryTables").request(2).answer(403);
    Refusals.refused("42501", () -> metadata.getColumns(null, "default", "%", "%"));
    assertThat(rows(metadata.getColumns(null, "default", "%", "%"))).isEqualTo(2 * TABLES);
  }

  @Tag("long")
  @Test
  void columnsOfAThousandTablesAreReadFast() throws SQLException {
    try (EmbeddedDatabase large = EmbeddedDatabase.open()) {
      String columns =
          IntStream.range(0, 50)
              .mapToObj(i -> "column_number_" + i + " string comment 'about it'")
              .collect(Collectors.joining(", "));
      large.run(creations(1_000, columns));
      for (int i = 0; i < 3; i++) {
        try (Connection fresh = large.connect()) {
          long start = System.nanoTime();
          assertThat(rows(fresh.getMetaData().getColumns(null, null, "%", "%"))).isEqualTo(50_000);
          long columnMillis = (System.nanoTime() - start) / 1_000_000;
          System.getLogger("dev.maxstorage.test")
              .log(System.Logger.Level.INFO, "getColumns of 1,000 tables: {0} ms", columnMillis);
          assertThat(columnMillis).isLessThan(30_000);
        }
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
