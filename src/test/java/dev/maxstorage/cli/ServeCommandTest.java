package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.cli.Console.ProgressStyle;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeCommandTest {
  @TempDir private Path directory;

  @Test
  void aServedWarehouseAnswersUntilItIsStopped() throws Exception {
    Path warehouse = directory.resolve("wh");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PipedInputStream lines = new PipedInputStream();
    Console console =
        new Console(
            new PipedOutputStream(lines),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            ProgressStyle.LINES);
    ServeCommand command = new ServeCommand(console);
    new CommandLine(command).parseArgs("--warehouse", warehouse.toString(), "--project", "p");
    CountDownLatch stop = new CountDownLatch(1);
    FutureTask<Boolean> serving =
        new FutureTask<>(
            () -> {
              command.serve(stop);
              return true;
            });
    new Thread(serving, "serve").start();
    try {
      BufferedReader out = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8));
      String line = out.readLine();
      assertThat(line).matches("listening on http://127\\.0\\.0\\.1:\\d+");
      Path keys = warehouse.resolve("credentials");
      String endpoint = line.replace("listening on ", "") + "/api";
      assertThat(err.toString(StandardCharsets.UTF_8))
          .isEqualTo(
              "connect with jdbc:maxstorage:%s?project=p, access id and key in %s\n"
                  .formatted(endpoint, keys));
      Properties properties = new Properties();
      properties.load(Files.newBufferedReader(keys));
      String url =
          "jdbc:maxstorage:%s?project=p&accessId=%s&accessKey=%s"
              .formatted(
                  endpoint,
                  properties.getProperty("accessId"),
                  properties.getProperty("accessKey"));
      try (Connection connection = MemoryWarehouse.open(url)) {
        assertThat(MemoryWarehouse.rows(connection, "select 1 + 1")).containsExactly("2");
      }
    } finally {
      stop.countDown();
    }
    assertThat(serving.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void halfAKeyPairIsRefused() {
    CommandRun run = CommandRun.of("serve", "--access-id", "me");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("error: --access-key is missing; give both or none\n");
  }
}
