package dev.maxstorage.cli;

import dev.maxstorage.warehouse.WarehouseCredentials;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The key pair of a served warehouse, in a file that only its owner can read when nobody gave one.
 * The file has the lines {@code accessId=...} and {@code accessKey=...}.
 *
 * @param credentials the pair
 * @param path the file, null if the pair was given
 * @param lifetime whether closing deletes the file
 */
record KeyFile(WarehouseCredentials credentials, @Nullable Path path, Lifetime lifetime)
    implements Closeable {
  private static final String NAME = "credentials";
  private static final String ID = "accessId";
  private static final String KEY = "accessKey";

  /** How long the file stays. */
  enum Lifetime {
    PERMANENT,
    UNTIL_CLOSED
  }

  /** A pair that needs no file. */
  static KeyFile given(WarehouseCredentials credentials) {
    return new KeyFile(credentials, null, Lifetime.PERMANENT);
  }

  /** The pair of this warehouse directory, made at the first time. */
  static KeyFile in(Path directory) throws IOException, CommandException {
    Path path = directory.resolve(NAME);
    if (Files.exists(path)) {
      return new KeyFile(read(path), path, Lifetime.PERMANENT);
    }
    Files.createDirectories(directory);
    return new KeyFile(write(path), path, Lifetime.PERMANENT);
  }

  /** A new pair, in a file that is deleted on {@link #close}. */
  static KeyFile temporary() throws IOException {
    Path directory = Files.createTempDirectory("maxstorage");
    Path path = directory.resolve(NAME);
    return new KeyFile(write(path), path, Lifetime.UNTIL_CLOSED);
  }

  private static WarehouseCredentials write(Path path) throws IOException {
    WarehouseCredentials made = WarehouseCredentials.random(new SecureRandom());
    String text = ID + "=" + made.accessId() + "\n" + KEY + "=" + made.accessKey() + "\n";
    try (OutputStream file = create(path)) {
      file.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return made;
  }

  private static OutputStream create(Path path) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] rights =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(path, rights);
    return Files.newOutputStream(path, StandardOpenOption.WRITE);
  }

  private static WarehouseCredentials read(Path path) throws IOException, CommandException {
    Properties pair = new Properties();
    try (InputStream file = Files.newInputStream(path)) {
      pair.load(file);
    }
    String id = pair.getProperty(ID);
    String key = pair.getProperty(KEY);
    if (id == null || key == null) {
      throw new CommandException(
          "File '" + path + "' does not hold " + ID + "= and " + KEY + "= lines");
    }
    return new WarehouseCredentials(id, key);
  }

  @Override
  public void close() throws IOException {
    if (path != null && lifetime == Lifetime.UNTIL_CLOSED) {
      Files.deleteIfExists(path);
      Files.deleteIfExists(path.toAbsolutePath().getParent());
    }
  }
}
