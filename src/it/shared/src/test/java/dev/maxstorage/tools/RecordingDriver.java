package dev.maxstorage.tools;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.logging.Logger;

/**
 * The driver under test behind proxies that note each call of java.sql that it refuses, for all
 * connections of the JVM.
 *
 * <p>It takes the driver's place at the DriverManager, under the same URLs. Public with a
 * constructor, since tools make drivers by the name of their class.
 */
public final class RecordingDriver implements Driver {
  private static final List<Class<?>> RECORDED =
      List.of(
          Connection.class,
          Statement.class,
          ResultSet.class,
          DatabaseMetaData.class,
          ResultSetMetaData.class,
          ParameterMetaData.class);

  private static final Set<String> REFUSALS = new ConcurrentSkipListSet<>();
  private static Driver real;

  /** Puts the recorder into the place of the driver; once is enough. */
  public static synchronized void install() throws SQLException {
    if (real == null) {
      real = DriverManager.getDriver("jdbc:maxstorage:mem:any");
      DriverManager.deregisterDriver(real);
      DriverManager.registerDriver(new RecordingDriver());
    }
  }

  /** The calls that were refused since the last {@link #forget}, as {@code Type.method}. */
  public static Set<String> refusals() {
    return Collections.unmodifiableSet(REFUSALS);
  }

  /** Forgets the refusals. */
  public static void forget() {
    REFUSALS.clear();
  }

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    Connection connection = real.connect(url, info);
    return connection == null ? null : (Connection) recorded(connection);
  }

  /** The object behind a proxy that has all its java.sql interfaces and nothing else. */
  private static Object recorded(Object target) {
    List<Class<?>> interfaces = new ArrayList<>();
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<?> implemented : type.getInterfaces()) {
        if (implemented.getPackageName().equals("java.sql") && !interfaces.contains(implemented)) {
          interfaces.add(implemented);
        }
      }
    }
    return Proxy.newProxyInstance(
        RecordingDriver.class.getClassLoader(),
        interfaces.toArray(new Class<?>[0]),
        (proxy, method, arguments) -> {
          if (method.getName().equals("equals")) {
            return proxy == arguments[0]; // tools keep connections in sets and lists
          }
          try {
            Object answer = method.invoke(target, arguments);
            boolean unwraps = method.getName().equals("unwrap");
            return RECORDED.stream().anyMatch(type -> type.isInstance(answer)) && !unwraps
                ? recorded(answer)
                : answer;
          } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLFeatureNotSupportedException
                || e.getCause() instanceof LinkageError) {
              REFUSALS.add(method.getDeclaringClass().getSimpleName() + "." + method.getName());
            }
            throw e.getCause();
          }
        });
  }

  @Override
  public boolean acceptsURL(String url) throws SQLException {
    return real.acceptsURL(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
    return real.getPropertyInfo(url, info);
  }

  @Override
  public int getMajorVersion() {
    return real.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return real.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return real.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return real.getParentLogger();
  }
}
