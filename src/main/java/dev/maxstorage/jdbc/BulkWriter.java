package dev.maxstorage.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Writes Arrow batches into a table without the detour of parameters, as one batch insert: in
 * auto-commit mode the rows become visible together in {@link #finish}, otherwise with the commit
 * of the connection's transaction.
 *
 * <p><b>Closing:</b> gives up what was not finished. <b>Threads:</b> one.
 */
public interface BulkWriter extends AutoCloseable {

  /**
   * A column that a batch can have.
   *
   * @param name of the field, found without regard to case
   * @param type as MaxCompute writes it, such as {@code DECIMAL(10,2)}
   */
  record TableColumn(String name, String type) {}

  /** The columns of the table, partition columns last. */
  List<TableColumn> columns();

  /**
   * Takes the rows of a batch. The vectors stay the caller's and can be used again at once.
   *
   * <p>Fields are found by name; a column without a field is null. Vectors of the wire's own Arrow
   * form are copied; others that hold the column's type, such as timestamps of another unit, are
   * converted value by value. Timestamps without a zone are instants in UTC for DATETIME and
   * TIMESTAMP columns.
   *
   * @throws SQLException if a field has no column or the wrong type, or a value does not fit: the
   *     message names column, row and value, and nothing of the batch is taken; or if the server
   *     refused earlier rows
   */
  void write(VectorSchemaRoot batch) throws SQLException;

  /**
   * Sends what is left.
   *
   * @return how many rows were written
   */
  long finish() throws SQLException;

  @Override
  void close() throws SQLException;
}
