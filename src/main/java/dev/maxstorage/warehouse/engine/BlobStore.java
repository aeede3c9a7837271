package dev.maxstorage.warehouse.engine;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Blobs by reference, one file each. A blob belongs to the session that wrote it until a commit
 * makes rows visible that refer to it; then it stays as long as such rows. Thread-safe.
 *
 * <p>Which segments refer to a blob stands in the catalog, so a commit of rows is the commit of
 * their blobs; files without such a segment are removed when the warehouse starts.
 */
public final class BlobStore {
  private static final Pattern REFERENCE = Pattern.compile("blob-[0-9a-f]{16}");
  private static final String TEMPORARY = ".tmp";

  private final Path directory;
  private final Durability durability;
  private final Database database;
  private final Ids ids;
  private final Map<String, Set<String>> bySession = new ConcurrentHashMap<>();

  /** Whether blobs must survive the process. */
  enum Durability {
    /** They are forced to the disk. */
    DURABLE,
    /** The directory is deleted with the warehouse. */
    TEMPORARY
  }

  BlobStore(Path directory, Durability durability, Database database, Ids ids) {
    this.directory = directory;
    this.durability = durability;
    this.database = database;
    this.ids = ids;
  }

  /**
   * Begins a blob.
   *
   * @param contentType null if unknown
   * @param fileName null if unknown
   * @param sessionId of the write session; its blobs are removed by {@link #delete}
   */
  public BlobWriter create(
      @Nullable String contentType, @Nullable String fileName, String sessionId)
      throws IOException {
    String reference = String.format(Locale.ROOT, "blob-%016x", ids.next());
    Files.createDirectories(directory);
    return new BlobWriter(
        this,
        durability,
        reference,
        sessionId,
        directory.resolve(reference + TEMPORARY),
        file(reference),
        contentType == null ? "" : contentType,
        fileName == null ? "" : fileName);
  }

  void finished(String sessionId, String reference) {
    bySession.computeIfAbsent(sessionId, id -> ConcurrentHashMap.newKeySet()).add(reference);
  }

  /** The blob of this reference, to be closed; null if there is none. */
  public @Nullable BlobFile open(String reference) throws IOException {
    if (!exists(reference)) {
      return null;
    }
    Path file = file(reference);
    DataInputStream content =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    try {
      BlobHeader header = BlobHeader.read(content);
      return new BlobFile(
          content, Files.size(file) - header.bytes(), header.contentType(), header.fileName());
    } catch (Throwable e) {
      Database.closeAfter(e, content);
      throw e;
    }
  }

  /** Whether there is a blob of this reference. */
  public boolean exists(String reference) {
    return REFERENCE.matcher(reference).matches() && Files.isRegularFile(file(reference));
  }

  /** Removes the session's blobs that no row refers to, staged rows included. */
  public void delete(String sessionId) throws IOException {
    Set<String> written = bySession.remove(sessionId);
    if (written == null) {
      return;
    }
    Set<String> unreferenced = new HashSet<>(written);
    try (DuckConnection connection = database.connection()) {
      unreferenced.removeAll(Sweeper.referenced(connection, written));
    } catch (SQLException e) {
      throw Failures.internal("The blobs of session " + sessionId + " could not be removed", e);
    }
    for (String reference : unreferenced) {
      Files.deleteIfExists(file(reference));
    }
  }

  /** Removes blobs that no row refers to any more. */
  void remove(Collection<String> references) {
    for (String reference : references) {
      if (REFERENCE.matcher(reference).matches()) {
        try {
          Files.deleteIfExists(file(reference));
        } catch (IOException e) {
          throw new UncheckedIOException("Blob " + reference + " could not be removed", e);
        }
      }
    }
  }

  /** Removes every file but the blobs that committed rows refer to. */
  void keepOnly(Set<String> references) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      if (!references.contains(file.getFileName().toString())) {
        Files.delete(file);
      }
    }
  }

  /** Blobs are spread over 256 directories by the end of their names. */
  private Path file(String reference) {
    return directory.resolve(reference.substring(reference.length() - 2)).resolve(reference);
  }
}
