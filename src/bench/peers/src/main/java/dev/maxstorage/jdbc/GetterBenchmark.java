package dev.maxstorage.jdbc;

import dev.maxstorage.bench.BenchWarehouse;
import dev.maxstorage.bench.Dialect;
import dev.maxstorage.bench.DuckDbSample;
import dev.maxstorage.bench.SampleRows;
import dev.maxstorage.bench.SampleVectors;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.driver.jdbc.ArrowFlightJdbcVectorSchemaRootResultSet;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Nanoseconds a row of {@code next()} and the getters, each followed by {@code wasNull()}, over
 * 100,000 rows that are in memory already. Running the query is not counted.
 *
 * <p>Every fork first walks all columns of all kinds, so that call sites see every accessor class,
 * as they do in a program that reads more than one table.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(GetterBenchmark.ROWS)
@Fork(3)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class GetterBenchmark {
  static final int ROWS = 100_000;

  /** What is read of a row. */
  @Param({"bigint", "double", "string", "decimal", "timestamp", "date", "row"})
  public String what;

  /** Whose result set. */
  @Param({"maxstorage", "flight", "duckdb", "h2", "vectors"})
  public String whose;

  /** Default time zone of the JVM, which all four drivers use. */
  @Param({"UTC"})
  public String zone;

  private BufferAllocator allocator;
  private VectorSchemaRoot root;
  private BenchWarehouse warehouse;
  private Connection connection;
  private PreparedStatement query;
  private ResultSet resultSet;
  private Reader reader;
  private Reader rowReader;

  /** Reads one row. */
  private interface Reader {
    void read(ResultSet row, Blackhole hole) throws SQLException;
  }

  @Setup(Level.Trial)
  public void start(Blackhole hole) throws SQLException, IOException {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    allocator = new RootAllocator();
    List<Object[]> values = SampleRows.values(ROWS);
    root = SampleVectors.root(values, allocator);
    switch (whose) {
      case "maxstorage" -> {
        warehouse = BenchWarehouse.inMemory();
        connection = warehouse.connect("&timeZone=" + zone);
      }
      case "duckdb" -> {
        connection = DuckDbSample.open(values);
        query = connection.prepareStatement("select * from sample");
      }
      case "h2" -> {
        connection = new org.h2.Driver().connect("jdbc:h2:mem:bench", new Properties());
        fillH2(values);
      }
      default -> {}
    }
    rowReader = reader("row");
    reader = reader(what);
    for (int i = 0; i < 20; i++) {
      open();
      walk(rowReader, hole);
      close();
    }
  }

  private void fillH2(List<Object[]> values) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table sample " + SampleRows.columns(Dialect.STANDARD));
    }
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("insert into sample values (?,?,?,?,?,?,?,?)")) {
      SampleRows.insert(insert, values);
    }
    connection.commit();
    query = connection.prepareStatement("select * from sample");
  }

  @Setup(Level.Invocation)
  public void open() throws SQLException {
    resultSet =
        switch (whose) {
          case "maxstorage" ->
              ArrowResultSet.forward(
                  (MaxStorageConnection) connection,
                  new OneBatch(root),
                  ResultColumn.inOrder(SampleVectors.COLUMNS, ResultColumn.Origin.NONE),
                  -1,
                  null);
          case "flight" -> ArrowFlightJdbcVectorSchemaRootResultSet.fromVectorSchemaRoot(root);
          case "duckdb", "h2" -> query.executeQuery();
          case "vectors" -> null;
          default -> throw new IllegalArgumentException(whose);
        };
  }

  @TearDown(Level.Invocation)
  public void close() throws SQLException {
    // Flight's result set would close the vectors, which it does not own here.
    if (resultSet != null && !whose.equals("flight")) {
      resultSet.close();
    }
  }

  @TearDown(Level.Trial)
  public void stop() throws SQLException, IOException {
    if (connection != null) {
      connection.close();
    }
    if (warehouse != null) {
      warehouse.close();
    }
    root.close();
    allocator.close();
  }

  @Benchmark
  public void rows(Blackhole hole) throws SQLException {
    walk(reader, hole);
  }

  private void walk(Reader each, Blackhole hole) throws SQLException {
    if (resultSet == null) {
      SampleVectors.walk(root, what, hole);
      return;
    }
    int rows = 0;
    while (resultSet.next()) {
      each.read(resultSet, hole);
      rows++;
    }
    if (rows != ROWS) {
      throw new IllegalStateException(rows + " rows instead of " + ROWS);
    }
  }

  private static Reader reader(String what) {
    return switch (what) {
      case "bigint" ->
          (r, hole) -> {
            hole.consume(r.getLong(1));
            hole.consume(r.wasNull());
          };
      case "double" ->
          (r, hole) -> {
            hole.consume(r.getDouble(3));
            hole.consume(r.wasNull());
          };
      case "string" ->
          (r, hole) -> {
            hole.consume(r.getString(4));
            hole.consume(r.wasNull());
          };
      case "decimal" ->
          (r, hole) -> {
            hole.consume(r.getBigDecimal(5));
            hole.consume(r.wasNull());
          };
      case "timestamp" ->
          (r, hole) -> {
            hole.consume(r.getTimestamp(6));
            hole.consume(r.wasNull());
          };
      case "date" ->
          (r, hole) -> {
            hole.consume(r.getDate(7));
            hole.consume(r.wasNull());
          };
      case "row" -> SampleRows::read;
      default -> throw new IllegalArgumentException(what);
    };
  }
}
