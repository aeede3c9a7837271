package dev.maxstorage.jdbc;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.ConversionException;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;
import dev.maxstorage.types.OdpsType.Scalar;
import dev.maxstorage.types.SqlArray;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ARRAY value: a copy, valid until {@link #free}, whatever becomes of the row it came from.
 *
 * <p>{@link #getResultSet()} has the columns INDEX, 1-based, and VALUE; it needs the connection,
 * which closes it if the caller does not. <b>Threads:</b> any.
 */
final class ResultArray implements Array {
  private final MaxStorageConnection connection;
  private volatile @Nullable SqlArray array;

  ResultArray(
      MaxStorageConnection connection,
      OdpsType elementType,
      List<? extends @Nullable Object> elements) {
    this.connection = connection;
    this.array = new SqlArray(elementType, elements);
  }

  /** An array of the same type with other elements. */
  ResultArray with(List<? extends @Nullable Object> elements) throws SQLException {
    return new ResultArray(connection, array().elementType(), elements);
  }

  /** The elements in order, unmodifiable. */
  List<@Nullable Object> elements() throws SQLException {
    return array().elements();
  }

  private SqlArray array() throws SQLException {
    SqlArray held = array;
    if (held == null) {
      throw SqlErrors.of(SqlState.NOT_USABLE, "The array was freed");
    }
    return held;
  }

  @Override
  public String getBaseTypeName() throws SQLException {
    return array().getBaseTypeName();
  }

  @Override
  public int getBaseType() throws SQLException {
    return array().getBaseType();
  }

  @Override
  public Object getArray() throws SQLException {
    return array().getArray();
  }

  @Override
  public Object getArray(@Nullable Map<String, Class<?>> map) throws SQLException {
    checkNoMap(map);
    return getArray();
  }

  @Override
  public Object getArray(long index, int count) throws SQLException {
    SqlArray held = array();
    try {
      return held.getArray(index, count);
    } catch (ConversionException e) {
      throw SqlErrors.of(SqlState.INVALID_ARGUMENT, e.getMessage(), e);
    }
  }

  @Override
  public Object getArray(long index, int count, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    checkNoMap(map);
    return getArray(index, count);
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    SqlArray held = array();
    return resultSet(held.elementType(), 1, held.elements());
  }

  @Override
  public ResultSet getResultSet(@Nullable Map<String, Class<?>> map) throws SQLException {
    checkNoMap(map);
    return getResultSet();
  }

  @Override
  public ResultSet getResultSet(long index, int count) throws SQLException {
    return resultSet(
        array().elementType(), index, Arrays.asList((@Nullable Object[]) getArray(index, count)));
  }

  @Override
  public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    checkNoMap(map);
    return getResultSet(index, count);
  }

  private ResultSet resultSet(
      OdpsType elementType, long firstIndex, List<? extends @Nullable Object> elements)
      throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      rows.add(Arrays.asList(firstIndex + i, elements.get(i)));
    }
    return connection.resultSet(
        List.of(Column.of("INDEX", new Scalar(Kind.BIGINT)), Column.of("VALUE", elementType)),
        rows);
  }

  private static void checkNoMap(@Nullable Map<String, Class<?>> map) throws SQLException {
    if (map != null && !map.isEmpty()) {
      throw SqlErrors.notSupported("A type map");
    }
  }

  @Override
  public void free() {
    array = null;
  }

  /** The elements in brackets, for people. */
  @Override
  public String toString() {
    SqlArray held = array;
    return held == null ? "freed" : held.toString();
  }
}
