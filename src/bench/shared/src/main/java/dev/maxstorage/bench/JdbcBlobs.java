package dev.maxstorage.bench;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Blobs in a column of a table, by plain JDBC: those of the driver, or PostgreSQL's bytea. */
public final class JdbcBlobs implements BlobPeer {
  private final Connection connection;
  private final Dialect dialect;

  /**
   * @param connection closed with this object
   */
  public JdbcBlobs(Connection connection, Dialect dialect) throws SQLException {
    this.connection = connection;
    this.dialect = dialect;
    connection.setAutoCommit(false);
  }

  @Override
  public void clear() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists pics");
      statement.execute("create table pics (id bigint, pic " + dialect.blob + ")");
    }
    connection.commit();
  }

  @Override
  public void upload(int count, int bytes) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into pics values (?, ?)")) {
      for (int id = 0; id < count; id++) {
        insert.setLong(1, id);
        if (bytes <= SMALL_BYTES) {
          insert.setBytes(2, BlobContent.bytes(bytes));
        } else {
          insert.setBinaryStream(2, new BlobContent(bytes), bytes);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
  }

  @Override
  public long download() throws Exception {
    long bytes = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(100); // PostgreSQL would keep the whole result in memory
      try (ResultSet result = statement.executeQuery("select id, pic from pics")) {
        while (result.next()) {
          try (InputStream in = result.getBinaryStream(2)) {
            bytes += BlobContent.drain(in);
          }
        }
      }
    }
    connection.commit();
    return bytes;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
