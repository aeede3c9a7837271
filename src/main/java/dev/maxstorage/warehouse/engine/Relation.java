package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table, subquery or lateral view of FROM.
 *
 * @param alias in lower case, empty if it has none
 * @param columns their names in lower case
 * @param merged names of columns that USING or NATURAL made one with a column further left
 */
record Relation(String alias, List<Column> columns, Set<String> merged) {

  Relation(String alias, List<Column> columns) {
    this(alias, columns, Set.of());
  }

  /** The column of this name, null if there is none. */
  @Nullable Column column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst().orElse(null);
  }

  /** The columns that {@code *} stands for. */
  List<Column> visible() {
    return columns.stream().filter(column -> !merged.contains(column.name())).toList();
  }

  Relation merging(Set<String> names) {
    return new Relation(alias, columns, Set.copyOf(names));
  }
}
