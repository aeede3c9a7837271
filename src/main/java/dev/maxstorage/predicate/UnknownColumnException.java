package dev.maxstorage.predicate;

import dev.maxstorage.types.Column;
import java.util.List;
import java.util.stream.Collectors;

/** A condition names a column that the table does not have. */
public final class UnknownColumnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String column;

  /**
   * @param column the name as written
   * @param columns the columns that there are
   */
  public UnknownColumnException(String column, List<Column> columns) {
    super(
        "There is no column "
            + column
            + "; the columns are "
            + columns.stream().map(Column::name).collect(Collectors.joining(", ")));
    this.column = column;
  }

  /** The name as written. */
  public String column() {
    return column;
  }
}
