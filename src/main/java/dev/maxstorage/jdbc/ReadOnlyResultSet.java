package dev.maxstorage.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every result set of this driver has in common: it is read-only, and looks a label up before
 * it calls the getter by index.
 *
 * <p>All refusals of {@link ResultSet} are here, so that {@link ArrowResultSet} holds only what
 * works.
 */
abstract class ReadOnlyResultSet implements ResultSet {

  private static SQLException readOnly(String method) {
    return SqlErrors.notSupported("ResultSet." + method + " (result sets are read-only)");
  }

  /** Fails if the result set is closed. */
  abstract void checkOpen() throws SQLException;

  // Getters by label.

  @Override
  public final @Nullable String getString(String columnLabel) throws SQLException {
    return getString(findColumn(columnLabel));
  }

  @Override
  public final boolean getBoolean(String columnLabel) throws SQLException {
    return getBoolean(findColumn(columnLabel));
  }

  @Override
  public final byte getByte(String columnLabel) throws SQLException {
    return getByte(findColumn(columnLabel));
  }

  @Override
  public final short getShort(String columnLabel) throws SQLException {
    return getShort(findColumn(columnLabel));
  }

  @Override
  public final int getInt(String columnLabel) throws SQLException {
    return getInt(findColumn(columnLabel));
  }

  @Override
  public final long getLong(String columnLabel) throws SQLException {
    return getLong(findColumn(columnLabel));
  }

  @Override
  public final float getFloat(String columnLabel) throws SQLException {
    return getFloat(findColumn(columnLabel));
  }

  @Override
  public final double getDouble(String columnLabel) throws SQLException {
    return getDouble(findColumn(columnLabel));
  }

  @Deprecated
  @Override
  public final @Nullable BigDecimal getBigDecimal(String columnLabel, int scale)
      throws SQLException {
    return getBigDecimal(findColumn(columnLabel), scale);
  }

  @Override
  public final byte @Nullable [] getBytes(String columnLabel) throws SQLException {
    return getBytes(findColumn(columnLabel));
  }

  @Override
  public final @Nullable Date getDate(String columnLabel) throws SQLException {
    return getDate(findColumn(columnLabel));
  }

  @Override
  public final @Nullable Time getTime(String columnLabel) throws SQLException {
    return getTime(findColumn(columnLabel));
  }

  @Override
  public final @Nullable Timestamp getTimestamp(String columnLabel) throws SQLException {
    return getTimestamp(findColumn(columnLabel));
  }

  @Override
  public final @Nullable InputStream getAsciiStream(String columnLabel) throws SQLException {
    return getAsciiStream(findColumn(columnLabel));
  }

  @Deprecated
  @Override
  public final @Nullable InputStream getUnicodeStream(String columnLabel) throws SQLException {
    return getUnicodeStream(findColumn(columnLabel));
  }

  @Override
  public final @Nullable InputStream getBinaryStream(String columnLabel) throws SQLException {
    return getBinaryStream(findColumn(columnLabel));
  }

  @Override
  public final @Nullable Object getObject(String columnLabel) throws SQLException {
    return getObject(findColumn(columnLabel));
  }

  @Override
  public final @Nullable Reader getCharacterStream(String columnLabel) throws SQLException {
    return getCharacterStream(findColumn(columnLabel));
  }

  @Override
  public final @Nullable BigDecimal getBigDecimal(String columnLabel) throws SQLException {
    return getBigDecimal(findColumn(columnLabel));
  }

  @Override
  public final @Nullable Ref getRef(String columnLabel) throws SQLException {
    return getRef(findColumn(columnLabel));
  }

  @Override
  public final @Nullable Blob getBlob(String columnLabel) throws SQLException {
    return getBlob(findColumn(columnLabel));
  }

  @Override
  public final @Nullable Clob getClob(String columnLabel) throws SQLException {
    return getClob(findColumn(columnLabel));
  }

  @Override
  public final @Nullable Array getArray(String columnLabel) throws SQLException {
    return getArray(findColumn(columnLabel));
  }

  @Override
  public final @Nullable Date getDate(String columnLabel, @Nullable Calendar calendar)
      throws SQLException {
    return getDate(findColumn(columnLabel), calendar);
  }

  @Override
  public final @Nullable Time getTime(String columnLabel, @Nullable Calendar calendar)
      throws SQLException {
    return getTime(findColumn(columnLabel), calendar);
  }

  @Override
  public final @Nullable Timestamp getTimestamp(String columnLabel, @Nullable Calendar calendar)
      throws SQLException {
    return getTimestamp(findColumn(columnLabel), calendar);
  }

  @Override
  public final @Nullable URL getURL(String columnLabel) throws SQLException {
    return getURL(findColumn(columnLabel));
  }

  @Override
  public final @Nullable RowId getRowId(String columnLabel) throws SQLException {
    return getRowId(findColumn(columnLabel));
  }

  @Override
  public final @Nullable NClob getNClob(String columnLabel) throws SQLException {
    return getNClob(findColumn(columnLabel));
  }

  @Override
  public final @Nullable SQLXML getSQLXML(String columnLabel) throws SQLException {
    return getSQLXML(findColumn(columnLabel));
  }

  @Override
  public final @Nullable String getNString(String columnLabel) throws SQLException {
    return getNString(findColumn(columnLabel));
  }

  @Override
  public final @Nullable Reader getNCharacterStream(String columnLabel) throws SQLException {
    return getNCharacterStream(findColumn(columnLabel));
  }

  @Override
  public final <T> @Nullable T getObject(String columnLabel, Class<T> type) throws SQLException {
    return getObject(findColumn(columnLabel), type);
  }

  @Override
  public final @Nullable Object getObject(String columnLabel, Map<String, Class<?>> typeMap)
      throws SQLException {
    return getObject(findColumn(columnLabel), typeMap);
  }

  @Override
  public final @Nullable Object getObject(int columnIndex, Map<String, Class<?>> typeMap)
      throws SQLException {
    if (typeMap != null && !typeMap.isEmpty()) {
      throw SqlErrors.notSupported("ResultSet.getObject with a type map");
    }
    return getObject(columnIndex);
  }

  @Override
  public final Ref getRef(int columnIndex) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getRef (MaxCompute has no REF type)");
  }

  @Override
  public final RowId getRowId(int columnIndex) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getRowId (MaxCompute has no row ids)");
  }

  @Override
  public final SQLXML getSQLXML(int columnIndex) throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getSQLXML (MaxCompute has no XML type)");
  }

  @Override
  public final String getCursorName() throws SQLException {
    throw SqlErrors.notSupported("ResultSet.getCursorName (there are no named cursors)");
  }

  @Override
  public final @Nullable String getNString(int columnIndex) throws SQLException {
    return getString(columnIndex);
  }

  @Override
  public final @Nullable Reader getNCharacterStream(int columnIndex) throws SQLException {
    return getCharacterStream(columnIndex);
  }

  @Override
  public final int getConcurrency() throws SQLException {
    checkOpen();
    return CONCUR_READ_ONLY;
  }

  @Override
  public final int getHoldability() throws SQLException {
    checkOpen();
    return HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public final boolean rowUpdated() throws SQLException {
    checkOpen();
    return false;
  }

  @Override
  public final boolean rowInserted() throws SQLException {
    checkOpen();
    return false;
  }

  @Override
  public final boolean rowDeleted() throws SQLException {
    checkOpen();
    return false;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrapping.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  // Updates.

  @Override
  public final void updateNull(int columnIndex) throws SQLException {
    throw readOnly("updateNull");
  }

  @Override
  public final void updateBoolean(int columnIndex, boolean value) throws SQLException {
    throw readOnly("updateBoolean");
  }

  @Override
  public final void updateByte(int columnIndex, byte value) throws SQLException {
    throw readOnly("updateByte");
  }

  @Override
  public final void updateShort(int columnIndex, short value) throws SQLException {
    throw readOnly("updateShort");
  }

  @Override
  public final void updateInt(int columnIndex, int length) throws SQLException {
    throw readOnly("updateInt");
  }

  @Override
  public final void updateLong(int columnIndex, long length) throws SQLException {
    throw readOnly("updateLong");
  }

  @Override
  public final void updateFloat(int columnIndex, float value) throws SQLException {
    throw readOnly("updateFloat");
  }

  @Override
  public final void updateDouble(int columnIndex, double value) throws SQLException {
    throw readOnly("updateDouble");
  }

  @Override
  public final void updateBigDecimal(int columnIndex, @Nullable BigDecimal value)
      throws SQLException {
    throw readOnly("updateBigDecimal");
  }

  @Override
  public final void updateString(int columnIndex, @Nullable String value) throws SQLException {
    throw readOnly("updateString");
  }

  @Override
  public final void updateBytes(int columnIndex, byte @Nullable [] value) throws SQLException {
    throw readOnly("updateBytes");
  }

  @Override
  public final void updateDate(int columnIndex, @Nullable Date value) throws SQLException {
    throw readOnly("updateDate");
  }

  @Override
  public final void updateTime(int columnIndex, @Nullable Time value) throws SQLException {
    throw readOnly("updateTime");
  }

  @Override
  public final void updateTimestamp(int columnIndex, @Nullable Timestamp value)
      throws SQLException {
    throw readOnly("updateTimestamp");
  }

  @Override
  public final void updateAsciiStream(int columnIndex, @Nullable InputStream value, int length)
      throws SQLException {
    throw readOnly("updateAsciiStream");
  }

  @Override
  public final void updateBinaryStream(int columnIndex, @Nullable InputStream value, int length)
      throws SQLException {
    throw readOnly("updateBinaryStream");
  }

  @Override
  public final void updateCharacterStream(int columnIndex, @Nullable Reader value, int length)
      throws SQLException {
    throw readOnly("updateCharacterStream");
  }

  @Override
  public final void updateObject(int columnIndex, @Nullable Object value, int length)
      throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public final void updateObject(int columnIndex, @Nullable Object value) throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public final void updateNull(String columnLabel) throws SQLException {
    throw readOnly("updateNull");
  }

  @Override
  public final void updateBoolean(String columnLabel, boolean value) throws SQLException {
    throw readOnly("updateBoolean");
  }

  @Override
  public final void updateByte(String columnLabel, byte value) throws SQLException {
    throw readOnly("updateByte");
  }

  @Override
  public final void updateShort(String columnLabel, short value) throws SQLException {
    throw readOnly("updateShort");
  }

  @Override
  public final void updateInt(String columnLabel, int length) throws SQLException {
    throw readOnly("updateInt");
  }

  @Override
  public final void updateLong(String columnLabel, long length) throws SQLException {
    throw readOnly("updateLong");
  }

  @Override
  public final void updateFloat(String columnLabel, float value) throws SQLException {
    throw readOnly("updateFloat");
  }

  @Override
  public final void updateDouble(String columnLabel, double value) throws SQLException {
    throw readOnly("updateDouble");
  }

  @Override
  public final void updateBigDecimal(String columnLabel, @Nullable BigDecimal value)
      throws SQLException {
    throw readOnly("updateBigDecimal");
  }

  @Override
  public final void updateString(String columnLabel, @Nullable String value) throws SQLException {
    throw readOnly("updateString");
  }

  @Override
  public final void updateBytes(String columnLabel, byte @Nullable [] value) throws SQLException {
    throw readOnly("updateBytes");
  }

  @Override
  public final void updateDate(String columnLabel, @Nullable Date value) throws SQLException {
    throw readOnly("updateDate");
  }

  @Override
  public final void updateTime(String columnLabel, @Nullable Time value) throws SQLException {
    throw readOnly("updateTime");
  }

  @Override
  public final void updateTimestamp(String columnLabel, @Nullable Timestamp value)
      throws SQLException {
    throw readOnly("updateTimestamp");
  }

  @Override
  public final void updateAsciiStream(String columnLabel, @Nullable InputStream value, int length)
      throws SQLException {
    throw readOnly("updateAsciiStream");
  }

  @Override
  public final void updateBinaryStream(String columnLabel, @Nullable InputStream value, int length)
      throws SQLException {
    throw readOnly("updateBinaryStream");
  }

  @Override
  public final void updateCharacterStream(String columnLabel, @Nullable Reader value, int length)
      throws SQLException {
    throw readOnly("updateCharacterStream");
  }

  @Override
  public final void updateObject(String columnLabel, @Nullable Object value, int length)
      throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public final void updateObject(String columnLabel, @Nullable Object value) throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public final void insertRow() throws SQLException {
    throw readOnly("insertRow");
  }

  @Override
  public final void updateRow() throws SQLException {
    throw readOnly("updateRow");
  }

  @Override
  public final void deleteRow() throws SQLException {
    throw readOnly("deleteRow");
  }

  @Override
  public final void refreshRow() throws SQLException {
    throw readOnly("refreshRow");
  }

  @Override
  public final void cancelRowUpdates() throws SQLException {
    throw readOnly("cancelRowUpdates");
  }

  @Override
  public final void moveToInsertRow() throws SQLException {
    throw readOnly("moveToInsertRow");
  }

  @Override
  public final void moveToCurrentRow() throws SQLException {
    throw readOnly("moveToCurrentRow");
  }

  @Override
  public final void updateRef(int columnIndex, @Nullable Ref value) throws SQLException {
    throw readOnly("updateRef");
  }

  @Override
  public final void updateRef(String columnLabel, @Nullable Ref value) throws SQLException {
    throw readOnly("updateRef");
  }

  @Override
  public final void updateBlob(int columnIndex, @Nullable Blob value) throws SQLException {
    throw readOnly("updateBlob");
  }

  @Override
  public final void updateBlob(String columnLabel, @Nullable Blob value) throws SQLException {
    throw readOnly("updateBlob");
  }

  @Override
  public final void updateClob(int columnIndex, @Nullable Clob value) throws SQLException {
    throw readOnly("updateClob");
  }

  @Override
  public final void updateClob(String columnLabel, @Nullable Clob value) throws SQLException {
    throw readOnly("updateClob");
  }

  @Override
  public final void updateArray(int columnIndex, @Nullable Array value) throws SQLException {
    throw readOnly("updateArray");
  }

  @Override
  public final void updateArray(String columnLabel, @Nullable Array value) throws SQLException {
    throw readOnly("updateArray");
  }

  @Override
  public final void updateRowId(int columnIndex, @Nullable RowId value) throws SQLException {
    throw readOnly("updateRowId");
  }

  @Override
  public final void updateRowId(String columnLabel, @Nullable RowId value) throws SQLException {
    throw readOnly("updateRowId");
  }

  @Override
  public final void updateNString(int columnIndex, @Nullable String value) throws SQLException {
    throw readOnly("updateNString");
  }

  @Override
  public final void updateNString(String columnLabel, @Nullable String value) throws SQLException {
    throw readOnly("updateNString");
  }

  @Override
  public final void updateNClob(int columnIndex, @Nullable NClob value) throws SQLException {
    throw readOnly("updateNClob");
  }

  @Override
  public final void updateNClob(String columnLabel, @Nullable NClob value) throws SQLException {
    throw readOnly("updateNClob");
  }

  @Override
  public final void updateSQLXML(int columnIndex, @Nullable SQLXML value) throws SQLException {
    throw readOnly("updateSQLXML");
  }

  @Override
  public final void updateSQLXML(String columnLabel, @Nullable SQLXML value) throws SQLException {
    throw readOnly("updateSQLXML");
  }

  @Override
  public final void updateNCharacterStream(int columnIndex, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateNCharacterStream");
  }

  @Override
  public final void updateNCharacterStream(String columnLabel, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateNCharacterStream");
  }

  @Override
  public final void updateAsciiStream(int columnIndex, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly("updateAsciiStream");
  }

  @Override
  public final void updateBinaryStream(int columnIndex, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly("updateBinaryStream");
  }

  @Override
  public final void updateCharacterStream(int columnIndex, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateCharacterStream");
  }

  @Override
  public final void updateAsciiStream(String columnLabel, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly("updateAsciiStream");
  }

  @Override
  public final void updateBinaryStream(String columnLabel, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly("updateBinaryStream");
  }

  @Override
  public final void updateCharacterStream(String columnLabel, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateCharacterStream");
  }

  @Override
  public final void updateBlob(int columnIndex, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly("updateBlob");
  }

  @Override
  public final void updateBlob(String columnLabel, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly("updateBlob");
  }

  @Override
  public final void updateClob(int columnIndex, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateClob");
  }

  @Override
  public final void updateClob(String columnLabel, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateClob");
  }

  @Override
  public final void updateNClob(int columnIndex, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateNClob");
  }

  @Override
  public final void updateNClob(String columnLabel, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateNClob");
  }

  @Override
  public final void updateNCharacterStream(int columnIndex, @Nullable Reader value)
      throws SQLException {
    throw readOnly("updateNCharacterStream");
  }

  @Override
  public final void updateNCharacterStream(String columnLabel, @Nullable Reader value)
      throws SQLException {
    throw readOnly("updateNCharacterStream");
  }

  @Override
  public final void updateAsciiStream(int columnIndex, @Nullable InputStream value)
      throws SQLException {
    throw readOnly("updateAsciiStream");
  }

  @Override
  public final void updateBinaryStream(int columnIndex, @Nullable InputStream value)
      throws SQLException {
    throw readOnly("updateBinaryStream");
  }

  @Override
  public final void updateCharacterStream(int columnIndex, @Nullable Reader value)
      throws SQLException {
    throw readOnly("updateCharacterStream");
  }

  @Override
  public final void updateAsciiStream(String columnLabel, @Nullable InputStream value)
      throws SQLException {
    throw readOnly("updateAsciiStream");
  }

  @Override
  public final void updateBinaryStream(String columnLabel, @Nullable InputStream value)
      throws SQLException {
    throw readOnly("updateBinaryStream");
  }

  @Override
  public final void updateCharacterStream(String columnLabel, @Nullable Reader value)
      throws SQLException {
    throw readOnly("updateCharacterStream");
  }

  @Override
  public final void updateBlob(int columnIndex, @Nullable InputStream value) throws SQLException {
    throw readOnly("updateBlob");
  }

  @Override
  public final void updateBlob(String columnLabel, @Nullable InputStream value)
      throws SQLException {
    throw readOnly("updateBlob");
  }

  @Override
  public final void updateClob(int columnIndex, @Nullable Reader value) throws SQLException {
    throw readOnly("updateClob");
  }

  @Override
  public final void updateClob(String columnLabel, @Nullable Reader value) throws SQLException {
    throw readOnly("updateClob");
  }

  @Override
  public final void updateNClob(int columnIndex, @Nullable Reader value) throws SQLException {
    throw readOnly("updateNClob");
  }

  @Override
  public final void updateNClob(String columnLabel, @Nullable Reader value) throws SQLException {
    throw readOnly("updateNClob");
  }

  @Override
  public final void updateObject(
      int columnIndex, @Nullable Object value, @Nullable SQLType value2, int length)
      throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public final void updateObject(
      String columnLabel, @Nullable Object value, @Nullable SQLType value2, int length)
      throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public final void updateObject(int columnIndex, @Nullable Object value, @Nullable SQLType value2)
      throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public final void updateObject(
      String columnLabel, @Nullable Object value, @Nullable SQLType value2) throws SQLException {
    throw readOnly("updateObject");
  }
}
