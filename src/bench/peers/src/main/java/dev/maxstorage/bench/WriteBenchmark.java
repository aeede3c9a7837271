package dev.maxstorage.bench;

import dev.maxstorage.jdbc.BulkConnection;
import dev.maxstorage.jdbc.BulkWriter;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
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

/** One batch of rows, from the first value that is set until the commit has been answered. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class WriteBenchmark {
  private static final int BATCH_ROWS = 8192;

  /**
   * Who writes; {@code counting} against a server that only counts bytes. {@code postgresql} needs
   * the environment variable {@code BENCH_POSTGRESQL}, a JDBC URL, and so is no default.
   */
  @Param({
    "maxstorage",
    "maxstorage-bulk",
    "maxstorage-counting",
    "maxstorage-bulk-counting",
    "duckdb",
    "duckdb-appender",
    "h2"
  })
  public String whose;

  @Param({"3", "16"})
  public int columns;

  private BenchWarehouse warehouse;
  private CountingServer counting;
  private Connection connection;
  private RootAllocator allocator;
  private VectorSchemaRoot batch;
  private int rows;

  @Setup(Level.Trial)
  public void start() throws SQLException, IOException {
    int batches =
        switch (whose) {
          case "duckdb" -> 1; // thousands of rows a second
          case "h2", "postgresql" -> 12;
          default -> 120;
        };
    rows = batches * BATCH_ROWS / (columns < 10 ? 1 : 4);
    switch (whose) {
      case "duckdb", "duckdb-appender" ->
          connection = new org.duckdb.DuckDBDriver().connect("jdbc:duckdb:", new Properties());
      case "h2" -> connection = new org.h2.Driver().connect("jdbc:h2:mem:bench", new Properties());
      case "postgresql" -> {
        Properties properties = new Properties();
        properties.setProperty("reWriteBatchedInserts", "true");
        connection = DriverManager.getConnection(System.getenv("BENCH_POSTGRESQL"), properties);
      }
      default -> {
        warehouse = BenchWarehouse.inMemory();
        if (whose.contains("counting")) {
          counting = new CountingServer(warehouse.endpoint());
          connection = BenchWarehouse.connect(counting.endpoint(), warehouse.credentials(), "");
        } else {
          connection = warehouse.connect("");
        }
      }
    }
    allocator = new RootAllocator();
    batch = WrittenVectors.root(columns, BATCH_ROWS, allocator);
  }

  @Setup(Level.Iteration)
  public void createTable() throws SQLException {
    Dialect dialect = warehouse == null ? Dialect.STANDARD : Dialect.MAXSTORAGE;
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists written");
      statement.execute("create table written " + WrittenRows.columns(dialect, columns));
    }
    connection.setAutoCommit(false);
    connection.commit();
  }

  @Benchmark
  public void write(Moved moved) throws SQLException {
    if (whose.equals("duckdb-appender")) {
      append();
    } else if (whose.contains("bulk")) {
      bulk();
    } else {
      batch();
    }
    connection.commit();
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

  private void bulk() throws SQLException {
    try (BulkWriter writer = connection.unwrap(BulkConnection.class).openBulkWriter("written")) {
      for (int written = 0; written < rows; written += BATCH_ROWS) {
        WrittenVectors.fill(batch, written);
        writer.write(batch);
      }
      writer.finish();
    }
  }

  private void append() throws SQLException {
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("main", "written")) {
      for (int row = 0; row < rows; row++) {
        appender.beginRow();
        for (int c = 0; c < columns; c++) {
          switch (WrittenRows.Kind.of(c)) {
            case BIGINT -> appender.append(WrittenRows.bigint(row, c));
            case TEXT -> appender.append(WrittenRows.text(row));
            case DOUBLE -> appender.append(WrittenRows.real(row, c));
            case INT -> appender.append(row);
          }
        }
        appender.endRow();
      }
    }
  }

  @TearDown(Level.Trial)
  public void stop() throws SQLException, IOException {
    batch.close();
    allocator.close();
    connection.close();
    if (counting != null) {
      counting.close();
    }
    if (warehouse != null) {
      warehouse.close();
    }
  }
}
