package dev.maxstorage.jdbc;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Calendar;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Objects of the six interfaces of java.sql, made anew for each call, and arguments with which each
 * of their methods makes sense.
 */
final class FaceCalls implements AutoCloseable {
  private static final String TABLE =
      "create table if not exists face (n bigint, s string, b binary, day date, ts timestamp,"
          + " flag boolean, x double, d decimal(10,2), list array<int>, url string, pic blob)";
  private static final Set<String> WITH_KEYS =
      Set.of("execute", "executeUpdate", "executeLargeUpdate", "prepareStatement");

  private final EmbeddedDatabase database;
  private final Connection shared;

  FaceCalls(EmbeddedDatabase database) throws SQLException {
    this.database = database;
    this.shared = database.connect();
    database.run(
        TABLE,
        "create table if not exists log (n bigint)",
        "insert into face (n, s, b, day, ts, flag, x, d, list, url) select 1, '2', unhex('41'),"
            + " date '2024-02-29', timestamp '2024-02-29 01:02:03', true, 1.5, 2.5BD, array(1),"
            + " 'http://localhost/'");
    try (Connection connection = database.connect();
        PreparedStatement blob =
            connection.prepareStatement("insert into face (n, pic) values (2, ?)")) {
      blob.setBytes(1, new byte[] {1, 2});
      blob.executeUpdate();
    }
  }

  /** Calls a method on a new object; what it throws is thrown as it is. */
  void call(Class<?> type, Method method) throws Throwable {
    if (type == Connection.class) {
      try (Connection connection = database.connect()) {
        call(type, method, connection, connection);
      }
      return;
    }
    Object target = target(type, method.getName(), shared);
    try {
      call(type, method, target, shared);
    } finally {
      if (target instanceof Statement statement) {
        statement.close();
      } else if (target instanceof ResultSet result) {
        result.close();
      }
    }
  }

  private static void call(Class<?> type, Method method, Object target, Connection connection)
      throws Throwable {
    if (Set.of("commit", "rollback").contains(method.getName())) {
      connection.setAutoCommit(false);
    }
    try {
      method.invoke(target, arguments(type, method, connection));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws SQLException {
    shared.close();
  }

  private static Object target(Class<?> type, String name, Connection connection)
      throws SQLException {
    if (type == Statement.class) {
      return connection.createStatement();
    } else if (type == PreparedStatement.class) {
      return prepared(name, connection);
    } else if (type == DatabaseMetaData.class) {
      return connection.getMetaData();
    }
    ResultSet row = row(name, connection);
    return type == ResultSetMetaData.class ? row.getMetaData() : row;
  }

  private static PreparedStatement prepared(String name, Connection connection)
      throws SQLException {
    if (name.startsWith("set") || name.equals("addBatch") || name.endsWith("Batch")) {
      PreparedStatement insert =
          connection.prepareStatement(
              "insert into face (n, s, b, day, ts, flag, x, d, list, url, pic)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
      for (int i = 1; i <= 11; i++) {
        insert.setNull(i, Types.NULL);
      }
      return insert;
    }
    return connection.prepareStatement(
        name.endsWith("Update") ? "insert into log values (1)" : "select n from face");
  }

  private static ResultSet row(String name, Connection connection) throws SQLException {
    Statement statement =
        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
    ResultSet result =
        statement.executeQuery(
            "select * from face where n = " + (name.equals("getBlob") ? "2" : "1"));
    result.next();
    return result;
  }

  private static Object[] arguments(Class<?> type, Method method, Connection connection)
      throws SQLException {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] =
          type == ResultSet.class || type == PreparedStatement.class
              ? cell(method, i, types[i], connection)
              : other(method, i, types[i]);
    }
    return arguments;
  }

  /** An argument of a getter, setter or updater. */
  private static Object cell(Method method, int index, Class<?> type, Connection connection)
      throws SQLException {
    String name = method.getName();
    boolean ofColumn =
        name.startsWith("get") || name.startsWith("set") || name.startsWith("update");
    boolean first = index == 0 && ofColumn && !name.startsWith("setFetch");
    if (first && type == String.class && !name.equals("setCursorName")) {
      return COLUMNS[column(name) - 1];
    } else if (first && type == int.class && method.getParameterCount() > 0 && isByColumn(name)) {
      return column(name);
    } else if (type == Array.class) {
      return connection.createArrayOf("INT", new Object[] {1});
    } else if (type == Blob.class) {
      Blob blob = connection.createBlob();
      blob.setBytes(1, new byte[] {1});
      return blob;
    } else if (type == Clob.class || type == NClob.class) {
      Clob clob = type == Clob.class ? connection.createClob() : connection.createNClob();
      clob.setString(1, "7");
      return clob;
    }
    return other(method, index, type);
  }

  private static final String[] COLUMNS = {
    "n", "s", "b", "day", "ts", "flag", "x", "d", "list", "url", "pic"
  };

  private static boolean isByColumn(String name) {
    return !Set.of(
            "setFetchSize",
            "setFetchDirection",
            "setMaxRows",
            "setMaxFieldSize",
            "setQueryTimeout",
            "getMoreResults")
        .contains(name);
  }

  /** The 1-based column that fits a getter or setter. */
  private static int column(String name) {
    return switch (name.replaceFirst("get|set|update", "")) {
      case "String",
          "NString",
          "Clob",
          "NClob",
          "CharacterStream",
          "NCharacterStream",
          "AsciiStream",
          "UnicodeStream",
          "SQLXML" ->
          2;
      case "Bytes", "BinaryStream" -> 3;
      case "Date" -> 4;
      case "Timestamp", "Time" -> 5;
      case "Boolean" -> 6;
      case "Double", "Float" -> 7;
      case "BigDecimal" -> 8;
      case "Array" -> 9;
      case "URL" -> 10;
      case "Blob" -> 11;
      default -> 1;
    };
  }

  private static Object other(Method method, int index, Class<?> type) {
    String name = method.getName();
    if (type == String.class) {
      return text(method, index);
    } else if (type == int.class) {
      return number(method, index);
    } else if (type == long.class) {
      return 1L;
    } else if (type == short.class) {
      return (short) 1;
    } else if (type == byte.class) {
      return (byte) 1;
    } else if (type == boolean.class) {
      return true;
    } else if (type == double.class) {
      return 1.5;
    } else if (type == float.class) {
      return 1.5f;
    } else if (type == BigDecimal.class) {
      return new BigDecimal("1.25");
    } else if (type == byte[].class) {
      return new byte[] {1};
    } else if (type == int[].class) {
      return WITH_KEYS.contains(name) ? new int[] {1} : new int[0];
    } else if (type == String[].class) {
      return WITH_KEYS.contains(name) ? new String[] {"n"} : new String[] {"TABLE"};
    } else if (type == Object.class) {
      return 1L;
    } else if (type == Object[].class) {
      return new Object[] {1L};
    } else if (type == Class.class) {
      return name.equals("getObject") ? Long.class : method.getDeclaringClass();
    } else if (type == Map.class) {
      return Map.of();
    } else if (type == Date.class) {
      return Date.valueOf("2024-02-29");
    } else if (type == Time.class) {
      return Time.valueOf("01:02:03");
    } else if (type == Timestamp.class) {
      return Timestamp.valueOf("2024-02-29 01:02:03");
    } else if (type == Calendar.class) {
      return Calendar.getInstance();
    } else if (type == InputStream.class) {
      return new ByteArrayInputStream(
          method.getName().equals("setUnicodeStream") ? new byte[] {0, '7'} : new byte[] {'7'});
    } else if (type == Reader.class) {
      return new StringReader("7");
    } else if (type == URL.class) {
      return url();
    } else if (type == SQLType.class) {
      return JDBCType.BIGINT;
    } else if (type == Executor.class) {
      return (Executor) Runnable::run;
    } else if (type == Properties.class) {
      Properties properties = new Properties();
      properties.setProperty("ApplicationName", "face");
      return properties;
    }
    return null; // Ref, RowId, SQLXML, Savepoint, ShardingKey: nobody can have one
  }

  private static Object url() {
    try {
      return URI.create("http://localhost/").toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Method method, int index) {
    return switch (method.getName()) {
      case "executeUpdate", "executeLargeUpdate", "addBatch" -> "insert into log values (1)";
      case "execute", "executeQuery", "prepareStatement", "nativeSQL" ->
          index == 0 ? "select n from face" : "n";
      case "prepareCall" -> "{call p()}";
      case "setClientInfo", "getClientInfo" -> "ApplicationName";
      case "setCatalog" -> "demo";
      case "setSchema" -> "default";
      case "createArrayOf" -> "BIGINT";
      case "createStruct" -> "STRUCT<a:BIGINT>";
      case "findColumn" -> "n";
      case "setString", "setNString", "enquoteLiteral", "enquoteNCharLiteral" -> "it's";
      case "enquoteIdentifier", "isSimpleIdentifier" -> "a b";
      default -> index == 0 ? "demo" : index == 1 ? "default" : "face";
    };
  }

  private static int number(Method method, int index) {
    return switch (method.getName()) {
      case "prepareStatement" ->
          method.getParameterCount() == 2 ? Statement.RETURN_GENERATED_KEYS : shape(index - 1);
      case "execute", "executeUpdate", "executeLargeUpdate" -> Statement.RETURN_GENERATED_KEYS;
      case "createStatement" -> shape(index);
      case "prepareCall" -> shape(index - 1);
      case "setTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
      case "setHoldability" -> ResultSet.HOLD_CURSORS_OVER_COMMIT;
      case "setFetchDirection" -> ResultSet.FETCH_FORWARD;
      case "getMoreResults" -> Statement.CLOSE_CURRENT_RESULT;
      case "setMaxFieldSize" -> 100;
      case "setNetworkTimeout" -> 1000;
      case "setObject" -> index == 2 ? Types.BIGINT : 0;
      case "setUnicodeStream" -> 2;
      default -> 1;
    };
  }

  private static int shape(int index) {
    return switch (index) {
      case 0 -> ResultSet.TYPE_FORWARD_ONLY;
      case 1 -> ResultSet.CONCUR_READ_ONLY;
      default -> ResultSet.HOLD_CURSORS_OVER_COMMIT;
    };
  }
}
