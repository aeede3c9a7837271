package dev.maxstorage.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** PostgreSQL's large objects, which are streamed. */
final class PostgresLargeObjects implements BlobPeer {
  private static final int BUFFER = 64 * 1024;

  private final Connection connection;
  private final List<Long> objects = new ArrayList<>();

  PostgresLargeObjects(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  private LargeObjectManager manager() throws SQLException {
    return connection.unwrap(PGConnection.class).getLargeObjectAPI();
  }

  @Override
  public void upload(int count, int bytes) throws SQLException, IOException {
    for (int i = 0; i < count; i++) {
      long object = manager().createLO();
      objects.add(object);
      try (LargeObject open = manager().open(object, LargeObjectManager.WRITE);
          OutputStream out = new BufferedOutputStream(open.getOutputStream(), BUFFER)) {
        new BlobContent(bytes).transferTo(out);
      }
    }
    connection.commit();
  }

  @Override
  public long download() throws SQLException, IOException {
    long bytes = 0;
    for (long object : objects) {
      try (LargeObject open = manager().open(object, LargeObjectManager.READ);
          InputStream in = open.getInputStream(BUFFER, Long.MAX_VALUE)) {
        bytes += BlobContent.drain(in);
      }
    }
    connection.commit();
    return bytes;
  }

  @Override
  public void clear() throws SQLException {
    for (long object : objects) {
      manager().delete(object);
    }
    objects.clear();
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      clear();
    }
  }
}
