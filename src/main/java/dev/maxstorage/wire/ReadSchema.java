package dev.maxstorage.wire;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The flat schema of a read session: type texts. Source: Storage API document, 8.1.
 *
 * @param dataColumns in delivery order, before the partition columns
 */
public record ReadSchema(
    List<ReadColumn> dataColumns,
    List<ReadColumn> partitionColumns,
    List<ReadColumn> systemColumns,
    List<ReadColumn> blobColumns) {

  /** No columns. */
  public static final ReadSchema EMPTY = new ReadSchema(List.of(), List.of(), List.of(), List.of());

  public ReadSchema {
    dataColumns = List.copyOf(dataColumns);
    partitionColumns = List.copyOf(partitionColumns);
    systemColumns = List.copyOf(systemColumns);
    blobColumns = List.copyOf(blobColumns);
  }

  /**
   * One column.
   *
   * @param type a type expression, such as {@code array<int>}
   * @param nullable true if absent
   * @param columnId absent if the server gives none
   */
  public record ReadColumn(
      String name, String type, String comment, Boolean nullable, @Nullable Long columnId) {
    public ReadColumn {
      nullable = requireNonNullElse(nullable, true);
    }
  }
}
