package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.BlobStore.Durability;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What an engine holds open: the claim on the directory, the database, Arrow memory. Opening brings
 * everything into the state of the last commit.
 */
record OpenWarehouse(
    Database database,
    Catalog catalog,
    BlobStore blobs,
    Ids ids,
    BufferAllocator allocator,
    InstantSource clock,
    Deque<Closeable> resources)
    implements Closeable {
  private static final String DATABASE_FILE = "warehouse.duckdb";
  private static final String BLOBS = "blobs";
  private static final String SPILL = "spill";
  private static final Duration COMMITS_KEPT = Duration.ofDays(7);

  static OpenWarehouse open(EngineOptions options) {
    NioAccess.open();
    Deque<Closeable> resources = new ArrayDeque<>();
    try {
      return open(options, resources);
    } catch (SQLException e) {
      closeAll(e, resources);
      throw Failures.internal("The warehouse could not be opened", e);
    } catch (IOException e) {
      closeAll(e, resources);
      throw new EngineException(
          Kind.INTERNAL, "The warehouse could not be opened: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      closeAll(e, resources);
      throw e;
    }
  }

  private static OpenWarehouse open(EngineOptions options, Deque<Closeable> resources)
      throws IOException, SQLException {
    Path directory = directory(options.directory(), resources);
    resources.push(WarehouseLock.claim(directory));
    Path spill = directory.resolve(SPILL);
    delete(spill);
    Path file = options.directory() == null ? null : directory.resolve(DATABASE_FILE);
    Database database = Database.open(file, spill, options.memoryLimitBytes(), options.threads());
    resources.push(database);
    BufferAllocator allocator = new RootAllocator();
    resources.push(allocator::close);
    try (DuckConnection connection = database.connection()) {
      CatalogStore store = new CatalogStore(connection);
      Ids ids = new Ids(store.prepare());
      store.deleteCommits(options.clock().instant().minus(COMMITS_KEPT));
      CatalogReader reader = new CatalogReader(connection);
      List<TableState> tables = reader.tables();
      BlobStore blobs =
          new BlobStore(
              directory.resolve(BLOBS),
              options.directory() == null ? Durability.TEMPORARY : Durability.DURABLE,
              database,
              ids);
      new Recovery(connection).run(tables, blobs);
      return new OpenWarehouse(
          database,
          new Catalog(
              reader.projects(), reader.schemas(), tables, new ViewStore(connection).views()),
          blobs,
          ids,
          allocator,
          options.clock(),
          resources);
    }
  }

  /** The warehouse's directory, for one in memory a temporary one that is deleted at the end. */
  private static Path directory(@Nullable Path wanted, Deque<Closeable> resources)
      throws IOException {
    if (wanted != null) {
      return Files.createDirectories(wanted).toRealPath();
    }
    Path temporary = TemporaryDirectories.make();
    resources.push(() -> delete(temporary));
    return temporary;
  }

  /** Deletes a directory with all in it, if it is there. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walked = Files.walk(directory)) {
      all = walked.toList();
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      Files.deleteIfExists(all.get(i));
    }
  }

  private static void closeAll(Throwable failure, Deque<Closeable> resources) {
    while (!resources.isEmpty()) {
      Database.closeAfter(failure, resources.pop());
    }
  }

  /** Closes everything, the last opened first, also if some of it fails. */
  @Override
  public void close() throws IOException {
    IOException failed = new IOException("The warehouse did not close cleanly");
    closeAll(failed, resources);
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
  }
}
