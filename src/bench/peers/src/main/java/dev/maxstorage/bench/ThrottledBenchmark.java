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
import org.openjdk.jmh.annotations.Warmup;

/**
 * How streams add up when each gives 10 MB/s, as the service's do. Every scan takes about as long.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 1, timeUnit = TimeUnit.MILLISECONDS)
public class ThrottledBenchmark {
  private static final long BYTES_A_SECOND = 10_000_000;

  /** Streams at once. */
  @Param({"1", "2", "4", "8", "16"})
  public int parallelism;

  @Param({"table", "any"})
  public String order;

  /** How long a scan should take. */
  @Param("4")
  public int seconds;

  private BenchWarehouse warehouse;
  private Connection connection;
  private long rows;

  @Setup(Level.Trial)
  public void start() throws SQLException, IOException {
    rows = parallelism * BYTES_A_SECOND * seconds / SampleRows.ROW_BYTES;
    warehouse = BenchWarehouse.inMemory();
    warehouse.createSample(rows);
    warehouse.faults().on("TableRead").everyRequest().throttle(BYTES_A_SECOND);
    connection = warehouse.connect("&parallelism=" + parallelism + "&rowOrder=" + order);
  }

  @Benchmark
  public void scan(Moved moved) throws SQLException {
    long read = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setLargeMaxRows(rows);
      try (ResultSet result = statement.executeQuery("select * from sample")) {
        while (result.next()) {
          read++;
        }
      }
    }
    if (read != rows) {
      throw new IllegalStateException(read + " rows instead of " + rows);
    }
    moved.rows += rows;
    moved.bytes += rows * SampleRows.ROW_BYTES;
  }

  @TearDown(Level.Trial)
  public void stop() throws SQLException, IOException {
    connection.close();
    warehouse.close();
  }
}
