package dev.maxstorage.predicate;

import dev.maxstorage.sql.Operator;
import dev.maxstorage.types.Column;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A condition whose columns and values have types.
 *
 * <p>It describes the rows for which the query's condition is TRUE, and does not tell FALSE from
 * unknown. Negations are gone, moved into the leaves when it was bound, which three-valued logic
 * allows; so a leaf that is wider makes the whole wider, never narrower. Constants are folded: a
 * {@link Constant} has nothing around it. An {@link And} holds no And and an {@link Or} no Or.
 *
 * <p>Classes of values, by the type of the column: Long (TINYINT to BIGINT), Double (FLOAT,
 * DOUBLE), BigDecimal with the scale of the column (DECIMAL), String (STRING, VARCHAR, CHAR),
 * Boolean, LocalDate (DATE), Instant (DATETIME, TIMESTAMP), LocalDateTime (TIMESTAMP_NTZ), byte[]
 * (BINARY).
 *
 * <p>Order: text and BINARY by unsigned bytes, text in UTF-8; CHAR without the blanks at its end;
 * NaN is equal to itself and above all numbers, and the two zeros are equal; FALSE is below TRUE.
 */
public sealed interface BoundPredicate {

  /** TRUE where all of two or more conditions are. */
  record And(List<BoundPredicate> operands) implements BoundPredicate {
    public And {
      operands = List.copyOf(operands);
    }
  }

  /** TRUE where one of two or more conditions is. */
  record Or(List<BoundPredicate> operands) implements BoundPredicate {
    public Or {
      operands = List.copyOf(operands);
    }
  }

  /** TRUE where the column is not null and compares so to the value. */
  record Comparison(Column column, Operator operator, Object value) implements BoundPredicate {}

  /** TRUE where the column is not null and equal to one, or if negated to none, of the values. */
  record In(Column column, List<Object> values, boolean negated) implements BoundPredicate {
    public In {
      values = List.copyOf(values);
    }
  }

  /** TRUE where the column is not null and is, or if negated is not, like the pattern. */
  record Like(Column column, LikePattern pattern, boolean negated) implements BoundPredicate {}

  /** TRUE where the column is null, or if negated where it is not. */
  record IsNull(Column column, boolean negated) implements BoundPredicate {}

  /** TRUE for every row, or for none. */
  record Constant(boolean value) implements BoundPredicate {}

  /** Whether it is TRUE for no row whatever the table holds: no request is needed then. */
  default boolean isNever() {
    return this instanceof Constant constant && !constant.value();
  }

  /** The condition for people, in the manner of SQL; long values and lists are cut. */
  default String text() {
    return PredicateText.of(this);
  }

  /** The names of the columns that must be read to decide it, as the table spells them. */
  default Set<String> columnNames() {
    Set<String> names = new TreeSet<>();
    Leaves.columnsOf(this).forEach(column -> names.add(column.name()));
    return names;
  }
}
