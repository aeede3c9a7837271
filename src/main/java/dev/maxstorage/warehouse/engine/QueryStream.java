package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of queries, one after the other, under one wire schema. The buffers that DuckDB exports
 * are moved as they are into vectors of that schema; so each query must give columns of its layout.
 */
final class QueryStream implements RowStream {
  private final DuckConnection connection;
  private final BufferAllocator allocator;
  private final Schema schema;
  private final Iterator<String> queries;
  private final int batchRows;
  private final Runnable onClose;
  private final VectorSchemaRoot root;
  private final VectorLoader loader;

  private @Nullable OpenQuery open;
  private boolean closed;

  /**
   * Takes over the connection, whose results must be streaming.
   *
   * @param allocator parent of the stream's own
   * @param queries run in turn, each when the one before has ended
   * @param onClose run once, at the end of {@link #close()}
   */
  QueryStream(
      DuckConnection connection,
      BufferAllocator allocator,
      Schema schema,
      List<String> queries,
      int batchRows,
      Runnable onClose) {
    this.connection = connection;
    this.allocator = allocator.newChildAllocator("rows", 0, Long.MAX_VALUE);
    this.schema = schema;
    this.queries = queries.iterator();
    this.batchRows = batchRows;
    this.onClose = onClose;
    this.root = VectorSchemaRoot.create(schema, this.allocator);
    this.loader = new VectorLoader(root);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public VectorSchemaRoot root() {
    return root;
  }

  @Override
  public boolean next() {
    if (closed) {
      throw new EngineException(Kind.INTERNAL, "The rows are read after they were closed");
    }
    try {
      while (true) {
        if (open == null) {
          if (!queries.hasNext()) {
            root.clear();
            return false;
          }
          open = new OpenQuery(connection, queries.next(), allocator, batchRows);
        }
        if (!open.reader.loadNextBatch()) {
          OpenQuery ended = open;
          open = null;
          root.clear();
          ended.close();
        } else if (open.reader.getVectorSchemaRoot().getRowCount() > 0) {
          load(open.reader.getVectorSchemaRoot());
          return true;
        }
      }
    } catch (SQLException e) {
      throw Failures.reading(e);
    } catch (IOException e) {
      throw new EngineException(Kind.RUNTIME, "The rows could not be read: " + e.getMessage(), e);
    }
  }

  private void load(VectorSchemaRoot batch) {
    try (ArrowRecordBatch buffers = new VectorUnloader(batch).getRecordBatch()) {
      loader.load(buffers);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    root.close();
    try (connection) {
      if (open != null) {
        open.close();
      }
    } catch (SQLException | IOException e) {
      throw new EngineException(Kind.INTERNAL, "The rows could not be closed", e);
    } finally {
      try {
        allocator.close();
      } finally {
        onClose.run();
      }
    }
  }

  /** One query being read. */
  private static final class OpenQuery {
    final ArrowReader reader;
    private final PreparedStatement statement;
    private final DuckDBResultSet rows;

    OpenQuery(DuckConnection connection, String sql, BufferAllocator allocator, int batchRows)
        throws SQLException {
      statement = connection.prepare(sql);
      try {
        rows = statement.executeQuery().unwrap(DuckDBResultSet.class);
        reader = (ArrowReader) rows.arrowExportStream(allocator, batchRows);
      } catch (Throwable e) {
        Database.closeAfter(e, statement);
        throw e;
      }
    }

    void close() throws SQLException, IOException {
      try (statement;
          rows) {
        reader.close();
      }
    }
  }
}
