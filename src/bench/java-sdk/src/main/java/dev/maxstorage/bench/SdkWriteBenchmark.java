package dev.maxstorage.bench;

import com.aliyun.odps.data.Record;
import com.aliyun.odps.data.RecordWriter;
import com.aliyun.odps.storage.MaxStorageClient;
import com.aliyun.odps.storage.write.TableArrowWriter;
import com.aliyun.odps.storage.write.TableWriteSession;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
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
 * One batch of rows, committed. The SDK's Arrow writer compresses with ZSTD always, so the driver
 * is measured with ZSTD too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 2, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class SdkWriteBenchmark {
  private static final int BATCH_ROWS = 8192;

  @Param({"maxstorage", "maxstorage-zstd", "sdk-record", "sdk-arrow"})
  public String whose;

  /** The warehouse, or a server that only counts bytes. */
  @Param({"warehouse", "counting"})
  public String server;

  @Param({"3", "16"})
  public int columns;

  private BenchWarehouse warehouse;
  private CountingServer counting;
  private Connection connection;
  private MaxStorageClient sdk;
  private int rows;

  @Setup(Level.Trial)
  public void start() throws SQLException, IOException {
    rows = 120 * BATCH_ROWS / (columns < 10 ? 1 : 4);
    warehouse = BenchWarehouse.inMemory();
    counting = new CountingServer(warehouse.endpoint());
    URI endpoint = server.equals("counting") ? counting.endpoint() : warehouse.endpoint();
    connection =
        BenchWarehouse.connect(
            endpoint, warehouse.credentials(), whose.endsWith("zstd") ? "&compression=zstd" : "");
    sdk = SdkClient.of(endpoint, warehouse.credentials());
  }

  @Setup(Level.Iteration)
  public void createTable() throws SQLException {
    warehouse.run(
        "drop table if exists written",
        "create table written " + WrittenRows.columns(Dialect.MAXSTORAGE, columns));
  }

  @Benchmark
  public void write(Moved moved) throws SQLException, IOException {
    switch (whose) {
      case "sdk-record" -> sdkRecords();
      case "sdk-arrow" -> sdkBatches();
      default -> batch();
    }
    moved.rows += rows;
  }

  private void batch() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(WrittenRows.insert(columns))) {
      int counts = WrittenRows.insert(insert, columns, rows);
      if (counts != rows) {
        throw new IllegalStateException(counts + " counts for " + rows + " rows");
      }
    }
  }

  private TableWriteSession session() throws IOException {
    return sdk.createTableWriteSessionBuilder(SdkClient.table("written")).build();
  }

  private void sdkRecords() throws IOException {
    TableWriteSession session = session();
    try (RecordWriter writer =
        session.createWriterBuilder("0", 1).build().getAsRecordWriter(BATCH_ROWS)) {
      for (int row = 0; row < rows; row++) {
        Record record = writer.newRecord(false);
        for (int c = 0; c < columns; c++) {
          switch (WrittenRows.Kind.of(c)) {
            case BIGINT -> record.set(c, WrittenRows.bigint(row, c));
            case TEXT -> record.set(c, WrittenRows.text(row));
            case DOUBLE -> record.set(c, WrittenRows.real(row, c));
            case INT -> record.set(c, row);
          }
        }
        writer.write(record);
      }
    }
    session.commit();
  }

  private void sdkBatches() throws IOException {
    TableWriteSession session = session();
    try (TableArrowWriter writer = (TableArrowWriter) session.createWriterBuilder("0", 1).build();
        VectorSchemaRoot root = writer.createVectorSchemaRoot()) {
      for (int first = 0; first < rows; first += BATCH_ROWS) {
        fill(root, first);
        writer.writeBatch(root);
      }
    }
    session.commit();
  }

  private void fill(VectorSchemaRoot root, int first) {
    for (int c = 0; c < columns; c++) {
      for (int row = 0; row < BATCH_ROWS; row++) {
        switch (WrittenRows.Kind.of(c)) {
          case BIGINT ->
              ((BigIntVector) root.getVector(c)).setSafe(row, WrittenRows.bigint(first + row, c));
          case TEXT ->
              ((VarCharVector) root.getVector(c))
                  .setSafe(row, WrittenRows.text(first + row).getBytes(StandardCharsets.UTF_8));
          case DOUBLE ->
              ((Float8Vector) root.getVector(c)).setSafe(row, WrittenRows.real(first + row, c));
          case INT -> ((IntVector) root.getVector(c)).setSafe(row, first + row);
        }
      }
    }
    root.setRowCount(BATCH_ROWS);
  }

  @TearDown(Level.Trial)
  public void stop() throws SQLException, IOException {
    sdk.close();
    connection.close();
    counting.close();
    warehouse.close();
  }
}
