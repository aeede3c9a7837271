package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.TableDescription;
import dev.maxstorage.warehouse.engine.TableName;
import dev.maxstorage.wire.Target;

/** Looks up the table of a Storage API request. */
final class Tables {
  private final Engine engine;

  Tables(Engine engine) {
    this.engine = engine;
  }

  /** The name that the target means; case does not matter, an empty schema is the default one. */
  static TableName name(Target.Table target) {
    String schema = target.schema().isEmpty() ? TableName.DEFAULT_SCHEMA : target.schema();
    return new TableName(target.project(), schema, target.table());
  }

  /** The table of a request; an unknown one is refused with 404. */
  TableDescription find(Request request) {
    TableName name = name(StorageApi.table(request));
    if (!engine.hasProject(name.project())) {
      throw Refusal.notFound("NoSuchProject", "Project " + name.project() + " does not exist");
    }
    TableDescription table = engine.table(name);
    if (engine.view(name) != null) {
      throw Refusal.unsupported(
          name.text() + " is a view; the Storage API reads and writes tables, SQL reads views");
    }
    if (table == null) {
      throw Refusal.notFound(
          "NoSuchTable",
          "ODPS-0130131: Table not found - table " + name.text() + " does not exist");
    }
    return table;
  }
}
