package dev.maxstorage.jdbc;

import dev.maxstorage.sql.Operand;
import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.ColumnSetter;
import dev.maxstorage.types.ColumnSetters;
import dev.maxstorage.types.ConversionException;
import dev.maxstorage.types.OdpsType.Kind;
import java.io.InputStream;
import java.sql.Blob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an INSERT with VALUES on their way into vectors. Where VALUES has one row, a setter
 * writes straight into the cell of the row that is being bound; {@link #addRow} moves on. Where it
 * has several, parameters wait in {@link BoundValues} until their entry is complete, since vectors
 * must be filled in the order of their rows.
 *
 * <p>Parameters keep their values from entry to entry, as JDBC says: a cell whose parameter was not
 * set again is copied. Blobs are taken when they are set, see {@link BlobUploads}, and are not kept
 * over {@link #send} and {@link #clearRows}.
 *
 * <p><b>Shape:</b> one entry of a batch is as many rows as VALUES has. <b>Closing:</b> frees the
 * vectors and gives up blobs of an unsent batch. <b>Threads:</b> one.
 */
final class InsertBatch implements ParameterTarget {
  private final MaxStorageConnection connection;
  private final InsertLayout layout;
  private final BufferAllocator allocator;
  private final WriteTransaction ownTransaction;
  private final VectorSchemaRoot root;
  private final BoundValues kept;
  private final BlobUploads blobs;
  private final boolean direct;
  private final List<ColumnSetter> setters = new ArrayList<>();
  private final List<List<Cell>> cellsByParameter = new ArrayList<>();
  private final boolean[] given;
  private final boolean[] setForThisEntry;
  private int base;
  private int entries;
  private @Nullable WriteTransaction transaction;

  /** A cell of an entry: row within it and column, both 0-based. */
  private record Cell(int row, int column) {}

  /** A write into one cell. */
  private interface Write {
    void into(ColumnSetter setter, int row) throws SQLException;
  }

  InsertBatch(
      MaxStorageConnection connection, Clients clients, InsertLayout layout, int parameterCount)
      throws SQLException {
    this.connection = connection;
    this.layout = layout;
    this.ownTransaction = new WriteTransaction(clients);
    this.blobs =
        new BlobUploads(
            () -> transaction().blobs(layout.goal()),
            layout.partitionValues(),
            clients.blobCompression());
    this.given = new boolean[parameterCount];
    this.setForThisEntry = new boolean[parameterCount];
    for (int p = 0; p < parameterCount; p++) {
      cellsByParameter.add(cellsOf(p + 1));
    }
    this.allocator = clients.child("insert into " + layout.goal().table().table());
    this.root = VectorSchemaRoot.create(ArrowTypes.schema(layout.columns()), allocator);
    this.direct = layout.rows().size() == 1;
    try {
      this.kept = new BoundValues(parameterColumns(), connection.config().timeZone(), allocator);
    } catch (RuntimeException e) {
      allocator.close();
      throw e;
    }
    try {
      for (int c = 0; c < layout.columns().size(); c++) {
        setters.add(
            ColumnSetters.bind(
                root.getVector(c), layout.columns().get(c).type(), connection.config().timeZone()));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private List<Cell> cellsOf(int parameter) {
    List<Cell> cells = new ArrayList<>();
    for (int row = 0; row < layout.rows().size(); row++) {
      List<@Nullable Operand> operands = layout.rows().get(row);
      for (int column = 0; column < operands.size(); column++) {
        if (operands.get(column) instanceof Operand.Parameter p && p.index() == parameter) {
          cells.add(new Cell(row, column));
        }
      }
    }
    return cells;
  }

  /** The columns that the parameters fill, in order. */
  List<Column> parameterColumns() {
    return cellsByParameter.stream()
        .map(cells -> layout.columns().get(cells.get(0).column()))
        .toList();
  }

  /** Entries added and not sent yet. */
  int entries() {
    return entries;
  }

  /** Rows of one entry. */
  int rowsPerEntry() {
    return layout.rows().size();
  }

  // Parameters.

  private void write(int index, Write write) throws SQLException {
    Cell cell = cellsByParameter.get(index - 1).get(0);
    try {
      if (direct) {
        write.into(setters.get(cell.column()), base);
      } else {
        write.into(kept.setter(index - 1), 0);
      }
    } catch (ConversionException e) {
      throw Failures.conversion(place(index, cell), e);
    }
    given[index - 1] = true;
    setForThisEntry[index - 1] = direct;
  }

  private String place(int index, Cell cell) {
    return "Parameter "
        + index
        + ", column '"
        + layout.columns().get(cell.column()).name()
        + "', row "
        + (base + cell.row() + 1);
  }

  private boolean isBlob(Cell cell) {
    return layout.columns().get(cell.column()).type().kind() == Kind.BLOB;
  }

  private boolean isBlob(int index) {
    return isBlob(cellsByParameter.get(index - 1).get(0));
  }

  private void notForBlob(int index, String what) throws SQLException {
    if (isBlob(index)) {
      Cell cell = cellsByParameter.get(index - 1).get(0);
      throw SqlErrors.of(
          SqlState.WRONG_TYPE,
          place(index, cell) + " is a BLOB, which takes bytes or a stream, not " + what);
    }
  }

  @Override
  public void setNull(int index) throws SQLException {
    write(index, ColumnSetter::setNull);
  }

  @Override
  public void setBoolean(int index, boolean value) throws SQLException {
    notForBlob(index, "a boolean");
    write(index, (setter, row) -> setter.setBoolean(row, value));
  }

  @Override
  public void setByte(int index, byte value) throws SQLException {
    notForBlob(index, "a number");
    write(index, (setter, row) -> setter.setByte(row, value));
  }

  @Override
  public void setShort(int index, short value) throws SQLException {
    notForBlob(index, "a number");
    write(index, (setter, row) -> setter.setShort(row, value));
  }

  @Override
  public void setInt(int index, int value) throws SQLException {
    notForBlob(index, "a number");
    write(index, (setter, row) -> setter.setInt(row, value));
  }

  @Override
  public void setLong(int index, long value) throws SQLException {
    notForBlob(index, "a number");
    write(index, (setter, row) -> setter.setLong(row, value));
  }

  @Override
  public void setFloat(int index, float value) throws SQLException {
    notForBlob(index, "a number");
    write(index, (setter, row) -> setter.setFloat(row, value));
  }

  @Override
  public void setDouble(int index, double value) throws SQLException {
    notForBlob(index, "a number");
    write(index, (setter, row) -> setter.setDouble(row, value));
  }

  @Override
  public void setObject(int index, Object value) throws SQLException {
    Column column = layout.columns().get(cellsByParameter.get(index - 1).get(0).column());
    if (isBlob(index)) {
      byte[] cell = blobs.stageValue(column.name(), value);
      if (cell == null) {
        notForBlob(index, value.getClass().getName());
        return;
      }
      write(index, (setter, row) -> setter.setBytes(row, cell));
    } else if (NestedBlobs.isIn(column.type())) {
      Object staged =
          NestedBlobs.replaced(
              value,
              column.type(),
              (content, path) -> {
                byte[] cell = blobs.stageValue(column.name() + path, content);
                return cell == null ? content : cell; // refused where it is bound
              });
      write(index, (setter, row) -> setter.setObject(row, staged));
    } else if (value instanceof Blob blob) {
      setBinaryStream(index, blob.getBinaryStream(), -1);
    } else {
      write(index, (setter, row) -> setter.setObject(row, value));
    }
  }

  @Override
  public void setDate(int index, Date value, @Nullable Calendar calendar) throws SQLException {
    notForBlob(index, "a date");
    write(index, (setter, row) -> setter.setDate(row, value, calendar));
  }

  @Override
  public void setTime(int index, Time value, @Nullable Calendar calendar) throws SQLException {
    notForBlob(index, "a time");
    write(index, (setter, row) -> setter.setTime(row, value, calendar));
  }

  @Override
  public void setTimestamp(int index, Timestamp value, @Nullable Calendar calendar)
      throws SQLException {
    notForBlob(index, "a timestamp");
    write(index, (setter, row) -> setter.setTimestamp(row, value, calendar));
  }

  /** Into a BLOB column as an upload, of which a large one is never whole in memory. */
  @Override
  public void setBinaryStream(int index, InputStream value, long length) throws SQLException {
    byte[] bytes =
        isBlob(index)
            ? blobs.stage(
                layout.columns().get(cellsByParameter.get(index - 1).get(0).column()).name(),
                BlobSource.of(value, length))
            : ParameterStreams.bytes(value, length);
    write(index, (setter, row) -> setter.setBytes(row, bytes));
  }

  @Override
  public void clear() {
    Arrays.fill(given, false);
    Arrays.fill(setForThisEntry, false);
  }

  // Rows.

  /** Completes the entry that is being bound and begins the next one. */
  void addRow() throws SQLException {
    for (int p = 0; p < given.length; p++) {
      if (!given[p]) {
        throw ParameterValues.missing(p + 1, given.length);
      }
    }
    for (int row = 0; row < rowsPerEntry(); row++) {
      List<@Nullable Operand> operands = layout.rows().get(row);
      for (int column = 0; column < operands.size(); column++) {
        fill(column, base + row, operands.get(column));
      }
    }
    checkNotNull();
    Arrays.fill(setForThisEntry, false);
    base += rowsPerEntry();
    entries++;
  }

  /** Fills a cell whose parameter did not write into it already. */
  private void fill(int column, int row, @Nullable Operand operand) throws SQLException {
    if (operand instanceof Operand.Literal literal) {
      fillLiteral(column, row, literal.value());
    } else if (operand instanceof Operand.Parameter parameter) {
      int p = parameter.index() - 1;
      if (!setForThisEntry[p]) {
        FieldVector to = root.getVector(column);
        boolean rowBefore = direct && entries > 0;
        to.copyFromSafe(rowBefore ? row - 1 : 0, row, rowBefore ? to : kept.vector(p));
      }
    } else {
      setters.get(column).setNull(row);
    }
  }

  private void fillLiteral(int column, int row, @Nullable Object value) throws SQLException {
    String name = layout.columns().get(column).name();
    try {
      if (value == null) {
        setters.get(column).setNull(row);
      } else if (layout.columns().get(column).type().kind() == Kind.BLOB) {
        throw SqlErrors.notSupported("A literal for the BLOB column '" + name + "' (use a ?)");
      } else {
        setters.get(column).setObject(row, LiteralValues.of(value, connection.config().timeZone()));
      }
    } catch (ConversionException e) {
      throw Failures.conversion("Column '" + name + "', row " + (row + 1), e);
    }
  }

  private void checkNotNull() throws SQLException {
    for (int column = 0; column < layout.columns().size(); column++) {
      Column described = layout.columns().get(column);
      if (described.nullable()) {
        continue;
      }
      for (int row = base; row < base + rowsPerEntry(); row++) {
        if (root.getVector(column).isNull(row)) {
          throw SqlErrors.of(
              SqlState.NULL_NOT_ALLOWED,
              "Column '" + described.name() + "', row " + (row + 1) + ": the column is NOT NULL");
        }
      }
    }
  }

  /** Forgets the rows that were not sent; parameters keep their values. */
  void clearRows() throws SQLException {
    WriteTransaction own = transaction;
    keepValues();
    empty();
    if (own == ownTransaction) {
      own.rollback();
    }
  }

  /**
   * Sends the rows: in auto-commit mode they are visible when this returns, otherwise they belong
   * to the connection's transaction. Whatever happens, the batch is empty afterwards.
   *
   * @param running ends the transaction's requests when it is cancelled
   * @return how many rows were sent
   */
  long send(Execution running) throws SQLException {
    WriteTransaction current = transaction();
    long rows = base;
    try {
      running.join(current.scope());
      keepValues();
      root.setRowCount(base);
      blobs.resolve(root);
      current.write(layout.goal(), root);
      if (current == ownTransaction) {
        current.commit();
      }
      return rows;
    } catch (SQLException e) {
      if (current == ownTransaction && current.isOpen()) {
        rollBackAfter(e, current);
      }
      throw e;
    } finally {
      running.part();
      empty();
    }
  }

  private void empty() {
    blobs.clear();
    root.clear();
    base = 0;
    entries = 0;
    transaction = null;
  }

  private static void rollBackAfter(SQLException failure, WriteTransaction transaction) {
    try {
      transaction.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /** Keeps the values of the parameters while the vectors are emptied; blobs are forgotten. */
  private void keepValues() {
    for (int p = 0; p < given.length; p++) {
      if (NestedBlobs.isBlobOrIn(layout.columns().get(cellsByParameter.get(p).get(0).column()).type())) {
        given[p] = false;
      } else if (direct && given[p] && (setForThisEntry[p] || entries > 0)) {
        int column = cellsByParameter.get(p).get(0).column();
        kept.take(p, root.getVector(column), setForThisEntry[p] ? base : base - 1);
        setForThisEntry[p] = false;
      }
    }
  }

  /** The transaction of the batch: the connection's, or one of its own in auto-commit mode. */
  private WriteTransaction transaction() throws SQLException {
    WriteTransaction current = transaction;
    if (current == null) {
      current = connection.getAutoCommit() ? ownTransaction : connection.transaction();
      transaction = current;
    }
    return current;
  }

  /** Gives up what was not sent and frees the vectors. */
  void close() throws SQLException {
    try {
      ownTransaction.rollback();
    } finally {
      root.close();
      kept.close();
      allocator.close();
    }
  }
}
