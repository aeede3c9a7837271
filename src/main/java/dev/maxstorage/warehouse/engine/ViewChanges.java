package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import dev.maxstorage.warehouse.engine.TranslatedStatement.CreateView;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes, renames and drops views. They are entries of the catalog alone: queries inline them. */
final class ViewChanges {
  private final CatalogChanges changes;
  private final DuckConnection connection;
  private final ViewStore store;
  private final Catalog catalog;
  private final Ids ids;

  ViewChanges(CatalogChanges changes, DuckConnection connection, Catalog catalog, Ids ids) {
    this.changes = changes;
    this.connection = connection;
    this.store = new ViewStore(connection);
    this.catalog = catalog;
    this.ids = ids;
  }

  /**
   * Makes a view, or puts it in place of one of the same name.
   *
   * @return false if there is a table or, unless it is to be replaced, a view of that name
   */
  boolean create(CreateView create) {
    boolean[] created = new boolean[1];
    changes.change(
        "View " + create.name().text() + " could not be created",
        () -> {
          TableName name = create.name();
          if (catalog.schema(name.project(), name.schema()) == null) {
            throw SchemaChanges.noSuchSchema(name.project(), name.schema());
          }
          ViewState before = catalog.view(name);
          if (catalog.table(name) != null || (before != null && !create.replace())) {
            return;
          }
          ViewState view = new ViewState(described(create, before), create.scope());
          connection.transaction(
              () -> {
                if (before != null) {
                  store.delete(before);
                }
                store.insert(view);
              });
          catalog.putView(view);
          created[0] = true;
        });
    return created[0];
  }

  private ViewDescription described(CreateView create, @Nullable ViewState before) {
    List<Column> columns =
        create.columns().stream()
            .map(
                column ->
                    new Column(
                        column.name(), SqlTypes.stored(column.type()), true, column.comment()))
            .toList();
    return new ViewDescription(
        ids.next(),
        create.name(),
        create.comment(),
        columns,
        create.text(),
        create.columnsGiven() ? create.text() : expanded(create.text(), columns),
        before == null ? changes.now() : before.description().created());
  }

  /** A query that stays the same when a table gets more columns. */
  private static String expanded(String text, List<Column> columns) {
    return columns.stream()
        .map(column -> "`" + column.name().replace("`", "``") + "`")
        .collect(Collectors.joining(", ", "SELECT ", " FROM (\n" + text + "\n) `query`"));
  }

  void drop(ViewState view) {
    changes.change(
        "View " + view.name().text() + " could not be dropped",
        () -> {
          ViewState last = existing(view);
          connection.transaction(() -> store.delete(last));
          catalog.removeView(last);
        });
  }

  void rename(ViewState view, TableName newName) {
    changes.change(
        "View " + view.name().text() + " could not be renamed",
        () -> {
          if (catalog.isTaken(newName)) {
            throw CatalogChanges.alreadyExists(newName);
          }
          ViewState last = existing(view);
          ViewState next = last.renamed(newName);
          connection.transaction(
              () -> {
                store.delete(last);
                store.insert(next);
              });
          catalog.removeView(last);
          catalog.putView(next);
        });
  }

  private ViewState existing(ViewState view) {
    ViewState last = catalog.view(view.name());
    if (last == null || last.id() != view.id()) {
      throw new EngineException(
          Kind.NO_SUCH_TABLE, "View " + view.name().text() + " was dropped meanwhile");
    }
    return last;
  }
}
