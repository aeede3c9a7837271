package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.TranslatedStatement.CreateSchema;
import dev.maxstorage.warehouse.engine.TranslatedStatement.CreateView;
import dev.maxstorage.warehouse.engine.TranslatedStatement.DropSchema;
import dev.maxstorage.warehouse.engine.TranslatedStatement.DropView;
import dev.maxstorage.warehouse.engine.TranslatedStatement.RenameView;
import java.util.function.Function;

/** Carries out statements about schemas and views. */
record NamespaceDefinitions(
    Catalog catalog, CatalogChanges changes, Function<TableName, EngineException> noSuchTable) {

  /** Carries the statement out; false if it is about something else. */
  boolean run(TranslatedStatement statement) {
    if (statement instanceof CreateSchema create) {
      boolean created =
          changes.schemas().create(create.project(), create.schema(), create.comment());
      if (!created && !create.ifNotExists()) {
        throw SchemaChanges.alreadyExists(create.project(), create.schema());
      }
    } else if (statement instanceof DropSchema drop) {
      dropSchema(drop);
    } else if (statement instanceof CreateView create) {
      NamedTables.checkSchema(catalog, create.name().project(), create.name().schema());
      if (!changes.views().create(create) && !create.ifNotExists()) {
        throw CatalogChanges.alreadyExists(create.name());
      }
    } else if (statement instanceof DropView drop) {
      ViewState view = catalog.view(drop.name());
      if (view != null) {
        changes.views().drop(view);
      } else if (!drop.ifExists() || catalog.table(drop.name()) != null) {
        throw noSuchTable.apply(drop.name());
      }
    } else if (statement instanceof RenameView rename) {
      ViewState view = catalog.view(rename.name());
      if (view == null) {
        throw noSuchTable.apply(rename.name());
      }
      TableName before = rename.name();
      changes
          .views()
          .rename(view, new TableName(before.project(), before.schema(), rename.newName()));
    } else {
      return false;
    }
    return true;
  }

  private void dropSchema(DropSchema drop) {
    NamedTables.checkProject(catalog, drop.project());
    SchemaDescription schema = catalog.schema(drop.project(), drop.schema());
    if (schema != null) {
      changes.schemas().drop(schema);
    } else if (!drop.ifExists()) {
      throw SchemaChanges.noSuchSchema(drop.project(), drop.schema());
    }
  }
}
