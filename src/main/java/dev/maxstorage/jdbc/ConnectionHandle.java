package dev.maxstorage.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the user of a pooled connection holds: the connection until it is closed, and a closed one
 * from then on. Its statements name it as their connection.
 */
final class ConnectionHandle implements InvocationHandler {
  private final LentConnection lender;
  private final MaxStorageConnection connection;
  private final Set<Statement> statements = Collections.newSetFromMap(new ConcurrentHashMap<>());
  private final Connection proxy;
  private volatile boolean closed;

  ConnectionHandle(LentConnection lender, MaxStorageConnection connection) {
    this.lender = lender;
    this.connection = connection;
    this.proxy = proxy(Connection.class, this);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            ConnectionHandle.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  Connection proxy() {
    return proxy;
  }

  /** Ends the handle and sets the connection back; no event. */
  void giveBack() throws SQLException {
    closed = true;
    for (Statement statement : statements) {
      statement.close();
    }
    statements.clear();
    connection.reset();
  }

  /** Ends the handle, whose connection closes. */
  void invalidate() {
    closed = true;
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "close":
        close();
        return null;
      case "isClosed":
        return closed || connection.isClosed();
      case "equals":
        return arguments != null && self == arguments[0];
      case "hashCode":
        return System.identityHashCode(self);
      case "toString":
        return "handle of " + connection;
      case "isValid":
        if (closed) {
          return false;
        }
        break;
      default:
        if (closed && !method.getName().equals("abort")) {
          throw SqlErrors.of(SqlState.CONNECTION_CLOSED, "The connection is closed");
        }
    }
    return lent(call(connection, method, arguments));
  }

  private synchronized void close() throws SQLException {
    if (closed) {
      return;
    }
    try {
      giveBack();
    } catch (SQLException e) {
      lender.connectionFailed(e);
      throw e;
    }
    lender.handleClosed();
  }

  private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof SQLException failure && isFatal(failure)) {
        lender.connectionFailed(failure);
      }
      throw cause == null ? e : cause;
    }
  }

  /** SQLStates of class 08 say that the connection is gone. */
  private static boolean isFatal(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && state.startsWith("08");
  }

  /** A statement becomes one whose connection is this handle. */
  private @Nullable Object lent(@Nullable Object answer) {
    if (answer instanceof PreparedStatement statement && !(answer instanceof CallableStatement)) {
      return statement(PreparedStatement.class, statement);
    } else if (answer instanceof Statement statement) {
      return statement(Statement.class, statement);
    }
    return answer;
  }

  private <T extends Statement> T statement(Class<T> type, T statement) {
    statements.add(statement);
    return proxy(
        type,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getConnection" -> {
                if (statement.isClosed()) {
                  throw SqlErrors.closed("The statement");
                }
                yield proxy;
              }
              case "close" -> {
                closed(statement);
                yield null;
              }
              case "equals" -> arguments != null && self == arguments[0];
              case "hashCode" -> System.identityHashCode(self);
              default -> call(statement, method, arguments);
            });
  }

  private void closed(Statement statement) throws SQLException {
    boolean first = statements.remove(statement);
    statement.close();
    if (first && statement instanceof PreparedStatement prepared) {
      lender.statementClosed(prepared);
    }
  }
}
