package dev.maxstorage.warehouse.engine;

import static java.util.Objects.requireNonNull;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Takes a blob's bytes. Closing before {@link #finish} drops the blob. Not thread-safe. */
public final class BlobWriter extends OutputStream {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final BlobStore store;
  private final BlobStore.Durability durability;
  private final String reference;
  private final String sessionId;
  private final Path temporary;
  private final Path file;
  private final FileOutputStream target;
  private final DataOutputStream out;
  private boolean closed;

  BlobWriter(
      BlobStore store,
      BlobStore.Durability durability,
      String reference,
      String sessionId,
      Path temporary,
      Path file,
      String contentType,
      String fileName)
      throws IOException {
    this.store = store;
    this.durability = durability;
    this.reference = reference;
    this.sessionId = sessionId;
    this.temporary = temporary;
    this.file = file;
    this.target = new FileOutputStream(temporary.toFile());
    this.out = new DataOutputStream(new BufferedOutputStream(target, BUFFER_BYTES));
    try {
      BlobHeader.write(out, contentType, fileName);
    } catch (Throwable e) {
      Database.closeAfter(e, this);
      throw e;
    }
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /**
   * Makes the blob durable, where the warehouse is, and gives its reference: printable ASCII, at
   * least 8 characters. Closes the writer.
   */
  public String finish() throws IOException {
    if (closed) {
      throw new IOException("Blob " + reference + " is closed");
    }
    out.flush();
    boolean durable = durability == BlobStore.Durability.DURABLE;
    if (durable) {
      target.getFD().sync();
    }
    target.close();
    Path folder = requireNonNull(file.getParent(), "folder of a blob file");
    Files.createDirectories(folder);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    if (durable) {
      syncDirectory(folder);
    }
    closed = true;
    store.finished(sessionId, reference);
    return reference;
  }

  /** Makes the new name durable, on systems that let a directory be opened. */
  private static void syncDirectory(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        target.close();
      } finally {
        Files.deleteIfExists(temporary);
      }
    }
  }
}
