package dev.maxstorage.bench;

/** Something that keeps blobs. */
public interface BlobPeer extends AutoCloseable {
  /** Blobs up to this many bytes are sent as arrays, larger ones as streams. */
  int SMALL_BYTES = 64 * 1024;

  /** Drops what is kept, and makes ready for an upload. */
  void clear() throws Exception;

  /** Keeps so many blobs of so many bytes each. */
  void upload(int count, int bytes) throws Exception;

  /** Reads all blobs in the order in which they were sent; says how many bytes came. */
  long download() throws Exception;

  @Override
  void close() throws Exception;
}
