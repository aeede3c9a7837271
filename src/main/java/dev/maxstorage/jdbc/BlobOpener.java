package dev.maxstorage.jdbc;

/** Makes a Blob of a reference; nothing is sent before the blob is read. */
@FunctionalInterface
interface BlobOpener {

  /**
   * The blob of a cell.
   *
   * @param reference the bytes of the cell
   */
  StorageBlob open(byte[] reference);
}
