package dev.maxstorage.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.driver.jdbc.ArrowFlightJdbcDriver;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * A query of a million rows over loopback, from {@code executeQuery} to the last value of the last
 * row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class ReadBenchmark {
  private static final int SEED_ROWS = 250_000;
  private static final int REPEATS = 4;
  private static final long ROWS = (long) SEED_ROWS * REPEATS;

  /**
   * Who reads; {@code arrow} takes the batches, the others call a getter for every cell. With
   * {@code replay} the rows come from a server that has them ready, as Flight's has; otherwise from
   * the warehouse, whose engine has to make them.
   */
  @Param({
    "maxstorage-replay",
    "maxstorage-arrow-replay",
    "maxstorage-zstd-replay",
    "maxstorage-arrow-zstd-replay",
    "maxstorage",
    "maxstorage-arrow",
    "flight",
    "duckdb",
    "pump"
  })
  public String whose;

  private BenchWarehouse warehouse;
  private ReplayingServer replay;
  private FlightServerOfRows flight;
  private PlainHttp pump;
  private Connection connection;
  private long rowBytes;

  @Setup(Level.Trial)
  public void start() throws SQLException, IOException {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    switch (whose) {
      case "flight" -> {
        flight = new FlightServerOfRows(SampleRows.values(SEED_ROWS), REPEATS);
        connection = new ArrowFlightJdbcDriver().connect(flight.url(), new Properties());
      }
      case "duckdb" -> {
        connection = DuckDbSample.open(SampleRows.values(SEED_ROWS));
        repeatInDuckDb();
      }
      default -> {
        warehouse = BenchWarehouse.inMemory();
        warehouse.createSample(ROWS);
        replay = new ReplayingServer(warehouse.endpoint());
        connection =
            BenchWarehouse.connect(
                whose.contains("replay") ? replay.endpoint() : warehouse.endpoint(),
                warehouse.credentials(),
                whose.contains("zstd") ? "&compression=zstd" : "");
      }
    }
    if (whose.equals("pump")) {
      pump = new PlainHttp();
      rowBytes = arrow(); // as many bytes as the vectors have
    }
  }

  private void repeatInDuckDb() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (int there = 1; there < REPEATS; there *= 2) {
        statement.execute("insert into sample select * from sample");
      }
    }
  }

  @Benchmark
  public void read(Moved moved, Blackhole hole) throws SQLException, IOException {
    if (pump != null) {
      pump.pump(rowBytes);
      moved.bytes += rowBytes;
    } else if (whose.contains("arrow")) {
      moved.bytes += arrow();
    } else {
      getters(hole);
    }
    moved.rows += ROWS;
  }

  private void getters(Blackhole hole) throws SQLException {
    long rows = 0;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select * from sample")) {
      while (result.next()) {
        SampleRows.read(result, hole);
        rows++;
      }
    }
    check(rows);
  }

  private long arrow() throws SQLException, IOException {
    long rows = 0;
    long bytes = 0;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select * from sample");
        ArrowReader reader = result.unwrap(ArrowReader.class)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      while (reader.loadNextBatch()) {
        rows += root.getRowCount();
        for (FieldVector vector : root.getFieldVectors()) {
          bytes += vector.getBufferSize();
        }
      }
    }
    check(rows);
    return bytes;
  }

  private static void check(long rows) {
    if (rows != ROWS) {
      throw new IllegalStateException(rows + " rows instead of " + ROWS);
    }
  }

  @TearDown(Level.Trial)
  public void stop() throws Exception {
    connection.close();
    if (flight != null) {
      flight.close();
    }
    if (pump != null) {
      pump.close();
    }
    if (warehouse != null) {
      replay.close();
      warehouse.close();
    }
  }
}
