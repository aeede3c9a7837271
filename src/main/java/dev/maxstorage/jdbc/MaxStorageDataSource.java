package dev.maxstorage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A source of connections for pools and containers: a URL and, if wanted, properties.
 *
 * <p><b>Threads:</b> connections may be asked for from any thread, once the source is set up.
 */
public final class MaxStorageDataSource extends PropertiesSource implements DataSource {

  /** A source without a URL; call {@link #setUrl} before {@link #getConnection()}. */
  public MaxStorageDataSource() {}

  @Override
  public Connection getConnection() throws SQLException {
    return connect();
  }

  /** A connection with another access key pair. */
  @Override
  public Connection getConnection(String accessId, String accessKey) throws SQLException {
    return connect(accessId, accessKey);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
