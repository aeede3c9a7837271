package dev.maxstorage.blob;

import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.WireRequest;
import dev.maxstorage.wire.Action;
import dev.maxstorage.wire.BlobReadRequest;
import dev.maxstorage.wire.Compression;
import dev.maxstorage.wire.CorruptStreamException;
import dev.maxstorage.wire.Target;
import dev.maxstorage.wire.WireHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * The door to blobs: uploads them and reads them by reference.
 *
 * <p>Holds nothing, so it needs no closing. Threads: any number. Errors: {@code ServiceException}
 * where the service refuses, {@code CorruptStreamException} where bytes are wrong, {@code
 * IllegalArgumentException} for a reference that is none, before any request. Source: Storage API
 * document, chapter 9.
 */
public final class BlobClient {
  private static final Logger LOG = System.getLogger(BlobClient.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final long MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  private final HttpTransport transport;
  private final Compression readCompression;

  /** A client over a transport, which stays the caller's; answers are not compressed. */
  public BlobClient(HttpTransport transport) {
    this(transport, Compression.NONE);
  }

  /** A client that asks for a codec when it reads. */
  public BlobClient(HttpTransport transport, Compression readCompression) {
    this.transport = transport;
    this.readCompression = readCompression;
  }

  /**
   * Begins to upload one blob. Whoever calls closes the writer.
   *
   * @param columnId id of the BLOB node in the schema of the write stream
   * @param partitionValues {@code k=v} items of the row's partition; empty if there are none
   */
  public BlobStreamWriter upload(
      BlobTarget target, long columnId, List<String> partitionValues, Compression compression)
      throws IOException {
    WireRequest request =
        WireRequest.storage(Action.TABLE_WRITE_BLOB, target.table())
            .query("SessionId", target.sessionId())
            .query("StreamId", target.streamId())
            .query("StreamVersion", target.streamVersion())
            .query("PartitionValues", String.join(",", partitionValues))
            .query("ColumnIndex", columnId)
            .header(WireHeaders.ROUTE_TOKEN, target.routeToken());
    if (compression != Compression.NONE) {
      request = request.header("Content-Encoding", compression.token());
    }
    return new BlobStreamWriter(transport.upload(request, WireRequest.OCTETS), compression);
  }

  /**
   * Begins to upload several blobs in one request, all of them or none. Whoever calls closes the
   * writer.
   */
  public BlobBatchWriter uploadBatch(BlobTarget target) {
    WireRequest request =
        WireRequest.storage(Action.TABLE_WRITE_BLOB, target.table())
            .query("SessionId", target.sessionId())
            .query("StreamId", target.streamId())
            .query("StreamVersion", target.streamVersion())
            .query("Mode", "Batch")
            .header(WireHeaders.ROUTE_TOKEN, target.routeToken());
    return new BlobBatchWriter(
        transport.upload(request, WireRequest.OCTETS), transport.options().hasVersion3());
  }

  /**
   * Opens one blob; the reader stands at its first byte. Whoever calls closes the reader.
   *
   * @param reference the bytes of the cell
   */
  public BlobStreamReader open(byte[] reference) throws IOException {
    BlobStreamReader reader = openAll(List.of(reference));
    try {
      reader.next();
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * Opens several blobs with one request; the reader stands in front of the first. Whoever calls
   * closes the reader.
   *
   * @param references the bytes of the cells, at least one; the same one may be there twice
   */
  public BlobStreamReader openAll(List<byte[]> references) throws IOException {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("No blob references to open");
    }
    WireRequest request =
        WireRequest.storage(Action.BLOB_READ, Target.BlobStore.INSTANCE)
            .json(new BlobReadRequest(BlobReferences.texts(references)));
    if (readCompression != Compression.NONE) {
      request = request.header("Accept-Encoding", readCompression.token());
    }
    return new BlobStreamReader(
        transport.stream(request), references.size(), transport.options().hasVersion3());
  }

  /**
   * Opens one blob as a stream that is asked for again where its connection breaks. Whoever calls
   * closes it.
   *
   * @param expectedLength bytes that the blob must have, or {@link BlobStreamReader#UNKNOWN_LENGTH}
   */
  public InputStream download(byte[] reference, long expectedLength) throws IOException {
    return BlobDownload.open(this, reference, expectedLength);
  }

  /**
   * A blob that is read when it is asked for. An empty reference is an empty blob.
   *
   * @param reference the bytes of the cell, not copied
   */
  public StoredBlob stored(byte[] reference) {
    return reference.length == 0 ? EmptyBlob.INSTANCE : new ReferencedBlob(this, reference);
  }

  /** Whether the service knows BLOB nodes inside ARRAY, MAP and STRUCT: from version 3 on. */
  public boolean writesNestedBlobs() {
    return transport.options().hasVersion3();
  }

  /** How often one download may be begun again. */
  int retries() {
    return transport.options().retry().maxRetries();
  }

  /**
   * Waits before a download is begun again: 100 ms, then twice as long each time.
   *
   * @param attempt 1-based
   */
  void pauseBeforeRetry(int attempt, long position, IOException failure) throws IOException {
    LOG.log(
        Level.DEBUG,
        () -> "BlobRead broke after " + position + " bytes, asking again: " + failure.getMessage());
    transport.sleep(FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 6)));
  }

  /** Reads blobs whole; no request for no references. Whoever calls closes the iterator. */
  public BlobDataIterator read(List<byte[]> references) throws IOException {
    return read(references, MAX_ARRAY_BYTES);
  }

  /** As {@link #read(List)}, refusing blobs of more than {@code maxBlobBytes}. */
  public BlobDataIterator read(List<byte[]> references, long maxBlobBytes) throws IOException {
    if (maxBlobBytes < 0) {
      throw new IllegalArgumentException("The limit of " + maxBlobBytes + " bytes is negative");
    }
    return new BlobDataIterator(
        references.isEmpty() ? null : openAll(references), Math.min(maxBlobBytes, MAX_ARRAY_BYTES));
  }

  /**
   * Length, MIME type and file name of a blob, without its bytes: asks for it twice in one request,
   * so that the answer is framed, and drops the answer behind the first header. Storage API
   * document, 11, OP-7.
   */
  public BlobHead head(byte[] reference) throws IOException {
    try (BlobStreamReader reader = openAll(Collections.nCopies(2, reference))) {
      if (reader.next() == null) {
        throw new CorruptStreamException(0, "The framed answer has no frame");
      }
      return new BlobHead(reader.length(), reader.mimeType(), reader.fileName());
    }
  }
}
