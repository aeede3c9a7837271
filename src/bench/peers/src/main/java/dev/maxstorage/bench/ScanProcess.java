package dev.maxstorage.bench;

import dev.maxstorage.warehouse.WarehouseCredentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/**
 * A scan in a JVM of its own with little memory. Prints rows, bytes and the peak of its resident
 * bytes.
 */
final class ScanProcess {
  private static final String ACCESS_KEY = "BENCH_ACCESS_KEY";

  private ScanProcess() {}

  /** What the process told of itself. */
  record Outcome(long rows, long bytes, long peakBytes) {}

  /** Starts the process and waits for its end. */
  static Outcome run(BenchWarehouse warehouse, String... jvmOptions)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            ScanProcess.class.getName(),
            warehouse.endpoint().toString(),
            warehouse.credentials().accessId()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put(ACCESS_KEY, warehouse.credentials().accessKey());
    Process process = builder.start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("The scan ended with status " + status + ": " + output);
    }
    String[] figures = output.trim().split(" ");
    return new Outcome(
        Long.parseLong(figures[0]), Long.parseLong(figures[1]), Long.parseLong(figures[2]));
  }

  public static void main(String[] arguments) throws SQLException, IOException {
    WarehouseCredentials pair = new WarehouseCredentials(arguments[1], System.getenv(ACCESS_KEY));
    long rows = 0;
    long bytes = 0;
    try (Connection connection = BenchWarehouse.connect(URI.create(arguments[0]), pair, "");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select * from large");
        ArrowReader reader = result.unwrap(ArrowReader.class)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      while (reader.loadNextBatch()) {
        rows += root.getRowCount();
        for (FieldVector vector : root.getFieldVectors()) {
          bytes += vector.getBufferSize();
        }
      }
    }
    System.out.println(rows + " " + bytes + " " + peakBytes());
  }

  /** The most memory that the process had at once, heap and all else; of Linux, 0 elsewhere. */
  private static long peakBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}
