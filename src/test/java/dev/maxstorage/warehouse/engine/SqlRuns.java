package dev.maxstorage.warehouse.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.StringJoiner;
import org.duckdb.DuckDBDriver;

/** A DuckDB in memory with the dialect's macros and some tables, on which translations run. */
final class SqlRuns implements AutoCloseable {
  private final Connection connection;
  private final SqlTranslator translator = new SqlTranslator("demo", "default");

  SqlRuns() throws SQLException {
    connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    run("SET TimeZone='UTC'");
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

  /** Rows of a translated query: columns joined by "|", rows by "; ". */
  String rows(String odpsSql) throws SQLException {
    return duckRows(((TranslatedStatement.Query) translator.translate(odpsSql)).duckSql());
  }

  /** The labels of a translated query's columns. */
  List<String> labels(String odpsSql) throws SQLException {
    String duckSql = ((TranslatedStatement.Query) translator.translate(odpsSql)).duckSql();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(duckSql)) {
      List<String> labels = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        labels.add(rows.getMetaData().getColumnLabel(i));
      }
      return labels;
    }
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
