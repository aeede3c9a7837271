package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** A DuckDB in memory with the dialect's macros and some tables, on which translations run. */
final class SqlRuns implements AutoCloseable {
  private final Connection connection;
  private final SqlTranslator translator =
      new SqlTranslator("demo", "default", Map.of(), this::relation);

  SqlRuns() throws SQLException {
    connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    run("SET TimeZone='UTC'");
    JavaFunctions.register(connection.unwrap(DuckDBConnection.class));
    for (String statement : DialectMacros.STATEMENTS) {
      run(statement);
    }
    run("CREATE SCHEMA \"demo.default\"");
    run("CREATE SCHEMA \"demo.sales\"");
    run("CREATE TABLE people(id BIGINT, name VARCHAR, age INTEGER, city VARCHAR)");
    run(
        "INSERT INTO people VALUES (1,'Ann',31,'Bonn'),(2,'Bob',NULL,'Rome'),(3,'Cy',25,'Bonn'),"
            + "(4,NULL,40,NULL)");
    run("CREATE VIEW \"demo.default\".people AS SELECT * FROM main.people");
    run(
        "CREATE TABLE orders(id BIGINT, person BIGINT, amount DECIMAL(10,2), day DATE,"
            + " tags VARCHAR[], attrs MAP(VARCHAR, INTEGER), place STRUCT(x INTEGER, y VARCHAR))");
    run(
        "INSERT INTO orders VALUES (10,1,9.50,'2026-01-01',['a','b'],MAP{'k':1},{'x':7,'y':'p'}),"
            + "(11,1,0.25,'2026-01-02',[],MAP{},NULL),(12,3,100.00,'2026-01-02',['c'],NULL,NULL)");
    run("CREATE VIEW \"demo.default\".orders AS SELECT * FROM main.orders");
    run("CREATE VIEW \"demo.sales\".people AS SELECT 99 AS id");
    run("CREATE TABLE moments(d DATE, dt TIMESTAMPTZ, ts TIMESTAMPTZ_NS, ntz TIMESTAMP_NS)");
    run(
        "INSERT INTO moments VALUES ('2026-03-31','2026-03-31 23:59:59.5+00',"
            + "'2026-03-31 23:59:59.123456789+00','2026-03-31 23:59:59.999999999')");
    run("CREATE VIEW \"demo.default\".moments AS SELECT * FROM main.moments");
  }

  void run(String duckSql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(duckSql);
    }
  }

  private RelationLookup.Stored relation(TableName name) {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT * FROM " + DuckSql.table(name) + " LIMIT 0")) {
      return new RelationLookup.Table(columns(rows.getMetaData()));
    } catch (SQLException e) {
      return null;
    }
  }

  private static List<Column> columns(ResultSetMetaData metaData) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      columns.add(
          Column.of(metaData.getColumnLabel(i), ResultTypes.of(metaData.getColumnTypeName(i))));
    }
    return columns;
  }

  /**
   * Rows of a translated query: columns joined by "|", rows by "; ". The columns that the
   * translator promises must be those that DuckDB gives, but for numbers wider or narrower than
   * promised.
   */
  String rows(String odpsSql) throws SQLException {
    TranslatedStatement.Query query = (TranslatedStatement.Query) translator.translate(odpsSql);
    String given = duckRows(query.duckSql());
    try (PreparedStatement statement = connection.prepareStatement(query.duckSql())) {
      List<Column> bound = columns(statement.getMetaData());
      assertThat(bound).hasSameSizeAs(query.columns());
      for (int i = 0; i < bound.size(); i++) {
        OdpsType promised = query.columns().get(i).type();
        OdpsType found = bound.get(i).type();
        boolean alike =
            (SqlTypes.isNumber(promised) && SqlTypes.isNumber(found))
                || (SqlTypes.isText(promised) && SqlTypes.isText(found));
        if (!alike && !SqlTypes.isVoid(promised)) {
          assertThat(found).as("column %s of %s", i, odpsSql).isEqualTo(promised);
        }
        assertThat(bound.get(i).name()).isEqualTo(query.columns().get(i).name());
      }
    }
    String stored = duckRows(QueryColumns.stored(query).select());
    assertThat(stored.length()).isGreaterThanOrEqualTo(given.isEmpty() ? 0 : 1);
    return stored;
  }

  String duckRows(String duckSql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(duckSql)) {
      StringJoiner all = new StringJoiner("; ");
      while (rows.next()) {
        StringJoiner row = new StringJoiner("|");
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(rows.getObject(i)));
        }
        all.add(row.toString());
      }
      return all.toString();
    } catch (SQLException e) {
      throw new SQLException(e.getMessage() + "\n" + duckSql, e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
