package dev.maxstorage.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From {@code executeQuery} of all columns and rows to the first row, and the result set closed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Timeout(time = 1, timeUnit = TimeUnit.HOURS) // a large table is built first
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FirstRowBenchmark {
  /** Rows of the table. */
  @Param({"1000", "1000000", "100000000"})
  public long rows;

  private BenchWarehouse warehouse;
  private Connection connection;

  @Setup(Level.Trial)
  public void start() throws SQLException, IOException {
    warehouse = LargeTable.open(rows);
    connection = warehouse.connect("");
  }

  @Benchmark
  public long firstRow() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select * from large")) {
      result.next();
      return result.getLong(1);
    }
  }

  @TearDown(Level.Trial)
  public void stop() throws SQLException, IOException {
    connection.close();
    warehouse.close();
  }
}
