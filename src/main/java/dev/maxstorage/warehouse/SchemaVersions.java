package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.CommitRequest;
import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.EngineException;
import dev.maxstorage.warehouse.engine.TableDescription;

/**
 * Refuses rows that were written for columns that the table no longer has. Source: Storage API
 * document, 1.6, 1.11, 6.4 and 6.7.
 */
final class SchemaVersions {
  private final Engine engine;

  SchemaVersions(Engine engine) {
    this.engine = engine;
  }

  /** The session's table as it is now; one that is gone is refused with 404. */
  TableDescription current(WriteSession session) {
    TableDescription table = engine.table(session.table().id());
    if (table == null) {
      throw Refusal.notFound(
          "NoSuchTable", "Table " + session.table().name().text() + " was dropped");
    }
    return table;
  }

  /** Passes if the table has the columns that the stream, and the request, were made for. */
  void check(Request request, WriteSession session, WriteStream stream) {
    TableDescription table = current(session);
    long now = table.schemaVersion();
    long given = request.number("SchemaVersion", now);
    long before = stream.schemaVersion();
    if (given != now || (before != WriteStream.ANY_SCHEMA && before != now)) {
      throw Refusal.schemaModified(
          table, "they are of version " + now + ", the stream is for version " + before);
    }
  }

  /** Commits; rows written for other columns are refused. */
  void commit(WriteSession session, CommitRequest request) {
    try {
      engine.commit(request);
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.SCHEMA_MODIFIED) {
        throw Refusal.schemaModified(
            current(session), "the session has rows that were written before");
      }
      throw e;
    }
  }
}
