package dev.maxstorage.jdbc;

import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * A blob of this driver: a {@link Blob} with a MIME type and a file name.
 *
 * <p>Every blob of a result set and of {@code Connection.createBlob} is one. Get at it with {@code
 * resultSet.getObject(column, MaxStorageBlob.class)}, or by a cast to {@link Wrapper} and {@code
 * unwrap(MaxStorageBlob.class)}.
 */
public interface MaxStorageBlob extends Blob, Wrapper {

  /** The MIME type, or null if none was given. Of a stored blob this is one small request. */
  @Nullable String mimeType() throws SQLException;

  /**
   * The file name, or null if none was given or the Storage API is older than version 3. Of a
   * stored blob this is one small request.
   */
  @Nullable String fileName() throws SQLException;

  /**
   * Sets the MIME type of a blob that {@code Connection.createBlob} made, before it is inserted.
   *
   * @param mimeType such as {@code image/png}; null for none
   * @throws SQLException if the blob is a stored one
   */
  void setMimeType(@Nullable String mimeType) throws SQLException;

  /**
   * Sets the file name of a blob that {@code Connection.createBlob} made, before it is inserted.
   *
   * @param fileName null for none
   * @throws SQLException if the blob is a stored one
   */
  void setFileName(@Nullable String fileName) throws SQLException;
}
