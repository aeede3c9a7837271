package dev.maxstorage.jdbc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.sql.Blob;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The content of a blob that will be written.
 *
 * @param bytes read once, to the end
 * @param length exactly how many bytes there must be, or -1 for any number; with a MIME type or a
 *     file name never -1
 * @param mimeType or null
 * @param fileName or null
 */
record BlobSource(
    InputStream bytes, long length, @Nullable String mimeType, @Nullable String fileName) {

  /** The content of whatever may be written into a BLOB, or null if the value may not. */
  static @Nullable BlobSource of(Object value) throws SQLException {
    if (value instanceof byte[] bytes) {
      return of(new ByteArrayInputStream(bytes), bytes.length);
    } else if (value instanceof InputStream stream) {
      return of(stream, -1);
    } else if (value instanceof MaxStorageBlob blob) {
      String mimeType = blob.mimeType();
      String fileName = blob.fileName();
      return new BlobSource(blob.getBinaryStream(), blob.length(), mimeType, fileName);
    } else if (value instanceof Blob blob) {
      return of(blob.getBinaryStream(), -1);
    }
    return null;
  }

  /** A stream without MIME type and file name. */
  static BlobSource of(InputStream bytes, long length) {
    return new BlobSource(bytes, length, null, null);
  }

  boolean isDescribed() {
    return mimeType != null || fileName != null;
  }
}
