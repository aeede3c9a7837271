package dev.maxstorage.blob;

/**
 * A blob that the server has.
 *
 * @param reference what belongs into the cell of the row; not copied, must not change
 * @param size uncompressed bytes
 */
public record UploadedBlob(byte[] reference, long size) {

  /** The size alone. */
  @Override
  public String toString() {
    return "UploadedBlob[" + size + " bytes]";
  }
}
