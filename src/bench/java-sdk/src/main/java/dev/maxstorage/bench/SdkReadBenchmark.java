package dev.maxstorage.bench;

import com.aliyun.odps.data.Record;
import com.aliyun.odps.data.RecordReader;
import com.aliyun.odps.storage.MaxStorageClient;
import com.aliyun.odps.storage.read.TableReadSession;
import com.aliyun.odps.table.arrow.ArrowReader;
import com.aliyun.odps.table.read.split.InputSplit;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.TimeZone;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * A million rows over loopback. The SDK reads split after split and asks for LZ4 always, so the
 * driver is measured with LZ4 too. Its records are asked for all cells, as our getters are.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 2, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class SdkReadBenchmark {
  private static final long ROWS = 1_000_000;

  @Param({"maxstorage", "maxstorage-arrow", "maxstorage-arrow-lz4", "sdk-record", "sdk-arrow"})
  public String whose;

  /** A server that has the rows ready, or the warehouse, whose engine has to make them. */
  @Param({"replay", "warehouse"})
  public String server;

  private BenchWarehouse warehouse;
  private ReplayingServer replay;
  private Connection connection;
  private MaxStorageClient sdk;

  @Setup(Level.Trial)
  public void start() throws SQLException, IOException {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    warehouse = BenchWarehouse.inMemory();
    warehouse.createSample(ROWS);
    replay = new ReplayingServer(warehouse.endpoint());
    URI endpoint = server.equals("replay") ? replay.endpoint() : warehouse.endpoint();
    connection =
        BenchWarehouse.connect(
            endpoint, warehouse.credentials(), whose.endsWith("lz4") ? "&compression=lz4" : "");
    sdk = SdkClient.of(endpoint, warehouse.credentials());
  }

  @Benchmark
  public void read(Moved moved, Blackhole hole) throws SQLException, IOException {
    long rows =
        switch (whose) {
          case "maxstorage" -> getters(hole);
          case "sdk-record", "sdk-arrow" -> sdk(hole);
          default -> batches();
        };
    if (rows != ROWS) {
      throw new IllegalStateException(rows + " rows instead of " + ROWS);
    }
    moved.rows += rows;
  }

  private long getters(Blackhole hole) throws SQLException {
    long rows = 0;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select * from sample")) {
      while (result.next()) {
        SampleRows.read(result, hole);
        rows++;
      }
    }
    return rows;
  }

  private long batches() throws SQLException, IOException {
    long rows = 0;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select * from sample");
        var reader =
            result.unwrap(dev.maxstorage.shaded.org.apache.arrow.vector.ipc.ArrowReader.class)) {
      while (reader.loadNextBatch()) {
        rows += reader.getVectorSchemaRoot().getRowCount();
      }
    }
    return rows;
  }

  private long sdk(Blackhole hole) throws IOException {
    TableReadSession session = sdk.createTableReadSessionBuilder(SdkClient.table("sample")).build();
    long rows = 0;
    for (InputSplit split : session.getSplits()) {
      try (ArrowReader reader = session.createReaderBuilder(split).build()) {
        rows += whose.equals("sdk-arrow") ? batches(reader) : records(reader, hole);
      }
    }
    return rows;
  }

  private static long batches(ArrowReader reader) throws IOException {
    long rows = 0;
    while (reader.nextBatch()) {
      rows += reader.getCurrentValue().getRowCount();
    }
    return rows;
  }

  private static long records(ArrowReader reader, Blackhole hole) throws IOException {
    long rows = 0;
    try (RecordReader records = reader.getAsRecordReader()) {
      for (Record record = records.read(); record != null; record = records.read()) {
        for (int c = 0; c < record.getColumnCount(); c++) {
          hole.consume(record.get(c));
        }
        rows++;
      }
    }
    return rows;
  }

  @TearDown(Level.Trial)
  public void stop() throws SQLException, IOException {
    sdk.close();
    connection.close();
    replay.close();
    warehouse.close();
  }
}
