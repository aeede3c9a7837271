package dev.maxstorage.jdbc;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType.Kind;
import dev.maxstorage.types.OdpsType.Scalar;
import dev.maxstorage.types.TypeMapping;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement's parameters are: of an insert the types of their columns, of other statements
 * STRING, into which any value can be written. Parameters are 1-based.
 */
final class MaxStorageParameterMetaData implements ParameterMetaData {
  private final int count;
  private final @Nullable List<Column> columns;

  MaxStorageParameterMetaData(int count, @Nullable List<Column> columns) {
    this.count = count;
    this.columns = columns;
  }

  /** The column that a parameter fills, null if there is none. */
  private @Nullable Column column(int param) throws SQLException {
    if (param < 1 || param > count) {
      throw SqlErrors.of(
          SqlState.INVALID_INDEX, "Parameter index " + param + " is not in 1 to " + count);
    }
    return columns == null ? null : columns.get(param - 1);
  }

  private TypeMapping mapping(int param) throws SQLException {
    Column column = column(param);
    return TypeMapping.of(column == null ? new Scalar(Kind.STRING) : column.type());
  }

  @Override
  public int getParameterCount() {
    return count;
  }

  @Override
  public int isNullable(int param) throws SQLException {
    Column column = column(param);
    if (column == null) {
      return parameterNullableUnknown;
    }
    return column.nullable() ? parameterNullable : parameterNoNulls;
  }

  @Override
  public boolean isSigned(int param) throws SQLException {
    return mapping(param).signed();
  }

  @Override
  public int getPrecision(int param) throws SQLException {
    return mapping(param).precision();
  }

  @Override
  public int getScale(int param) throws SQLException {
    return mapping(param).scale();
  }

  @Override
  public int getParameterType(int param) throws SQLException {
    return mapping(param).sqlType();
  }

  @Override
  public String getParameterTypeName(int param) throws SQLException {
    return mapping(param).typeName();
  }

  @Override
  public String getParameterClassName(int param) throws SQLException {
    return mapping(param).javaClass().getName();
  }

  @Override
  public int getParameterMode(int param) throws SQLException {
    mapping(param);
    return parameterModeIn;
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
