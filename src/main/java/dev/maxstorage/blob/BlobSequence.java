package dev.maxstorage.blob;

import dev.maxstorage.transport.CancelledException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blobs of one column in the order of their rows. Whoever reads one after the other gets them
 * in windows: one request brings the next ones, which wait in memory.
 *
 * <p>The first blob, and any that is read out of order, is a request of its own. Windows begin
 * small and double as long as the order holds, up to a number of blobs and of bytes. A blob that
 * does not fit is never buffered: it ends the window before it, or is streamed where it is wanted
 * itself. If a window fails, its blobs are asked for one by one, so that a blob which cannot be
 * read is an error of its own row only.
 *
 * <p>Closing drops what waits in memory; blobs given out can still be read, one by one. Threads:
 * any; one request at a time.
 */
public final class BlobSequence implements Closeable {
  private static final Logger LOG = System.getLogger(BlobSequence.class.getName());
  private static final int FIRST_WINDOW = 8;
  private static final int MOST_SINGLES = 64;
  private static final long NONE = -1;

  private final BlobClient client;
  private final int maxBlobs;
  private final long maxBytes;
  private Rows ahead = new Rows(0, List.of());
  private volatile BlobWindow window = BlobWindow.EMPTY;
  private volatile boolean closed;

  /** The row whose blob continues the order; {@link #NONE} before the first read. */
  private long next = NONE;

  /** Blobs of the next window. */
  private int width = FIRST_WINDOW;

  /** Rows below are read one by one. */
  private long singlesBelow;

  /** How many rows were last given up to be read one by one because a blob was too large. */
  private int largeRun;

  /** References of consecutive rows; null where a cell is. */
  private record Rows(long first, List<byte @Nullable []> references) {
    boolean has(long row) {
      return row >= first && row < first + references.size();
    }

    byte @Nullable [] at(long row) {
      return references.get((int) (row - first));
    }

    /** The next row behind {@code row} whose cell is not null, or the row behind the last. */
    long afterNulls(long row) {
      long found = row;
      while (has(found) && at(found) == null) {
        found++;
      }
      return found;
    }
  }

  /**
   * A sequence that nobody has read from.
   *
   * @param maxBlobs most blobs of a window; below 2 there are no windows
   * @param maxBytes most bytes of a window
   */
  public BlobSequence(BlobClient client, int maxBlobs, long maxBytes) {
    this.client = client;
    this.maxBlobs = maxBlobs;
    this.maxBytes = maxBytes;
  }

  /** Most rows that it is worth to look ahead. */
  public int lookahead() {
    return Math.max(1, maxBlobs);
  }

  /** Whether the references from this row on must be told by {@link #tell} first. */
  public synchronized boolean isUnknown(long row) {
    return !ahead.has(row);
  }

  /**
   * Tells the references of consecutive rows.
   *
   * @param firstRow any numbering that counts rows up
   * @param references null where a cell is null; not copied
   */
  public synchronized void tell(long firstRow, List<byte @Nullable []> references) {
    ahead = new Rows(firstRow, references);
    next = ahead.afterNulls(next);
  }

  /** The blob of a row that was told and is not null. */
  public synchronized StoredBlob at(long row) {
    Rows rows = ahead;
    byte[] reference = rows.at(row);
    if (reference == null) {
      throw new IllegalArgumentException("Row " + row + " has no blob");
    }
    if (reference.length == 0) {
      return client.stored(reference);
    }
    return new Place(rows, row, reference);
  }

  /** The blob of one row. */
  private final class Place implements StoredBlob {
    private final Rows rows;
    private final long row;
    private final byte[] reference;
    private volatile long length = BlobStreamReader.UNKNOWN_LENGTH;

    Place(Rows rows, long row, byte[] reference) {
      this.rows = rows;
      this.row = row;
      this.reference = reference;
    }

    @Override
    public InputStream open() throws IOException {
      return BlobSequence.this.open(rows, row, reference, length);
    }

    @Override
    public BlobHead head() throws IOException {
      BlobHead head = BlobSequence.this.head(rows, row, reference);
      length = head.length();
      return head;
    }
  }

  private synchronized InputStream open(Rows rows, long row, byte[] reference, long expectedLength)
      throws IOException {
    BlobStreamReader large = prepare(rows, row);
    BlobData buffered = window.blob(row);
    if (buffered != null) {
      return new ByteArrayInputStream(buffered.bytes());
    }
    return large == null
        ? client.download(reference, expectedLength)
        : BlobDownload.of(client, reference, large);
  }

  private synchronized BlobHead head(Rows rows, long row, byte[] reference) throws IOException {
    try (BlobStreamReader large = prepare(rows, row)) {
      BlobData buffered = window.blob(row);
      if (buffered != null) {
        return new BlobHead(buffered.bytes().length, buffered.mimeType(), buffered.fileName());
      }
      return large == null
          ? client.head(reference)
          : new BlobHead(large.length(), large.mimeType(), large.fileName());
    }
  }

  /**
   * Notes that a row is read, and fetches a window if it is time.
   *
   * @return an answer that stands at the first byte of the row's blob, if that is too large for the
   *     window; to be closed by the caller
   */
  private @Nullable BlobStreamReader prepare(Rows rows, long row) throws IOException {
    if (window.blob(row) != null) {
      next = Math.max(next, rows.afterNulls(row + 1));
      return null;
    }
    boolean inOrder = row == next;
    next = rows.afterNulls(row + 1);
    if (!inOrder) {
      width = FIRST_WINDOW;
      return null;
    }
    if (closed || row < singlesBelow) {
      return null;
    }
    List<Long> wanted = new ArrayList<>();
    List<byte[]> references = new ArrayList<>();
    int most = Math.min(width, maxBlobs);
    for (long at = row; rows.has(at) && wanted.size() < most; at++) {
      byte[] reference = rows.at(at);
      if (reference != null && reference.length > 0) {
        wanted.add(at);
        references.add(reference);
      }
    }
    return wanted.size() < 2 ? null : fetch(wanted, references);
  }

  private @Nullable BlobStreamReader fetch(List<Long> rows, List<byte[]> references)
      throws IOException {
    BlobWindow fetched = new BlobWindow(maxBytes);
    window = BlobWindow.EMPTY; // not both in memory
    BlobStreamReader reader = null;
    boolean handedOn = false;
    boolean failed = false;
    try {
      reader = client.openAll(references);
      for (long row : rows) {
        if (reader.next() == null) {
          throw new IOException("The answer ended early");
        }
        if (!fetched.take(row, reader)) {
          handedOn = fetched.isEmpty();
          break;
        }
      }
      if (fetched.size() == rows.size()) {
        reader.next(); // the end, so that the connection can be used again
      }
    } catch (CancelledException | InterruptedIOException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, () -> "A window of blobs failed, they are read one by one: " + e);
      singlesBelow = rows.get(rows.size() - 1) + 1;
      failed = true;
    } finally {
      if (reader != null && !handedOn) {
        drop(reader);
      }
    }
    if (!closed) {
      window = fetched;
    }
    if (!handedOn) {
      largeRun = 0;
      width = failed ? FIRST_WINDOW : fetched.suggestedWidth(width);
      return null;
    }
    largeRun = Math.min(MOST_SINGLES, Math.max(1, 2 * largeRun));
    singlesBelow = rows.get(0) + 1 + largeRun;
    return reader;
  }

  /** Failures of an answer that is not needed any more are no failures. */
  private static void drop(BlobStreamReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "closing a window of blobs: " + e);
    }
  }

  @Override
  public void close() {
    closed = true;
    window = BlobWindow.EMPTY;
  }
}
