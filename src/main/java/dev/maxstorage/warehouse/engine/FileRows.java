package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.TimeUnits;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Rows of a Parquet, CSV or JSON file as batches in the wire's canonical form. Not thread-safe.
 * Reads the file as it goes, in bounded memory.
 *
 * <p>Types are the file's, for CSV and JSON as far as they can be guessed. Unsigned numbers become
 * the next wider signed type, times with a zone DATETIME, times without one TIMESTAMP_NTZ.
 */
public final class FileRows implements RowStream {
  private static final long MEMORY_LIMIT_BYTES = 512L << 20;

  private final List<Column> columns;
  private final long totalRows;
  private final RowStream rows;

  private FileRows(List<Column> columns, long totalRows, RowStream rows) {
    this.columns = columns;
    this.totalRows = totalRows;
    this.rows = rows;
  }

  /**
   * Opens a file; the format follows the name: {@code .parquet}, {@code .csv}, {@code .tsv}, {@code
   * .json}, {@code .jsonl}, {@code .ndjson}, the text forms also with {@code .gz}.
   *
   * @param batchRows most rows a batch
   */
  public static FileRows open(Path file, int batchRows) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new EngineException(Kind.INVALID_ARGUMENT, "There is no file " + file + " to read");
    }
    String name = DuckSql.string(file.toAbsolutePath().toString());
    String function = function(file);
    NioAccess.open();
    try {
      Spill spill = Spill.make();
      DuckConnection connection;
      try {
        connection =
            Database.forFiles(
                spill.directory(), MEMORY_LIMIT_BYTES, Runtime.getRuntime().availableProcessors());
      } catch (Throwable e) {
        Database.closeAfter(e, spill);
        throw e;
      }
      BufferAllocator allocator = new RootAllocator();
      try {
        QueryColumns query = columns(connection, function, name, file);
        long[] total = {-1};
        if (function.equals("read_parquet")) {
          connection.query(
              "SELECT sum(num_rows) FROM parquet_file_metadata(" + name + ")",
              row -> total[0] = row.getLong(1));
        }
        String select =
            "SELECT "
                + new ExportSql(TimeUnits.DEFAULT).selectList(query.numbered())
                + " FROM ("
                + query.select()
                + ")";
        RowStream rows =
            new QueryStream(
                connection,
                allocator,
                ArrowTypes.schema(query.columns()),
                List.of(select),
                batchRows,
                () -> release(allocator, spill));
        return new FileRows(query.columns(), total[0], rows);
      } catch (Throwable e) {
        Database.closeAfter(e, connection);
        Database.closeAfter(e, () -> release(allocator, spill));
        throw e;
      }
    } catch (SQLException e) {
      throw Failures.file(file, e);
    } catch (IOException e) {
      throw new EngineException(
          Kind.INTERNAL, "File " + file + " could not be read: " + e.getMessage(), e);
    }
  }

  private static QueryColumns columns(
      DuckConnection connection, String function, String name, Path file)
      throws SQLException, IOException {
    if (!function.equals("read_csv")) {
      return QueryColumns.of(connection, "SELECT * FROM " + function + "(" + name + ")");
    }
    CsvFile csv = CsvFile.of(file);
    try {
      return QueryColumns.of(connection, "SELECT * FROM read_csv(" + name + csv.arguments() + ")");
    } catch (SQLException e) {
      String unlike = csv.unlike(connection);
      if (unlike.isEmpty()) {
        throw e;
      }
      throw new EngineException(
          Kind.INVALID_ARGUMENT,
          "File " + file + " has a line that is not like its first: " + unlike,
          e);
    }
  }

  private static void release(BufferAllocator allocator, Spill spill) {
    try {
      allocator.close();
    } finally {
      spill.close();
    }
  }

  /** The place for what does not fit into memory, and the claim on it. */
  private record Spill(Path directory, WarehouseLock lock) implements AutoCloseable {
    static Spill make() throws IOException {
      Path directory = TemporaryDirectories.make();
      return new Spill(directory, WarehouseLock.claim(directory));
    }

    @Override
    public void close() {
      try {
        lock.close();
        OpenWarehouse.delete(directory);
      } catch (IOException e) {
        throw new EngineException(
            Kind.INTERNAL, "Directory " + directory + " could not be removed", e);
      }
    }
  }

  private static String function(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    if (name.endsWith(".parquet")) {
      return "read_parquet";
    }
    if (plain.endsWith(".csv") || plain.endsWith(".tsv")) {
      return "read_csv";
    }
    if (plain.endsWith(".json") || plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
      return "read_json";
    }
    throw new EngineException(
        Kind.INVALID_ARGUMENT,
        "File "
            + file
            + " is none of .parquet, .csv, .tsv, .json, .jsonl and .ndjson (text also with .gz)");
  }

  /** The file's columns as MaxCompute types. */
  public List<Column> columns() {
    return columns;
  }

  /** Rows in the file, or -1 if only a full read would tell. */
  public long totalRows() {
    return totalRows;
  }

  @Override
  public Schema schema() {
    return rows.schema();
  }

  @Override
  public boolean next() {
    return rows.next();
  }

  @Override
  public VectorSchemaRoot root() {
    return rows.root();
  }

  @Override
  public void close() {
    rows.close();
  }
}
