package dev.maxstorage.jdbc;

import dev.maxstorage.config.ConnectionProperties;
import dev.maxstorage.config.CredentialsProvider;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.CommonDataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the data sources have in common: a URL and properties, which win over the URL's.
 *
 * <p><b>Threads:</b> connections may be asked for from any thread, once the source is set up.
 */
abstract class PropertiesSource implements CommonDataSource {
  private static final MaxStorageDriver DRIVER = new MaxStorageDriver();

  private final Properties properties = new Properties();
  private @Nullable String url;
  private @Nullable PrintWriter logWriter;

  /** The JDBC URL, or null if none was set. */
  public @Nullable String getUrl() {
    return url;
  }

  /** Sets the JDBC URL, which begins with {@code jdbc:maxstorage:}. */
  public void setUrl(String url) {
    this.url = url;
  }

  /** Sets the access id, the property {@code accessId}. */
  public void setUser(String accessId) {
    setProperty("accessId", accessId);
  }

  /** Sets the access key, the property {@code accessKey}. */
  public void setPassword(String accessKey) {
    setProperty("accessKey", accessKey);
  }

  /** Sets a connection property; it wins over the URL's. */
  public void setProperty(String name, String value) {
    properties.setProperty(name, value);
  }

  /**
   * Sets what gives the credentials of every request of every connection; null for none. An access
   * key pair among the properties wins over it.
   */
  public final void setCredentialsProvider(@Nullable CredentialsProvider provider) {
    String name = ConnectionProperties.CREDENTIALS_PROVIDER.name();
    if (provider == null) {
      properties.remove(name);
    } else {
      properties.put(name, provider);
    }
  }

  final MaxStorageConnection connect() throws SQLException {
    return connect(properties);
  }

  /** A connection with another access key pair. */
  final MaxStorageConnection connect(String accessId, String accessKey) throws SQLException {
    Properties withKey = new Properties();
    withKey.putAll(properties);
    withKey.setProperty("accessId", accessId);
    withKey.setProperty("accessKey", accessKey);
    return connect(withKey);
  }

  private MaxStorageConnection connect(Properties given) throws SQLException {
    Connection connection = url == null ? null : DRIVER.connect(url, given);
    if (connection == null) {
      throw SqlErrors.of(
          SqlState.INVALID_ARGUMENT,
          "The data source has no URL that begins with jdbc:maxstorage:; call setUrl");
    }
    return (MaxStorageConnection) connection;
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return logWriter;
  }

  /** Kept, but nothing is written to it: the driver logs through {@link System.Logger}. */
  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    logWriter = out;
  }

  /** Sets the property {@code connectTimeout}, in seconds; 0 for no limit. */
  @Override
  public void setLoginTimeout(int seconds) {
    properties.setProperty("connectTimeout", Integer.toString(seconds));
  }

  @Override
  public int getLoginTimeout() {
    return Integer.parseInt(properties.getProperty("connectTimeout", "0"));
  }

  @Override
  public Logger getParentLogger() {
    return DRIVER.getParentLogger();
  }
}
