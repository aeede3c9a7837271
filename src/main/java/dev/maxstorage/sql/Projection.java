package dev.maxstorage.sql;

/** A member of a select list. */
public sealed interface Projection {

  /** The name of the column in the result; {@code *} for {@link AllColumns}. */
  String label();

  /** The same under another name. */
  Projection labelled(String newLabel);

  /** {@code *} or {@code t.*}: all columns of the table, partition columns last. */
  record AllColumns() implements Projection {
    @Override
    public String label() {
      return "*";
    }

    @Override
    public Projection labelled(String newLabel) {
      throw new IllegalStateException("All columns have no one name such as " + newLabel);
    }
  }

  /**
   * A column.
   *
   * @param name the column as written, without back-ticks
   * @param label the alias, or the name if there is none
   */
  record ColumnReference(String name, String label) implements Projection {
    @Override
    public Projection labelled(String newLabel) {
      return new ColumnReference(name, newLabel);
    }
  }

  /**
   * A literal, the same in every row.
   *
   * @param literal its value
   * @param label the alias, or {@code _c} and the 0-based position if there is none
   */
  record Constant(Operand.Literal literal, String label) implements Projection {
    @Override
    public Projection labelled(String newLabel) {
      return new Constant(literal, newLabel);
    }
  }

  /**
   * {@code COUNT(*)}, or the same of a literal that is not null.
   *
   * @param label the alias, or {@code _c} and the 0-based position if there is none
   */
  record RowCount(String label) implements Projection {
    @Override
    public Projection labelled(String newLabel) {
      return new RowCount(newLabel);
    }
  }
}
