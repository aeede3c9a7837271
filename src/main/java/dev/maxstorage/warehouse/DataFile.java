package dev.maxstorage.warehouse;

import dev.maxstorage.types.ColumnAccessor;
import dev.maxstorage.types.ColumnAccessors;
import dev.maxstorage.types.OdpsType;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Reads the rows of a data file, one after the other: Parquet, CSV, JSON or Arrow.
 *
 * <p>The name tells the format: {@code .parquet}, {@code .csv}, {@code .tsv}, {@code .json}, {@code
 * .jsonl}, {@code .ndjson}, the text forms also with {@code .gz}. Arrow files and streams are known
 * by their first bytes. Columns are 0-based; before the first {@link #next} there is no row.
 * Getters are for the {@link Form} of their column, and for values that are not null. Not
 * thread-safe.
 */
public final class DataFile implements Closeable {
  private static final int BATCH_ROWS = 8192;
  private static final int MAGIC_BYTES = 8;

  private final FileBatches batches;
  private final List<Column> columns;
  private final ColumnAccessor[] accessors;
  private int row = -1;
  private int rowCount;

  /** Which getter reads a column. */
  public enum Form {
    /** {@link DataFile#booleanValue}. */
    BOOLEAN,
    /** {@link DataFile#longValue}. */
    INTEGER,
    /** {@link DataFile#doubleValue}. */
    FLOATING,
    /** {@link DataFile#text}. */
    TEXT,
    /** {@link DataFile#bytes}. */
    BYTES,
    /** {@link DataFile#object}. */
    OBJECT
  }

  /**
   * A column.
   *
   * @param name as the file spells it
   * @param type as MaxCompute's CREATE TABLE writes it, such as {@code decimal(10,2)}
   * @param form which getter reads it
   */
  public record Column(String name, String type, Form form) {}

  private DataFile(FileBatches batches) {
    this.batches = batches;
    this.columns =
        batches.columns().stream()
            .map(column -> new Column(column.name(), column.type().text(), form(column.type())))
            .toList();
    List<FieldVector> vectors = batches.root().getFieldVectors();
    this.accessors = new ColumnAccessor[vectors.size()];
    for (int i = 0; i < accessors.length; i++) {
      OdpsType type = batches.columns().get(i).type();
      accessors[i] = ColumnAccessors.bind(vectors.get(i), type, ZoneOffset.UTC);
    }
  }

  /**
   * Opens a file, to be closed.
   *
   * @throws IOException if it cannot be read or is not what its name says
   */
  public static DataFile open(Path path) throws IOException {
    FileBatches batches =
        isArrow(path) ? ArrowFileBatches.open(path) : EngineFileBatches.open(path, BATCH_ROWS);
    try {
      return new DataFile(batches);
    } catch (RuntimeException e) {
      try {
        batches.close();
      } catch (IOException onClose) {
        e.addSuppressed(onClose);
      }
      throw e;
    }
  }

  private static boolean isArrow(Path path) throws IOException {
    try (InputStream file = Files.newInputStream(path)) {
      return ArrowFileBody.begins(file.readNBytes(MAGIC_BYTES));
    }
  }

  private static Form form(OdpsType type) {
    return switch (type.kind()) {
      case BOOLEAN -> Form.BOOLEAN;
      case TINYINT, SMALLINT, INT, BIGINT -> Form.INTEGER;
      case FLOAT, DOUBLE -> Form.FLOATING;
      case STRING, VARCHAR, CHAR, JSON -> Form.TEXT;
      case BINARY, BLOB -> Form.BYTES;
      case DECIMAL,
          DATE,
          DATETIME,
          TIMESTAMP,
          TIMESTAMP_NTZ,
          INTERVAL_DAY_TIME,
          INTERVAL_YEAR_MONTH,
          ARRAY,
          MAP,
          STRUCT,
          VOID ->
          Form.OBJECT;
    };
  }

  /** The columns, in the file's order. */
  public List<Column> columns() {
    return columns;
  }

  /** Rows in the file, -1 if only reading it would tell. */
  public long totalRows() {
    return batches.totalRows();
  }

  /**
   * Goes to the next row; false at the end.
   *
   * @throws IOException if the file cannot be read, or its content is malformed
   */
  public boolean next() throws IOException {
    row++;
    if (row < rowCount) {
      return true;
    }
    row = 0;
    rowCount = batches.next() ? batches.root().getRowCount() : 0;
    return rowCount > 0;
  }

  /**
   * Goes to the next batch of rows as a whole; false at the end. Not to be mixed with {@link
   * #next}.
   *
   * @throws IOException if the file cannot be read, or its content is malformed
   */
  public boolean nextBatch() throws IOException {
    return batches.next();
  }

  /** The batch; always the same root, loaded again by {@link #nextBatch}. */
  public VectorSchemaRoot batch() {
    return batches.root();
  }

  /** Whether the value is null. */
  public boolean isNull(int column) {
    return accessors[column].isNull(row);
  }

  /** A BOOLEAN. */
  public boolean booleanValue(int column) {
    return accessors[column].getBoolean(row);
  }

  /** A whole number. */
  public long longValue(int column) {
    return accessors[column].getLong(row);
  }

  /** A FLOAT or DOUBLE. */
  public double doubleValue(int column) {
    return accessors[column].getDouble(row);
  }

  /** A text. */
  public String text(int column) {
    return accessors[column].getString(row);
  }

  /** A BINARY. */
  public byte[] bytes(int column) {
    return accessors[column].getBytes(row);
  }

  /**
   * A value of any other type: LocalDate for DATE, LocalDateTime for TIMESTAMP_NTZ, List for ARRAY,
   * Map for MAP and STRUCT, otherwise the class that the driver's {@code getObject} gives.
   */
  public Object object(int column) {
    ColumnAccessor accessor = accessors[column];
    return switch (accessor.type().kind()) {
      case DATE -> accessor.getObject(row, LocalDate.class);
      case TIMESTAMP_NTZ -> accessor.getObject(row, LocalDateTime.class);
      case ARRAY -> accessor.getObject(row, List.class);
      case MAP, STRUCT -> accessor.getObject(row, Map.class);
      default -> accessor.getObject(row);
    };
  }

  @Override
  public void close() throws IOException {
    batches.close();
  }
}
