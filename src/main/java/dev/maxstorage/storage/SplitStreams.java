package dev.maxstorage.storage;

import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.StreamingResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * Opens the streams of one read session; what sessions of tables and of SQL jobs do differently.
 *
 * <p>Each call gets the transport to use, so that it can be cancelled apart. Threads: any number.
 */
interface SplitStreams {

  /**
   * Opens one stream.
   *
   * @param skipRows rows of the split that are not delivered again
   */
  StreamingResponse open(HttpTransport transport, Split split, long skipRows, ReadOptions options)
      throws IOException;

  /** Prolongs the session if it has lived half of its time. Does not fail if the server refuses. */
  void keepAlive(HttpTransport transport) throws IOException;

  /** The longest wait before {@link #keepAlive} should be called again. */
  Duration keepAliveWithin(HttpTransport transport);

  /**
   * Tries to bring back a session that the server no longer knows.
   *
   * @return whether opening the stream again is worth a try
   */
  boolean revive(HttpTransport transport) throws IOException;
}
