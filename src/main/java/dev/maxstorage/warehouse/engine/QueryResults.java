package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The rows that queries left, each result in a table in memory until it is dropped. A query runs to
 * its end before its rows are read, so its errors come from {@link #keep} and never in between.
 */
final class QueryResults {
  private final Database database;
  private final Ids ids;
  private final BufferAllocator allocator;
  private final Map<Long, QueryColumns> results = new ConcurrentHashMap<>();

  QueryResults(Database database, Ids ids, BufferAllocator allocator) {
    this.database = database;
    this.ids = ids;
    this.allocator = allocator;
  }

  /** Runs the query. */
  JobResult.Rows keep(DuckConnection connection, QueryColumns query) throws SQLException {
    long id = ids.next();
    long rows = connection.execute("CREATE TABLE " + table(id) + " AS " + query.select());
    results.put(id, query);
    return new JobResult.Rows(id, query.columns(), rows);
  }

  RowStream read(long id, ReadRange range) {
    QueryColumns query = results.get(id);
    if (query == null) {
      throw new EngineException(Kind.INVALID_ARGUMENT, "Result " + id + " is gone");
    }
    List<String> names = range.columns();
    List<Column> chosen = Snapshot.chosen(query.columns(), names);
    List<Column> numbered =
        names == null
            ? query.numbered()
            : chosen.stream()
                .map(column -> query.numbered().get(query.columns().indexOf(column)))
                .toList();
    String select =
        "SELECT "
            + new ExportSql(range.units()).selectList(numbered)
            + " FROM "
            + table(id)
            + " WHERE rowid >= "
            + range.offset()
            + " AND rowid - "
            + range.offset()
            + " < "
            + range.count();
    try {
      return new QueryStream(
          database.streamingConnection(),
          allocator,
          ArrowTypes.schema(chosen, range.units()),
          List.of(select),
          range.batchRows(),
          () -> {});
    } catch (SQLException e) {
      throw Failures.reading(e);
    }
  }

  void drop(long id) {
    if (results.remove(id) != null) {
      try (DuckConnection connection = database.connection()) {
        connection.execute("DROP TABLE " + table(id));
      } catch (SQLException e) {
        throw Failures.internal("Result " + id + " could not be dropped", e);
      }
    }
  }

  private static String table(long id) {
    return Database.RESULTS + ".main.r_" + id;
  }
}
