package dev.maxstorage.jdbc;

import dev.maxstorage.control.TableDescription;
import dev.maxstorage.predicate.BoundPredicate;
import dev.maxstorage.sql.IncrementalRange;
import dev.maxstorage.sql.Projection;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType.Decimal;
import dev.maxstorage.types.OdpsType.Kind;
import dev.maxstorage.types.OdpsType.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT over one table, ready to be read: what the read session delivers and how the result is
 * made of it.
 *
 * @param table what is read
 * @param dataColumns data columns of the session, those of the predicate too
 * @param partitionColumns partition columns of the session
 * @param partitions the partitions to read; null for all. An empty list never reaches the service
 * @param partitionsInAll how many partitions there are, -1 where they were not listed
 * @param predicate decided on every batch, null for none: what the choice of partitions left of it
 * @param pushed the widened predicate for the service, empty for none
 * @param constants literals of the select list, in order
 * @param columns of the result; their vectors are the session's columns, then the constants
 * @param offset rows to leave out at the beginning
 * @param limit most rows after them, negative for all
 * @param incremental what of the table is read, null for the table as it is
 * @param split the rows of a read session that are read; null for a session of its own
 */
record TableScan(
    TableDescription table,
    List<String> dataColumns,
    List<String> partitionColumns,
    @Nullable List<String> partitions,
    int partitionsInAll,
    @Nullable BoundPredicate predicate,
    String pushed,
    List<Constant> constants,
    List<ResultColumn> columns,
    long offset,
    long limit,
    @Nullable IncrementalRange incremental,
    @Nullable TableSplit split) {

  /**
   * What happened to a row of an incremental read: 2 inserted, 4 deleted, 8 as it was left, 16
   * before and 32 after an update. Source: Storage API document, 4.10.
   */
  static final Column OPERATION = Column.of("__meta_op_type", new Scalar(Kind.TINYINT));

  /** A literal of the select list and its column. */
  record Constant(Column column, @Nullable Object value) {

    /**
     * The column of a literal.
     *
     * @throws NotAScanException if only the SQL engine knows its type
     */
    static Constant of(Projection.Constant literal) throws NotAScanException {
      Object value = literal.literal().value();
      Scalar scalar = scalar(value);
      if (scalar != null) {
        return new Constant(Column.of(literal.label(), scalar), value);
      }
      if (value instanceof BigDecimal decimal && decimal.scale() >= 0) {
        int precision = Math.max(decimal.precision(), decimal.scale() + 1);
        if (precision <= 38) {
          return new Constant(
              Column.of(literal.label(), new Decimal(precision, decimal.scale())), value);
        }
      }
      throw new NotAScanException("the literal " + literal.label() + " is typed by SQL");
    }

    private static @Nullable Scalar scalar(@Nullable Object value) {
      if (value == null) {
        return new Scalar(Kind.VOID);
      } else if (value instanceof String) {
        return new Scalar(Kind.STRING);
      } else if (value instanceof Integer) {
        return new Scalar(Kind.INT);
      } else if (value instanceof Long) {
        return new Scalar(Kind.BIGINT);
      } else if (value instanceof Double) {
        return new Scalar(Kind.DOUBLE);
      } else if (value instanceof Boolean) {
        return new Scalar(Kind.BOOLEAN);
      }
      return null;
    }
  }

  /** Whether no row can come, so that nothing has to be asked. */
  boolean isEmpty() {
    return limit == 0
        || (predicate != null && predicate.isNever())
        || (split != null && split.rows() == 0)
        || (partitions != null && partitions.isEmpty());
  }

  /** Whether the session's record count is that of the rows, before LIMIT and OFFSET. */
  boolean hasExactRecordCount() {
    return predicate == null && incremental == null && split == null;
  }

  /** Whether any row can be asked for by its number. */
  boolean isReadableByPosition() {
    return incremental == null && split == null;
  }

  /** Whether every change is wanted, as the Storage API document has it in mode cdc, 4.10. */
  boolean readsImages() {
    return incremental != null && incremental.mode() == IncrementalRange.Mode.CDC;
  }

  /** The names of the vectors that the result is made of, before the constants. */
  List<String> vectorNames() {
    List<String> names = new ArrayList<>(dataColumns);
    names.addAll(partitionColumns);
    if (columns.stream().anyMatch(column -> column.column().equals(OPERATION))) {
      names.add(OPERATION.name());
    }
    return names;
  }

  /** The same without LIMIT and OFFSET. */
  TableScan withoutWindow() {
    return new TableScan(
        table,
        dataColumns,
        partitionColumns,
        partitions,
        partitionsInAll,
        predicate,
        pushed,
        constants,
        columns,
        0,
        -1,
        incremental,
        split);
  }

  /** What EXPLAIN says, a line each. */
  List<String> explanation() {
    List<String> lines = new ArrayList<>();
    lines.add("scan of " + TableNames.text(table.table()));
    if (incremental != null) {
      lines.add("incremental: " + incremental);
    }
    if (split != null) {
      lines.add("split: " + split);
    }
    lines.add("data columns: " + (dataColumns.isEmpty() ? "none" : String.join(", ", dataColumns)));
    if (!table.partitionColumns().isEmpty()) {
      lines.add(
          "partition columns: "
              + (partitionColumns.isEmpty() ? "none" : String.join(", ", partitionColumns)));
      lines.add(partitionsLine());
    }
    lines.add("pushed predicate: " + (pushed.isEmpty() ? "none" : pushed));
    lines.add(
        "residual predicate: "
            + (predicate == null ? "none" : predicate.text() + " (evaluated on the batches)"));
    lines.add("splits: " + splitsText());
    if (limit >= 0) {
      lines.add("limit: " + limit);
    }
    if (offset > 0) {
      lines.add("offset: " + offset);
    }
    return lines;
  }

  private String partitionsLine() {
    if (partitions != null) {
      return "partitions: " + partitions.size() + " of " + partitionsInAll;
    }
    return partitionsInAll < 0
        ? "partitions: all"
        : "partitions: all " + partitionsInAll + ", since a value cannot be written in a request";
  }

  private String splitsText() {
    if (isEmpty()) {
      return "none, no row can come";
    }
    return hasExactRecordCount() || split != null
        ? "row ranges"
        : readsImages() ? "by bucket" : "by size";
  }
}
