package dev.maxstorage.jdbc;

import dev.maxstorage.config.ConnectionProperties;
import dev.maxstorage.config.ConnectionProperty;
import dev.maxstorage.config.ConnectionProperty.Secret;
import dev.maxstorage.config.ConnectionUrl;
import dev.maxstorage.config.DriverConfig;
import dev.maxstorage.config.InvalidConfigException;
import dev.maxstorage.config.Surroundings;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC driver for URLs that begin with {@code jdbc:maxstorage:}. It registers itself.
 *
 * <p>URLs: {@code jdbc:maxstorage:https://host/api?project=p} is the service, {@code
 * jdbc:maxstorage:file:directory} an embedded warehouse on disk, {@code jdbc:maxstorage:mem:name}
 * one in memory, shared by name in this JVM.
 *
 * <p><b>Threads:</b> any.
 */
public final class MaxStorageDriver implements Driver {
  static {
    try {
      DriverManager.registerDriver(new MaxStorageDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** A driver; {@link DriverManager} has one already. */
  public MaxStorageDriver() {}

  /**
   * Opens a connection; null for URLs of other drivers, as JDBC says.
   *
   * @param info properties, which win over the URL's
   * @throws SQLException naming the property that cannot be used, or why nothing answers
   */
  @Override
  public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
    if (url == null || !ConnectionUrl.accepts(url)) {
      return null;
    }
    ConnectionUrl parsed = ConnectionUrl.of(url);
    DriverConfig config;
    try {
      config = parsed.config(info == null ? new Properties() : info, Surroundings.ofProcess());
    } catch (InvalidConfigException e) {
      throw SqlErrors.of(SqlState.INVALID_ARGUMENT, e.getMessage(), e);
    }
    Clients clients = Clients.open(config);
    try {
      return new MaxStorageConnection(config, parsed.redacted(), clients);
    } catch (SQLException | RuntimeException e) {
      clients.close();
      throw e;
    }
  }

  @Override
  public boolean acceptsURL(String url) {
    return url != null && ConnectionUrl.accepts(url);
  }

  /** All properties with values or defaults, and choices; values of secrets are left out. */
  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info)
      throws SQLException {
    List<DriverPropertyInfo> all = new ArrayList<>();
    for (ConnectionProperty<?> property : ConnectionProperties.all()) {
      String given = property.secret() == Secret.YES ? null : given(property, url, info);
      DriverPropertyInfo described =
          new DriverPropertyInfo(property.name(), given == null ? property.defaultText() : given);
      described.description = property.description();
      described.required =
          property.name().equals(ConnectionProperties.PROJECT.name()) && isService(url);
      described.choices =
          property.choices().isEmpty() ? null : property.choices().toArray(String[]::new);
      all.add(described);
    }
    return all.toArray(DriverPropertyInfo[]::new);
  }

  /** Embedded warehouses have a project when none is named. */
  private static boolean isService(@Nullable String url) {
    return url != null && url.startsWith(ConnectionUrl.PREFIX + "http");
  }

  private static @Nullable String given(
      ConnectionProperty<?> property, @Nullable String url, @Nullable Properties info)
      throws SQLException {
    String shown = url != null && ConnectionUrl.accepts(url) ? url : ConnectionUrl.PREFIX;
    Properties properties = info == null ? new Properties() : info;
    try {
      List<String> texts = ConnectionUrl.of(shown).given(property, properties);
      return texts.isEmpty() ? null : texts.get(texts.size() - 1);
    } catch (InvalidConfigException e) {
      throw SqlErrors.of(SqlState.INVALID_ARGUMENT, e.getMessage(), e);
    }
  }

  @Override
  public int getMajorVersion() {
    return DriverVersion.MAJOR;
  }

  @Override
  public int getMinorVersion() {
    return DriverVersion.MINOR;
  }

  /** False: MaxCompute has no updatable result sets, procedures or full SQL-92. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("dev.maxstorage");
  }
}
