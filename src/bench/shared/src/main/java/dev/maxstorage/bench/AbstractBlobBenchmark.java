package dev.maxstorage.bench;

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
import org.openjdk.jmh.infra.BenchmarkParams;

/** One large blob, or many small ones: up with their rows and committed, and down in row order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 2, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public abstract class AbstractBlobBenchmark {
  private static final int SMALL_BYTES = 20_000;

  /** One large blob, or this many of 20 KB. */
  @Param({"1", "10000"})
  public int count;

  /** Size of the one. */
  @Param("200")
  public int largeMegabytes;

  private BlobPeer peer;
  private int bytes;

  /** Opens what is measured. */
  abstract BlobPeer open() throws Exception;

  @Setup(Level.Trial)
  public void start() throws Exception {
    bytes = count == 1 ? largeMegabytes * 1_000_000 : SMALL_BYTES;
    peer = open();
    peer.clear();
    peer.upload(count, bytes);
  }

  @Setup(Level.Invocation)
  public void clear(BenchmarkParams benchmark) throws Exception {
    if (benchmark.getBenchmark().endsWith(".upload")) {
      peer.clear();
    }
  }

  @Benchmark
  public void upload(Moved moved) throws Exception {
    peer.upload(count, bytes);
    moved.bytes += (long) count * bytes;
  }

  @Benchmark
  public void download(Moved moved) throws Exception {
    long got = peer.download();
    if (got != (long) count * bytes) {
      throw new IllegalStateException(got + " bytes instead of " + (long) count * bytes);
    }
    moved.bytes += got;
  }

  @TearDown(Level.Trial)
  public void stop() throws Exception {
    peer.close();
  }
}
