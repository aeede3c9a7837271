package dev.maxstorage.jdbc;

import dev.maxstorage.bench.WrittenRows;
import dev.maxstorage.bench.WrittenVectors;
import dev.maxstorage.sql.InsertMode;
import dev.maxstorage.sql.Operand;
import dev.maxstorage.storage.RowOperation;
import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.wire.ArrowStreamEncoder;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
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

/** Nanoseconds a row from values to the bytes of an Arrow stream: by parameters, and by hand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(BindBenchmark.ROWS)
@Fork(3)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class BindBenchmark {
  static final int ROWS = 8192;

  /** Parameters of an INSERT, or {@code setSafe} of the vectors. */
  @Param({"maxstorage", "set-safe"})
  public String whose;

  @Param({"3", "16"})
  public int columns;

  private BufferAllocator allocator;
  private VectorSchemaRoot root;
  private InsertCells cells;
  private InsertParameters parameters;
  private ArrowStreamEncoder encoder;

  @Setup(Level.Trial)
  public void start() throws IOException {
    allocator = new RootAllocator();
    root = WrittenVectors.root(columns, ROWS, allocator);
    List<Column> layout = WrittenVectors.columns(columns);
    BlobUploads blobs =
        new BlobUploads(
            () -> {
              throw new IllegalStateException("no blobs here");
            },
            List.of(),
            Compression.NONE);
    WriteGoal goal =
        new WriteGoal(
            new Target.Table("p", "default", "written"),
            InsertMode.INTO,
            "",
            WriteGoal.Rows.IN_THE_BACKGROUND);
    List<Operand> operands =
        IntStream.rangeClosed(1, columns).<Operand>mapToObj(Operand.Parameter::new).toList();
    cells =
        new InsertCells(
            new InsertLayout(goal, RowOperation.UPSERT, layout, List.of(operands), List.of()),
            columns,
            ZoneOffset.UTC,
            allocator,
            blobs);
    parameters = new InsertParameters(cells, blobs);
    encoder =
        new ArrowStreamEncoder(
            OutputStream.nullOutputStream(), ArrowTypes.schema(layout), Compression.NONE);
  }

  @Benchmark
  public void rows() throws SQLException, IOException {
    if (whose.equals("set-safe")) {
      WrittenVectors.fill(root, 0);
      encoder.write(root);
    } else {
      bind();
    }
  }

  private void bind() throws SQLException, IOException {
    for (int row = 0; row < ROWS; row++) {
      for (int c = 0; c < columns; c++) {
        switch (WrittenRows.Kind.of(c)) {
          case BIGINT -> parameters.setLong(c + 1, WrittenRows.bigint(row, c));
          case TEXT -> parameters.setString(c + 1, WrittenRows.text(row));
          case DOUBLE -> parameters.setDouble(c + 1, WrittenRows.real(row, c));
          case INT -> parameters.setInt(c + 1, row);
        }
      }
      cells.completeEntry();
      if (cells.isFull()) {
        encode(cells.takeFull());
      }
    }
    encode(cells.takeRest());
  }

  private void encode(ArrowRecordBatch batch) throws IOException {
    try (batch) {
      encoder.write(batch);
    }
  }

  @TearDown(Level.Trial)
  public void stop() throws IOException {
    encoder.close();
    cells.close();
    root.close();
    allocator.close();
  }
}
