package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.wire.Action;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * What DBeaver calls from the moment that a connection is opened until a table's rows and their
 * count are seen, in its order, and the requests that each step may cost.
 */
class OpeningTraceTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static final String[] ALL_OPERATIONS =
      Stream.concat(
              Stream.of(RequestCount.CONTROL_PLANE), Stream.of(Action.values()).map(Action::text))
          .toArray(String[]::new);

  private RequestCount count;
  private long before;

  /** Checks what the calls since the last step cost. */
  private void step(String what, long mostRequests) {
    long now = count.requests();
    assertThat(now - before).as("Requests of: " + what).isLessThanOrEqualTo(mostRequests);
    before = now;
  }

  private static List<List<Object>> rows(ResultSet result) throws SQLException {
    try (result) {
      ResultSetMetaData columns = result.getMetaData();
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.add(result.getObject(columns.getColumnLabel(i)));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  @Test
  void openingBrowsingPreviewingAndCountingStayWithinTheirBudget() throws SQLException {
    DATABASE.run(
        "create table orders (id bigint not null, name string) comment 'all of them'",
        "insert into orders values (1, 'one'), (2, 'two'), (3, 'three')",
        "create table parts (id bigint) partitioned by (pt string)",
        "create view named as select name from orders");
    count = RequestCount.of(DATABASE, ALL_OPERATIONS);

    Driver driver = DriverManager.getDriver(DATABASE.url());
    Properties properties = new Properties();
    properties.setProperty("user", "id");
    properties.setProperty("password", "key");
    DriverPropertyInfo[] info = driver.getPropertyInfo(DATABASE.url(), properties);
    assertThat(info).isNotEmpty();
    step("driver properties", 0);

    try (Connection connection = driver.connect(DATABASE.url(), properties)) {
      step("connect", 1);
      connection.setAutoCommit(true);
      connection.getTransactionIsolation();
      connection.isReadOnly();
      connection.getWarnings();
      DatabaseMetaData metadata = connection.getMetaData();
      facts(metadata);
      assertThat(rows(metadata.getTypeInfo())).isNotEmpty();
      assertThat(rows(metadata.getTableTypes())).contains(List.of("TABLE"), List.of("VIEW"));
      step("facts, types and table types", 0);

      assertThat(rows(metadata.getCatalogs())).containsExactly(List.of("demo"));
      assertThat(connection.getCatalog()).isEqualTo("demo");
      step("catalogs", 1);
      assertThat(rows(metadata.getSchemas("demo", null))).hasSize(1);
      assertThat(rows(metadata.getSchemas())).hasSize(1);
      assertThat(connection.getSchema()).isEqualTo("default");
      step("schemas", 1);
      assertThat(rows(metadata.getTables("demo", "default", "%", null))).hasSize(3);
      step("tables", 1);
      assertThat(rows(metadata.getTables("demo", "default", "orders", null))).hasSize(1);
      step("one table again", 1);
      assertThat(rows(metadata.getColumns("demo", "default", "%", "%"))).hasSize(5);
      step("columns of the schema", 1);
      for (String table : List.of("orders", "parts", "named")) {
        keysOf(metadata, table);
      }
      step("columns, keys and indexes of each table", 3);
      assertThat(rows(metadata.getProcedures("demo", "default", "%"))).isEmpty();
      assertThat(rows(metadata.getProcedureColumns("demo", "default", "%", "%"))).isEmpty();
      assertThat(rows(metadata.getUDTs("demo", "default", "%", null))).isEmpty();
      step("procedures and types", 0);
      assertThat(rows(metadata.getFunctions("demo", "default", "%"))).isEmpty();
      step("functions", 1);

      preview(connection);
      assertThat(connection.isValid(10)).isTrue();
      step("is valid", 1);
    }
    step("close", 0);
    assertThat(count.requests()).as("all requests of the trace").isLessThanOrEqualTo(20);
  }

  private static void facts(DatabaseMetaData metadata) throws SQLException {
    metadata.getDatabaseProductName();
    metadata.getDatabaseProductVersion();
    metadata.getDriverName();
    metadata.getDriverVersion();
    metadata.getIdentifierQuoteString();
    metadata.getSearchStringEscape();
    metadata.getSQLKeywords();
    metadata.getNumericFunctions();
    metadata.getStringFunctions();
    metadata.getSystemFunctions();
    metadata.getTimeDateFunctions();
    metadata.getCatalogTerm();
    metadata.getSchemaTerm();
    metadata.getProcedureTerm();
    metadata.getCatalogSeparator();
    metadata.isCatalogAtStart();
    metadata.supportsCatalogsInDataManipulation();
    metadata.supportsSchemasInDataManipulation();
    metadata.supportsTransactions();
    metadata.supportsSavepoints();
    metadata.supportsBatchUpdates();
    metadata.supportsMultipleResultSets();
    metadata.supportsResultSetType(ResultSet.TYPE_SCROLL_INSENSITIVE);
    metadata.storesUpperCaseIdentifiers();
    metadata.storesMixedCaseQuotedIdentifiers();
  }

  private static void keysOf(DatabaseMetaData metadata, String table) throws SQLException {
    assertThat(rows(metadata.getColumns("demo", "default", table, "%"))).isNotEmpty();
    assertThat(rows(metadata.getPrimaryKeys("demo", "default", table))).isEmpty();
    assertThat(rows(metadata.getIndexInfo("demo", "default", table, false, true))).isEmpty();
    assertThat(rows(metadata.getImportedKeys("demo", "default", table))).isEmpty();
    assertThat(rows(metadata.getExportedKeys("demo", "default", table))).isEmpty();
    assertThat(rows(metadata.getBestRowIdentifier("demo", "default", table, 0, true))).isEmpty();
  }

  private void preview(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(200);
      statement.setMaxRows(200);
      statement.setQueryTimeout(20);
      assertThat(statement.execute("SELECT * FROM `default`.orders LIMIT 0, 200")).isTrue();
      try (ResultSet result = statement.getResultSet()) {
        ResultSetMetaData columns = result.getMetaData();
        assertThat(columns.getTableName(1)).isEqualTo("orders");
        assertThat(columns.getCatalogName(1)).isEqualTo("demo");
        assertThat(columns.getSchemaName(1)).isEqualTo("default");
        assertThat(EmbeddedDatabase.rows(result)).hasSize(3);
      }
      assertThat(statement.getMoreResults()).isFalse();
      assertThat(statement.getUpdateCount()).isEqualTo(-1);
    }
    step("preview: table, tunnel, session, rows", 4);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT COUNT(*) FROM (SELECT * FROM `default`.orders) dbvrcnt");
      assertThat(EmbeddedDatabase.rows(statement.getResultSet())).containsExactly(List.of(3L));
      statement.cancel();
    }
    step("count: table, session", 2);
  }
}
