package dev.maxstorage.jdbc;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;
import dev.maxstorage.types.OdpsType.Scalar;
import dev.maxstorage.types.TypeMapping;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement's parameters are: of an insert the columns that they fill, of a scan the types
 * of the columns that they are compared with, of other statements STRING, into which any value can
 * be written. Parameters are 1-based.
 */
final class MaxStorageParameterMetaData implements ParameterMetaData {
  private final List<OdpsType> types;
  private final @Nullable List<Column> filled;

  private MaxStorageParameterMetaData(List<OdpsType> types, @Nullable List<Column> filled) {
    this.types = types;
    this.filled = filled;
  }

  /** Parameters that fill columns. */
  static ParameterMetaData ofColumns(List<Column> columns) {
    return new MaxStorageParameterMetaData(columns.stream().map(Column::type).toList(), columns);
  }

  /** Parameters of these types, about whose NULLs nothing is known. */
  static ParameterMetaData ofTypes(List<OdpsType> types) {
    return new MaxStorageParameterMetaData(types, null);
  }

  /** Parameters of which only the number is known. */
  static ParameterMetaData ofCount(int count) {
    return ofTypes(Collections.nCopies(count, new Scalar(Kind.STRING)));
  }

  private OdpsType type(int param) throws SQLException {
    if (param < 1 || param > types.size()) {
      throw SqlErrors.of(
          SqlState.INVALID_INDEX, "Parameter index " + param + " is not in 1 to " + types.size());
    }
    return types.get(param - 1);
  }

  private TypeMapping mapping(int param) throws SQLException {
    return TypeMapping.of(type(param));
  }

  @Override
  public int getParameterCount() {
    return types.size();
  }

  @Override
  public int isNullable(int param) throws SQLException {
    type(param);
    if (filled == null) {
      return parameterNullableUnknown;
    }
    return filled.get(param - 1).nullable() ? parameterNullable : parameterNoNulls;
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
