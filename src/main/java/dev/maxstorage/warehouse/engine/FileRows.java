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
      Path spill = Files.createTempDirectory("maxstorage-file-");
      DuckConnection connection =
          Database.forFiles(spill, MEMORY_LIMIT_BYTES, Runtime.getRuntime().availableProcessors());
      BufferAllocator allocator = new RootAllocator();
      try {
        QueryColumns query =
            QueryColumns.of(connection, "SELECT * FROM " + function + "(" + name + ")");
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
      throw new EngineException(Kind.INTERNAL, "No temporary directory could be made", e);
    }
  }

  private static void release(BufferAllocator allocator, Path spill) {
    try {
      allocator.close();
    } finally {
      try {
        OpenWarehouse.delete(spill);
      } catch (IOException e) {
        throw new EngineException(Kind.INTERNAL, "Directory " + spill + " could not be removed", e);
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
