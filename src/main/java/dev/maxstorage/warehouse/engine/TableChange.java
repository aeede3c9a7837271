package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What ALTER TABLE does to a table, but for its name and for partitions made or dropped. */
sealed interface TableChange {

  /**
   * ADD COLUMNS.
   *
   * @param ifNotExists whether columns that are there already are passed over
   */
  record AddColumns(boolean ifNotExists, List<Column> columns) implements TableChange {}

  /** DROP COLUMNS. */
  record DropColumns(List<String> names) implements TableChange {}

  /**
   * CHANGE COLUMN and RENAME COLUMN; what is null stays.
   *
   * @param nullable whether NOT NULL is taken away
   */
  record ChangeColumn(
      String column,
      @Nullable String newName,
      @Nullable OdpsType type,
      @Nullable String comment,
      boolean nullable)
      implements TableChange {}

  record SetComment(String comment) implements TableChange {}

  record SetLifecycle(long days) implements TableChange {}

  record SetProperties(Map<String, String> properties) implements TableChange {}

  /** TOUCH: the table, or a partition of it if the spec is not empty, counts as written now. */
  record Touch(PartitionSpec partition) implements TableChange {}

  /** PARTITION (..) RENAME TO PARTITION (..). */
  record RenamePartition(PartitionSpec before, PartitionSpec after) implements TableChange {}
}
