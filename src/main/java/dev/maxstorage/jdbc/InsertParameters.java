package dev.maxstorage.jdbc;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.ConversionException;
import dev.maxstorage.types.OdpsType.Kind;
import java.io.InputStream;
import java.sql.Blob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of an INSERT, written into its cells without a detour. A value that does not fit is
 * refused with its column, its row in the batch and itself; the parameter can be set again.
 */
final class InsertParameters implements ParameterTarget {
  /** Longer values are counted as soon as their row is complete. */
  private static final int LONG_VALUE = 16 * 1024;

  private final InsertCells cells;
  private final BlobUploads blobs;

  InsertParameters(InsertCells cells, BlobUploads blobs) {
    this.cells = cells;
    this.blobs = blobs;
  }

  private boolean isBlob(int index) {
    return cells.isBlob(index);
  }

  private SQLException refused(int index, ConversionException e) {
    if (isBlob(index) && e.kind() == ConversionException.Kind.NOT_CONVERTIBLE) {
      return notForBlob(index, e.value());
    }
    return Failures.conversion(cells.place(index), e);
  }

  private SQLException notForBlob(int index, String what) {
    return SqlErrors.of(
        SqlState.WRONG_TYPE,
        cells.place(index) + " is a BLOB, which takes bytes or a stream, not " + what);
  }

  @Override
  public void setNull(int index) throws SQLException {
    cells.setter(index).setNull(cells.row());
    cells.written(index);
  }

  @Override
  public void setBoolean(int index, boolean value) throws SQLException {
    try {
      cells.setter(index).setBoolean(cells.row(), value);
    } catch (ConversionException e) {
      throw refused(index, e);
    }
    cells.written(index);
  }

  @Override
  public void setByte(int index, byte value) throws SQLException {
    try {
      cells.setter(index).setByte(cells.row(), value);
    } catch (ConversionException e) {
      throw refused(index, e);
    }
    cells.written(index);
  }

  @Override
  public void setShort(int index, short value) throws SQLException {
    try {
      cells.setter(index).setShort(cells.row(), value);
    } catch (ConversionException e) {
      throw refused(index, e);
    }
    cells.written(index);
  }

  @Override
  public void setInt(int index, int value) throws SQLException {
    try {
      cells.setter(index).setInt(cells.row(), value);
    } catch (ConversionException e) {
      throw refused(index, e);
    }
    cells.written(index);
  }

  @Override
  public void setLong(int index, long value) throws SQLException {
    try {
      cells.setter(index).setLong(cells.row(), value);
    } catch (ConversionException e) {
      throw refused(index, e);
    }
    cells.written(index);
  }

  @Override
  public void setFloat(int index, float value) throws SQLException {
    try {
      cells.setter(index).setFloat(cells.row(), value);
    } catch (ConversionException e) {
      throw refused(index, e);
    }
    cells.written(index);
  }

  @Override
  public void setDouble(int index, double value) throws SQLException {
    try {
      cells.setter(index).setDouble(cells.row(), value);
    } catch (ConversionException e) {
      throw refused(index, e);
    }
    cells.written(index);
  }

  @Override
  public void setString(int index, String value) throws SQLException {
    if (isBlob(index)) {
      throw notForBlob(index, String.class.getName());
    }
    if (value.length() >= LONG_VALUE) {
      cells.vectors().measureSoon();
    }
    try {
      cells.setter(index).setString(cells.row(), value);
    } catch (ConversionException e) {
      throw refused(index, e);
    }
    cells.written(index);
  }

  @Override
  public void setObject(int index, Object value) throws SQLException {
    if (value instanceof String text) {
      setString(index, text);
    } else if (isBlob(index)) {
      byte[] cell = blobs.stageValue(cells.column(index).name(), value);
      if (cell == null) {
        throw notForBlob(index, value.getClass().getName());
      }
      setCell(index, cell);
    } else if (NestedBlobs.isIn(cells.column(index).type())) {
      setOther(index, staged(cells.column(index), value));
    } else if (value instanceof Blob blob) {
      setBinaryStream(index, blob.getBinaryStream(), -1);
    } else {
      setOther(index, value);
    }
  }

  /** A nested value with what its cells must have in the place of contents of blobs. */
  private Object staged(Column column, Object value) throws SQLException {
    return NestedBlobs.replaced(
        value,
        column.type(),
        (content, path) -> {
          byte[] cell = blobs.stageValue(column.name() + path, content);
          return cell == null ? content : cell; // refused where it is bound
        });
  }

  private void setOther(int index, Object value) throws SQLException {
    if (cells.hasLongValues(index)) {
      cells.vectors().measureSoon();
    }
    try {
      cells.setter(index).setObject(cells.row(), value);
    } catch (ConversionException e) {
      throw refused(index, e);
    }
    cells.written(index);
  }

  @Override
  public void setDate(int index, Date value, @Nullable Calendar calendar) throws SQLException {
    try {
      cells.setter(index).setDate(cells.row(), value, calendar);
    } catch (ConversionException e) {
      throw refused(index, e);
    }
    cells.written(index);
  }

  @Override
  public void setTime(int index, Time value, @Nullable Calendar calendar) throws SQLException {
    try {
      cells.setter(index).setTime(cells.row(), value, calendar);
    } catch (ConversionException e) {
      throw refused(index, e);
    }
    cells.written(index);
  }

  @Override
  public void setTimestamp(int index, Timestamp value, @Nullable Calendar calendar)
      throws SQLException {
    try {
      cells.setter(index).setTimestamp(cells.row(), value, calendar);
    } catch (ConversionException e) {
      throw refused(index, e);
    }
    cells.written(index);
  }

  /** Into a BLOB column as an upload, of which a large one is never whole in memory. */
  @Override
  public void setBinaryStream(int index, InputStream value, long length) throws SQLException {
    if (cells.column(index).type().kind() == Kind.ARRAY) {
      throw SqlErrors.of(
          SqlState.WRONG_TYPE, cells.place(index) + " is an ARRAY, which takes no stream of bytes");
    }
    setCell(
        index,
        isBlob(index)
            ? blobs.stage(cells.column(index).name(), BlobSource.of(value, length))
            : ParameterStreams.bytes(value, length));
  }

  private void setCell(int index, byte[] bytes) throws SQLException {
    cells.vectors().measureSoon();
    try {
      cells.setter(index).setBytes(cells.row(), bytes);
    } catch (ConversionException e) {
      throw refused(index, e);
    }
    cells.written(index);
  }

  @Override
  public void clear() {
    cells.forgetParameters();
  }
}
