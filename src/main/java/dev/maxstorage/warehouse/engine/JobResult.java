package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import java.util.List;

/** What a SQL job leaves. */
public sealed interface JobResult {
  /**
   * Rows, kept until {@link Engine#dropResult}.
   *
   * @param columns names as the statement gives them, so two may be equal
   */
  record Rows(long resultId, List<Column> columns, long rows) implements JobResult {
    public Rows {
      columns = List.copyOf(columns);
    }
  }

  /** Text for people, such as that of DESC; empty for DDL. */
  record Text(String text) implements JobResult {}

  /** Rows written into a table by an INSERT or a CREATE TABLE AS. */
  record Updated(long rows, TableName table) implements JobResult {}

  /** Rows written by several INSERT of one statement; two may be of one table. */
  record UpdatedTables(List<Updated> tables) implements JobResult {
    public UpdatedTables {
      tables = List.copyOf(tables);
    }
  }
}
