package dev.maxstorage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEvent;
import javax.sql.StatementEventListener;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a pool keeps and lends: its users get handles, one at a time. Closing a handle
 * closes its statements, rolls back and sets the connection back to what it was when it opened.
 *
 * <p><b>Closing:</b> {@link #close} closes the connection itself.
 */
final class LentConnection implements PooledConnection {
  private final MaxStorageConnection connection;
  private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
  private final List<StatementEventListener> statementListeners = new CopyOnWriteArrayList<>();
  private @Nullable ConnectionHandle lent;

  LentConnection(MaxStorageConnection connection) {
    this.connection = connection;
  }

  /** A new handle; one that is still lent is closed, without an event. */
  @Override
  public synchronized Connection getConnection() throws SQLException {
    connection.checkOpen();
    ConnectionHandle before = lent;
    if (before != null) {
      before.giveBack();
    }
    ConnectionHandle handle = new ConnectionHandle(this, connection);
    lent = handle;
    return handle.proxy();
  }

  @Override
  public synchronized void close() throws SQLException {
    ConnectionHandle before = lent;
    lent = null;
    if (before != null) {
      before.invalidate();
    }
    connection.close();
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void addStatementEventListener(StatementEventListener listener) {
    statementListeners.add(listener);
  }

  @Override
  public void removeStatementEventListener(StatementEventListener listener) {
    statementListeners.remove(listener);
  }

  /** The user of a handle closed it. */
  void handleClosed() {
    ConnectionEvent event = new ConnectionEvent(this);
    listeners.forEach(listener -> listener.connectionClosed(event));
  }

  /** The connection cannot be used any more. */
  void connectionFailed(SQLException failure) {
    ConnectionEvent event = new ConnectionEvent(this, failure);
    listeners.forEach(listener -> listener.connectionErrorOccurred(event));
  }

  void statementClosed(PreparedStatement statement) {
    StatementEvent event = new StatementEvent(this, statement);
    statementListeners.forEach(listener -> listener.statementClosed(event));
  }
}
