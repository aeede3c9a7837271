package dev.maxstorage.types;

import java.lang.reflect.Array;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.arrow.vector.complex.ListVector;
import org.jspecify.annotations.Nullable;

/** ARRAY from collections, arrays (also of primitives) and {@link java.sql.Array}s. */
final class ArraySetter extends ColumnSetter {
  private final ListVector vector;
  private final ColumnSetter elements;

  ArraySetter(ListVector vector, OdpsType.Array type, ZoneId zone, int maxFieldBytes) {
    super(vector, type);
    this.vector = vector;
    this.elements = ColumnSetters.bind(vector.getDataVector(), type.element(), zone, maxFieldBytes);
  }

  /** Bytes are an array like any other here. */
  @Override
  public void setBytes(int row, byte[] value) {
    setNested(row, value);
  }

  @Override
  void setNested(int row, Object value) {
    Collection<? extends @Nullable Object> values = elements(value);
    if (values == null) {
      throw notConvertible(value.getClass().getName());
    }
    int element = ListRows.start(vector, row);
    for (Object each : values) {
      if (each == null) {
        elements.setNull(element);
      } else {
        elements.setObject(element, each);
      }
      element++;
    }
    vector.endValue(row, values.size());
  }

  /** The elements of whatever holds elements in order; null if the value is no such thing. */
  static @Nullable Collection<? extends @Nullable Object> elements(Object value) {
    if (value instanceof SqlArray array) {
      return array.elements();
    }
    if (value instanceof java.sql.Array array) {
      return elements(content(array));
    }
    if (value instanceof List || value instanceof Collection) {
      return new ArrayList<>((Collection<?>) value);
    }
    return value.getClass().isArray() ? arrayElements(value) : null;
  }

  private static Object content(java.sql.Array array) {
    try {
      return array.getArray();
    } catch (SQLException e) {
      ConversionException failure =
          ConversionException.notConvertible(array.getClass().getName(), "ARRAY");
      failure.initCause(e);
      throw failure;
    }
  }

  private static List<@Nullable Object> arrayElements(Object array) {
    return new AbstractList<>() {
      @Override
      public @Nullable Object get(int index) {
        return Array.get(array, index);
      }

      @Override
      public int size() {
        return Array.getLength(array);
      }
    };
  }
}
