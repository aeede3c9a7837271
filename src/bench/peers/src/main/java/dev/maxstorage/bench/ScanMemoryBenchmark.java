package dev.maxstorage.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * A large scan by a JVM with a heap of 128 MiB: that it works, its speed, and the peak of its
 * memory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Timeout(time = 1, timeUnit = TimeUnit.HOURS) // a large table is built first
@Warmup(iterations = 0)
@Measurement(iterations = 1, time = 1, timeUnit = TimeUnit.MILLISECONDS)
public class ScanMemoryBenchmark {
  /** Rows of 104 bytes: 10.4 GB, unless told otherwise. */
  @Param("100000000")
  public long rows;

  private BenchWarehouse warehouse;

  /** The peak, as JMH shows it: one scan an iteration. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Peak {
    public long peakBytes;
  }

  @Setup(Level.Trial)
  public void start() throws SQLException, IOException {
    warehouse = LargeTable.open(rows);
  }

  @Benchmark
  public void scan(Moved moved, Peak peak) throws IOException, InterruptedException {
    ScanProcess.Outcome outcome =
        ScanProcess.run(warehouse, "-Xmx128m", "-XX:MaxDirectMemorySize=256m");
    if (outcome.rows() != rows) {
      throw new IllegalStateException(outcome.rows() + " rows instead of " + rows);
    }
    moved.rows += outcome.rows();
    moved.bytes += outcome.bytes();
    peak.peakBytes = Math.max(peak.peakBytes, outcome.peakBytes());
  }

  @TearDown(Level.Trial)
  public void stop() throws IOException {
    warehouse.close();
  }
}
