package dev.maxstorage.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;

/** Another JVM that has a warehouse on disk open, until it is closed. */
public final class WarehouseHolder implements AutoCloseable {
  private final Process process;

  private WarehouseHolder(Process process) {
    this.process = process;
  }

  /** Starts the JVM and waits until it has the warehouse open. */
  public static WarehouseHolder of(Path directory) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            WarehouseHolder.class.getName(),
            directory.toString());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    WarehouseHolder holder = new WarehouseHolder(process);
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (!"open".equals(out.readLine())) {
      holder.close();
      throw new IOException("The other JVM did not open " + directory);
    }
    return holder;
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Ends the JVM and waits for that. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the other JVM runs. */
  public static void main(String[] arguments) throws Exception {
    try (Connection connection =
        DriverManager.getConnection("jdbc:maxstorage:file:" + arguments[0] + "?project=demo")) {
      System.out.println(connection.isValid(0) ? "open" : "broken");
      System.in.read();
    }
  }
}
