package dev.maxstorage.cli;

import dev.maxstorage.warehouse.WarehouseCredentials;
import dev.maxstorage.warehouse.WarehouseOptions;
import dev.maxstorage.warehouse.WarehouseServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves a warehouse to other processes until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Serve a warehouse on the loopback address until SIGTERM or SIGINT.",
      "Without keys, a key pair is made and written to a file that only its owner can read."
    })
final class ServeCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      description = "Directory of the warehouse, made if missing; default: in memory.")
  private @Nullable Path directory;

  @Option(names = "--port", paramLabel = "N", description = "Port; default: a free one.")
  private int port;

  @Option(
      names = "--project",
      paramLabel = "P",
      description = "Project to make if it does not exist; default: main.")
  private String project = "main";

  @Option(names = "--access-id", paramLabel = "ID", description = "Id of the key pair.")
  private @Nullable String accessId;

  @Option(names = "--access-key", paramLabel = "KEY", description = "Secret of the key pair.")
  private @Nullable String accessKey;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException, InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    for (String signal : new String[] {"TERM", "INT"}) {
      Signals.register(signal, stop::countDown);
    }
    serve(stop);
    return 0;
  }

  /** Serves until the latch is open. */
  void serve(CountDownLatch stop) throws IOException, CommandException, InterruptedException {
    try (KeyFile keys = keys()) {
      WarehouseOptions options =
          (directory == null ? WarehouseOptions.inMemory() : WarehouseOptions.onDisk(directory))
              .withPort(port)
              .withProjects(project)
              .withCredentials(keys.credentials());
      try (WarehouseServer server = WarehouseServer.start(options)) {
        URI endpoint = server.endpoint();
        console
            .err()
            .println(
                "connect with jdbc:maxstorage:%s?project=%s".formatted(endpoint, project)
                    + (keys.path() == null ? "" : ", access id and key in " + keys.path()));
        console.line("listening on http://" + endpoint.getAuthority());
        stop.await();
      }
    }
  }

  private KeyFile keys() throws IOException, CommandException {
    if (accessId != null && accessKey != null) {
      return KeyFile.given(new WarehouseCredentials(accessId, accessKey));
    }
    if (accessId != null || accessKey != null) {
      throw new CommandException(
          (accessId == null ? "--access-id" : "--access-key") + " is missing; give both or none");
    }
    return directory == null ? KeyFile.temporary() : KeyFile.in(directory);
  }
}
