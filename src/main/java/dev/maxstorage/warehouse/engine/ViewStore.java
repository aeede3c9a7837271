package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The views of the catalog as a table of the database; their columns lie with those of tables. */
final class ViewStore {
  private static final String VIEWS = CatalogStore.table("views");

  private final DuckConnection connection;
  private final CatalogStore store;

  ViewStore(DuckConnection connection) {
    this.connection = connection;
    this.store = new CatalogStore(connection);
  }

  void insert(ViewState view) throws SQLException {
    ViewDescription described = view.description();
    TableName name = view.name();
    String texts =
        Stream.of(
                name.project(),
                name.schema(),
                name.table(),
                described.comment(),
                described.text(),
                described.expandedText(),
                view.scope().project(),
                view.scope().schema())
            .map(DuckSql::string)
            .collect(Collectors.joining(", "));
    connection.execute(
        "INSERT INTO "
            + VIEWS
            + " VALUES ("
            + view.id()
            + ", "
            + texts
            + ", "
            + view.scope().schemaModel()
            + ", "
            + described.created().toEpochMilli()
            + ")");
    store.insertColumns(view.id(), described.columns(), List.of());
  }

  void delete(ViewState view) throws SQLException {
    connection.execute("DELETE FROM " + VIEWS + " WHERE id = " + view.id());
    store.deleteColumns(view.id());
  }

  /** All views. */
  List<ViewState> views() throws SQLException {
    CatalogReader reader = new CatalogReader(connection);
    Map<Long, List<Column>> columns = reader.columns(false);
    List<ViewState> views = new ArrayList<>();
    connection.query(
        "SELECT id, project, schema_name, name, comment, query, expanded, scope_project,"
            + " scope_schema, schema_model, created FROM "
            + VIEWS,
        row ->
            views.add(
                new ViewState(
                    new ViewDescription(
                        row.getLong(1),
                        new TableName(row.getString(2), row.getString(3), row.getString(4)),
                        row.getString(5),
                        columns.getOrDefault(row.getLong(1), List.of()),
                        row.getString(6),
                        row.getString(7),
                        Instant.ofEpochMilli(row.getLong(11))),
                    new NameScope(row.getString(8), row.getString(9), row.getBoolean(10)))));
    return views;
  }
}
