package dev.maxstorage.sql;

/** A member of a select list. */
public sealed interface Projection {

  /** {@code *} or {@code t.*}: all columns of the table, partition columns last. */
  record AllColumns() implements Projection {}

  /**
   * A column.
   *
   * @param name the column as written, without back-ticks
   * @param label the alias, or the name if there is none
   */
  record ColumnReference(String name, String label) implements Projection {}

  /**
   * A literal, the same in every row.
   *
   * @param literal its value
   * @param label the alias, or {@code _c} and the 0-based position if there is none
   */
  record Constant(Operand.Literal literal, String label) implements Projection {}
}
