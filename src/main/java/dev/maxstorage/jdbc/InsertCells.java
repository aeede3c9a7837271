package dev.maxstorage.jdbc;

import dev.maxstorage.sql.Operand;
import dev.maxstorage.storage.RowOperation;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.ColumnSetter;
import dev.maxstorage.types.ConversionException;
import dev.maxstorage.types.OdpsType.Kind;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * The cells of the entries of an INSERT, or DELETE by key: which parameter or literal goes where.
 * Where VALUES has one row, a setter writes straight into the cell of the row that is being bound.
 * Where it has several, parameters wait in {@link BoundValues} until their entry is complete, since
 * vectors must be filled in the order of their rows.
 *
 * <p>Parameters keep their values from entry to entry, as JDBC says: a cell whose parameter was not
 * set again is copied. Blobs are not kept over {@link #takeRest} and {@link #clear}.
 *
 * <p><b>Closing:</b> frees the vectors. <b>Threads:</b> one.
 */
final class InsertCells implements AutoCloseable {
  private static final long NOT_GIVEN = 0;
  private static final long KEPT = -1;

  private final InsertLayout layout;
  private final ZoneId zone;
  private final InsertVectors vectors;
  private final BlobUploads blobs;
  private final BoundValues kept;
  private final boolean direct;
  private final int rowsPerEntry;
  private final ColumnSetter[] directSetters;
  private final Cell[] firstCells;
  private final List<Cell> cells = new ArrayList<>();
  private final boolean hasLiterals;
  private final int[] notNullColumns;
  private final boolean[] isBlob;
  private final boolean[] holdsBlobs;
  private final boolean[] longValues;

  /** For each parameter the entry that it was set in, {@link #KEPT} or {@link #NOT_GIVEN}. */
  private final long[] setIn;

  private long entry = 1;
  private int freshCount;
  private int base;
  private long rowsBefore;

  /** A cell of an entry: row within it and column, both 0-based. */
  private record Cell(int row, int column, Operand operand) {
    int parameter() {
      return ((Operand.Parameter) operand).index() - 1;
    }
  }

  InsertCells(
      InsertLayout layout,
      int parameterCount,
      ZoneId zone,
      BufferAllocator allocator,
      BlobUploads blobs) {
    this.layout = layout;
    this.zone = zone;
    this.rowsPerEntry = layout.rows().size();
    this.direct = rowsPerEntry == 1;
    this.setIn = new long[parameterCount];
    this.firstCells = new Cell[parameterCount];
    for (int row = 0; row < layout.rows().size(); row++) {
      find(row);
    }
    this.hasLiterals = cells.stream().anyMatch(cell -> cell.operand() instanceof Operand.Literal);
    this.isBlob = new boolean[parameterCount];
    this.holdsBlobs = new boolean[parameterCount];
    this.longValues = new boolean[parameterCount];
    for (int p = 0; p < parameterCount; p++) {
      Kind kind = column(p + 1).type().kind();
      isBlob[p] = kind == Kind.BLOB;
      holdsBlobs[p] = NestedBlobs.isBlobOrIn(column(p + 1).type());
      longValues[p] = isLong(kind);
    }
    this.notNullColumns = notNullColumns(layout);
    this.blobs = blobs;
    this.vectors = new InsertVectors(layout.columns(), zone, allocator, blobs);
    this.directSetters = new ColumnSetter[parameterCount];
    for (int p = 0; p < parameterCount; p++) {
      directSetters[p] = vectors.setter(firstCells[p].column());
    }
    try {
      this.kept = new BoundValues(parameterColumns(), zone, allocator);
    } catch (RuntimeException e) {
      vectors.close();
      throw e;
    }
  }

  /** Finds the cells of a row that hold something; the others stay null. */
  private void find(int row) {
    List<@Nullable Operand> operands = layout.rows().get(row);
    for (int column = 0; column < operands.size(); column++) {
      Operand operand = operands.get(column);
      if (operand instanceof Operand.Parameter parameter) {
        Cell cell = new Cell(row, column, operand);
        cells.add(cell);
        if (firstCells[parameter.index() - 1] == null) {
          firstCells[parameter.index() - 1] = cell;
        }
      } else if (operand instanceof Operand.Literal literal && literal.value() != null) {
        cells.add(new Cell(row, column, operand));
      }
    }
  }

  private static boolean isLong(Kind kind) {
    return switch (kind) {
      case STRING, VARCHAR, CHAR, JSON, BINARY, BLOB, ARRAY, MAP, STRUCT -> true;
      default -> false;
    };
  }

  /** Whether a parameter, 1-based, fills a BLOB column. */
  boolean isBlob(int index) {
    return isBlob[index - 1];
  }

  /** Whether the values of a parameter, 1-based, can be long. */
  boolean hasLongValues(int index) {
    return longValues[index - 1];
  }

  private static int[] notNullColumns(InsertLayout layout) {
    return IntStream.range(0, layout.columns().size()).filter(layout::requires).toArray();
  }

  /** The columns that the parameters fill, in order. */
  List<Column> parameterColumns() {
    return Arrays.stream(firstCells).map(cell -> layout.columns().get(cell.column())).toList();
  }

  /** The column that a parameter fills; indexes are 1-based. */
  Column column(int index) {
    return layout.columns().get(firstCells[index - 1].column());
  }

  InsertVectors vectors() {
    return vectors;
  }

  /** Where a parameter's value goes now; call {@link #written} after it. */
  ColumnSetter setter(int index) {
    return direct ? directSetters[index - 1] : kept.setter(index - 1);
  }

  /** The row for {@link #setter}. */
  int row() {
    return direct ? base : 0;
  }

  /** A parameter has a value now. */
  void written(int index) {
    if (!direct) {
      setIn[index - 1] = KEPT;
    } else if (setIn[index - 1] != entry) {
      setIn[index - 1] = entry;
      freshCount++;
    }
  }

  /** A parameter, its column and its row in the batch, for messages. */
  String place(int index) {
    Cell cell = firstCells[index - 1];
    return "Parameter "
        + index
        + ", column '"
        + layout.columns().get(cell.column()).name()
        + "', row "
        + rowNumber(base + cell.row());
  }

  private long rowNumber(int row) {
    return rowsBefore + row + 1;
  }

  void forgetParameters() {
    Arrays.fill(setIn, NOT_GIVEN);
    freshCount = 0;
  }

  /** Completes the entry that is being bound and begins the next one. */
  void completeEntry() throws SQLException {
    boolean allFresh = freshCount == setIn.length;
    if (!allFresh) {
      checkAllGiven();
    }
    if (hasLiterals || !allFresh) {
      for (Cell cell : cells) {
        fill(cell);
      }
    }
    checkNotNull();
    freshCount = 0;
    entry++;
    base += rowsPerEntry;
  }

  private void checkAllGiven() throws SQLException {
    for (int p = 0; p < setIn.length; p++) {
      if (setIn[p] == NOT_GIVEN) {
        throw ParameterValues.missing(p + 1, setIn.length);
      }
    }
  }

  /** Fills a cell whose parameter did not write into it already. */
  private void fill(Cell cell) throws SQLException {
    if (cell.operand() instanceof Operand.Literal literal) {
      fillLiteral(cell, literal.value());
    } else if (setIn[cell.parameter()] != entry) {
      copy(cell);
    }
  }

  private void copy(Cell cell) {
    FieldVector to = vectors.vector(cell.column());
    boolean rowBefore = direct && base > 0;
    to.copyFromSafe(
        rowBefore ? base - 1 : 0,
        base + cell.row(),
        rowBefore ? to : kept.vector(cell.parameter()));
  }

  private void fillLiteral(Cell cell, @Nullable Object value) throws SQLException {
    Column column = layout.columns().get(cell.column());
    if (value == null) {
      return;
    }
    int row = base + cell.row();
    try {
      if (column.type().kind() == Kind.BLOB) {
        throw SqlErrors.notSupported(
            "A literal for the BLOB column '" + column.name() + "' (use a ?)");
      }
      vectors.setter(cell.column()).setObject(row, LiteralValues.of(value, zone));
    } catch (ConversionException e) {
      throw Failures.conversion("Column '" + column.name() + "', row " + rowNumber(row), e);
    }
  }

  private void checkNotNull() throws SQLException {
    for (int column : notNullColumns) {
      FieldVector vector = vectors.vector(column);
      for (int row = base; row < base + rowsPerEntry; row++) {
        if (vector.getValueCapacity() <= row || vector.isNull(row)) {
          throw SqlErrors.of(
              SqlState.NULL_NOT_ALLOWED,
              "Column '"
                  + layout.columns().get(column).name()
                  + "', row "
                  + rowNumber(row)
                  + (layout.operation() == RowOperation.DELETE
                      ? ": no key is NULL"
                      : ": the column is NOT NULL"));
        }
      }
    }
  }

  /** Rows of the batch so far. */
  long rows() {
    return rowsBefore + base;
  }

  /** Whether so many bytes of rows are there that they should be taken. */
  boolean isFull() {
    return vectors.isFull(base);
  }

  /** Takes the rows that are complete, in the middle of a batch. */
  ArrowRecordBatch takeFull() throws SQLException {
    keepValues();
    rowsBefore += base;
    ArrowRecordBatch batch = vectors.unloadForMore(base);
    base = 0;
    return batch;
  }

  /** Takes the last rows of a batch, perhaps none; the next batch begins. */
  ArrowRecordBatch takeRest() throws SQLException {
    keepValues();
    ArrowRecordBatch batch = vectors.unload(base);
    startBatch();
    return batch;
  }

  /** Drops the rows and begins the next batch; parameters keep their values. */
  void clear() {
    keepValues();
    vectors.clear();
    startBatch();
  }

  private void startBatch() {
    blobs.clear();
    base = 0;
    rowsBefore = 0;
    for (int p = 0; p < setIn.length; p++) {
      if (holdsBlobs[p]) {
        setIn[p] = NOT_GIVEN;
      }
    }
  }

  /** Keeps the values of the parameters while the vectors are emptied. */
  private void keepValues() {
    if (!direct) {
      return;
    }
    for (int p = 0; p < setIn.length; p++) {
      boolean fresh = setIn[p] == entry;
      if (setIn[p] != NOT_GIVEN) {
        if (fresh || base > 0) {
          kept.take(p, vectors.vector(firstCells[p].column()), fresh ? base : base - 1);
        }
        setIn[p] = KEPT;
      }
    }
    freshCount = 0;
  }

  @Override
  public void close() {
    vectors.close();
    kept.close();
  }
}
