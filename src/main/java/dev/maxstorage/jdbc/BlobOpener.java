package dev.maxstorage.jdbc;

import dev.maxstorage.blob.BlobClient;
import dev.maxstorage.blob.BlobSequence;
import dev.maxstorage.config.DriverConfig;

/**
 * Makes Blobs of references; nothing is sent before a blob is read. Its requests belong to the
 * connection, so that a blob outlives its statement.
 */
final class BlobOpener {
  private final BlobClient client;
  private final DriverConfig config;

  BlobOpener(BlobClient client, DriverConfig config) {
    this.client = client;
    this.config = config;
  }

  /**
   * The blob of a reference that stands alone.
   *
   * @param reference the bytes of the cell
   */
  StorageBlob open(byte[] reference) {
    return new StorageBlob(client.stored(reference), config.maxBlobBytes());
  }

  /** The blob of a row of a sequence, which knows the row. */
  StorageBlob open(BlobSequence sequence, long row) {
    return new StorageBlob(sequence.at(row), config.maxBlobBytes());
  }

  /** A sequence for one column of one result. */
  BlobSequence sequence() {
    return new BlobSequence(client, config.blobWindow(), config.blobWindowBytes());
  }
}
