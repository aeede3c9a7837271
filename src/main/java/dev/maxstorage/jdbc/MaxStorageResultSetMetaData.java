package dev.maxstorage.jdbc;

import dev.maxstorage.types.TypeMapping;
import java.sql.Blob;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;

/** What a result's columns are. Columns are 1-based. Immutable, so safe for any thread. */
final class MaxStorageResultSetMetaData implements ResultSetMetaData {
  private final List<ResultColumn> columns;

  MaxStorageResultSetMetaData(List<ResultColumn> columns) {
    this.columns = List.copyOf(columns);
  }

  private ResultColumn column(int index) throws SQLException {
    if (index < 1 || index > columns.size()) {
      throw SqlErrors.of(
          SqlState.INVALID_INDEX, "Column index " + index + " is not in 1 to " + columns.size());
    }
    return columns.get(index - 1);
  }

  private TypeMapping mapping(int index) throws SQLException {
    return TypeMapping.of(column(index).column().type());
  }

  @Override
  public int getColumnCount() {
    return columns.size();
  }

  @Override
  public boolean isAutoIncrement(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public boolean isCaseSensitive(int column) throws SQLException {
    return mapping(column).caseSensitive();
  }

  @Override
  public boolean isSearchable(int column) throws SQLException {
    return mapping(column).searchable() != java.sql.DatabaseMetaData.typePredNone;
  }

  @Override
  public boolean isCurrency(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public int isNullable(int column) throws SQLException {
    return column(column).column().nullable() ? columnNullable : columnNoNulls;
  }

  @Override
  public boolean isSigned(int column) throws SQLException {
    return mapping(column).signed();
  }

  @Override
  public int getColumnDisplaySize(int column) throws SQLException {
    return mapping(column).displaySize();
  }

  @Override
  public String getColumnLabel(int column) throws SQLException {
    return column(column).label();
  }

  @Override
  public String getColumnName(int column) throws SQLException {
    return column(column).column().name();
  }

  @Override
  public String getSchemaName(int column) throws SQLException {
    return column(column).table().schema();
  }

  @Override
  public int getPrecision(int column) throws SQLException {
    return mapping(column).precision();
  }

  @Override
  public int getScale(int column) throws SQLException {
    return mapping(column).scale();
  }

  @Override
  public String getTableName(int column) throws SQLException {
    return column(column).table().table();
  }

  @Override
  public String getCatalogName(int column) throws SQLException {
    return column(column).table().project();
  }

  @Override
  public int getColumnType(int column) throws SQLException {
    return mapping(column).sqlType();
  }

  @Override
  public String getColumnTypeName(int column) throws SQLException {
    return mapping(column).typeName();
  }

  @Override
  public boolean isReadOnly(int column) throws SQLException {
    column(column);
    return true;
  }

  @Override
  public boolean isWritable(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public boolean isDefinitelyWritable(int column) throws SQLException {
    column(column);
    return false;
  }

  @Override
  public String getColumnClassName(int column) throws SQLException {
    return column(column).isBlob() ? Blob.class.getName() : mapping(column).javaClass().getName();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
