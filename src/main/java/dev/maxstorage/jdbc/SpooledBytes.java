package dev.maxstorage.jdbc;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that can be written at any place: in memory while they are few, else in a temporary file
 * that only its owner can read.
 *
 * <p><b>Shape:</b> positions are 0-based. <b>Closing:</b> deletes the file; where the system allows
 * it, its name is gone as soon as it is open. <b>Threads:</b> one at a time.
 */
final class SpooledBytes implements Closeable {
  private final int memoryBytes;
  private byte[] memory = new byte[0];
  private @Nullable FileChannel file;
  private long length;

  /**
   * No bytes.
   *
   * @param memoryBytes most bytes in memory
   */
  SpooledBytes(int memoryBytes) {
    this.memoryBytes = memoryBytes;
  }

  long length() {
    return length;
  }

  /** Whether the bytes are in a file. */
  boolean isSpooled() {
    return file != null;
  }

  /**
   * Writes bytes over those that are there, or behind them.
   *
   * @param position at most the length
   */
  void write(long position, byte[] bytes, int offset, int count) throws IOException {
    long end = position + count;
    if (file == null && end > memoryBytes) {
      spool();
    }
    if (file == null) {
      if (end > memory.length) {
        int capacity = (int) Math.min(memoryBytes, Math.max(end, 2L * memory.length));
        memory = Arrays.copyOf(memory, capacity);
      }
      System.arraycopy(bytes, offset, memory, (int) position, count);
    } else {
      ByteBuffer source = ByteBuffer.wrap(bytes, offset, count);
      for (long at = position; source.hasRemaining(); ) {
        at += file.write(source, at);
      }
    }
    length = Math.max(length, end);
  }

  /** Reads up to {@code count} bytes; -1 at the end. */
  int read(long position, byte[] bytes, int offset, int count) throws IOException {
    if (position >= length) {
      return -1;
    }
    int most = (int) Math.min(count, length - position);
    if (file == null) {
      System.arraycopy(memory, (int) position, bytes, offset, most);
      return most;
    }
    int read = file.read(ByteBuffer.wrap(bytes, offset, most), position);
    if (read < 0) {
      throw new EOFException("The temporary file of a blob is shorter than it was written");
    }
    return read;
  }

  /** Cuts the bytes behind a length, which is at most the one there is. */
  void truncate(long newLength) throws IOException {
    if (file != null) {
      file.truncate(newLength);
    }
    length = newLength;
  }

  private void spool() throws IOException {
    Path path = Files.createTempFile("maxstorage-blob-", ".tmp", ownerOnly());
    FileChannel opened;
    try {
      opened =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      Files.deleteIfExists(path);
      throw e;
    }
    try {
      ByteBuffer source = ByteBuffer.wrap(memory, 0, (int) length);
      for (long at = 0; source.hasRemaining(); ) {
        at += opened.write(source, at);
      }
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    file = opened;
    memory = new byte[0];
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public void close() throws IOException {
    memory = new byte[0];
    length = 0;
    if (file != null) {
      file.close();
    }
  }
}
