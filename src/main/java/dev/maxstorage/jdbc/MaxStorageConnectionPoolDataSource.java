package dev.maxstorage.jdbc;

import java.sql.SQLException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;

/**
 * A source of connections for pools that manage {@link PooledConnection}s: a URL and, if wanted,
 * properties.
 *
 * <p><b>Threads:</b> connections may be asked for from any thread, once the source is set up.
 */
public final class MaxStorageConnectionPoolDataSource extends PropertiesSource
    implements ConnectionPoolDataSource {

  /** A source without a URL; call {@link #setUrl} before {@link #getPooledConnection()}. */
  public MaxStorageConnectionPoolDataSource() {}

  @Override
  public PooledConnection getPooledConnection() throws SQLException {
    return new LentConnection(connect());
  }

  /** A connection with another access key pair. */
  @Override
  public PooledConnection getPooledConnection(String accessId, String accessKey)
      throws SQLException {
    return new LentConnection(connect(accessId, accessKey));
  }
}
