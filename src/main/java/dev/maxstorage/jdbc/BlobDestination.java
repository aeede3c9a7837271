package dev.maxstorage.jdbc;

import dev.maxstorage.blob.BlobClient;
import dev.maxstorage.blob.BlobTarget;
import java.sql.SQLException;
import java.util.function.ToLongFunction;

/**
 * Where blobs are uploaded to: the write stream whose rows will refer to them.
 *
 * @param columnIds ids of BLOB nodes by their path; fails with IllegalArgumentException for others
 */
record BlobDestination(BlobClient client, BlobTarget target, ToLongFunction<String> columnIds) {

  /** Gives the destination, which may begin the transaction. */
  @FunctionalInterface
  interface Opener {
    BlobDestination open() throws SQLException;
  }
}
