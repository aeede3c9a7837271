package dev.maxstorage.warehouse.engine;

/**
 * A view and where the names of its query resolve.
 *
 * @param scope of the statement that made the view
 */
record ViewState(ViewDescription description, NameScope scope) {
  TableName name() {
    return description.name();
  }

  long id() {
    return description.id();
  }

  /** What a query that names the view needs to know. */
  RelationLookup.View relation() {
    return new RelationLookup.View(description.columns(), description.expandedText(), scope);
  }

  ViewState renamed(TableName newName) {
    ViewDescription old = description;
    return new ViewState(
        new ViewDescription(
            old.id(),
            newName,
            old.comment(),
            old.columns(),
            old.text(),
            old.expandedText(),
            old.created()),
        scope);
  }
}
