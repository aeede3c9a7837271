package dev.maxstorage.types;

import java.sql.Array;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ARRAY value: a copy, valid for as long as the caller keeps it. One whose result sets work is
 * made by an {@link ArrayFactory} of who can make them.
 *
 * <p>Indexes are 1-based, as JDBC has them. {@link #free} does nothing, since nothing is held.
 */
public final class SqlArray implements Array {
  private final OdpsType elementType;
  private final List<@Nullable Object> elements;

  /**
   * An array of elements; a null element is null.
   *
   * @param elements of the class that {@link TypeMapping#javaClass} names for the element type
   */
  public SqlArray(OdpsType elementType, List<? extends @Nullable Object> elements) {
    this.elementType = elementType;
    this.elements = Collections.unmodifiableList(new ArrayList<@Nullable Object>(elements));
  }

  /** The type of the elements. */
  public OdpsType elementType() {
    return elementType;
  }

  /** The elements in order, unmodifiable. */
  public List<@Nullable Object> elements() {
    return elements;
  }

  /** The name of the element type, as in {@link TypeMapping#typeName}. */
  @Override
  public String getBaseTypeName() {
    return TypeMapping.of(elementType).typeName();
  }

  /** The {@link java.sql.Types} code of the element type. */
  @Override
  public int getBaseType() {
    return TypeMapping.of(elementType).sqlType();
  }

  /** All elements as an array of the element type's Java class, such as {@code Integer[]}. */
  @Override
  public Object getArray() {
    return array(elements);
  }

  /** As {@link #getArray()}; the map is not used, there are no user-defined types. */
  @Override
  public Object getArray(@Nullable Map<String, Class<?>> map) {
    return getArray();
  }

  /**
   * Up to {@code count} elements.
   *
   * @param index of the first one, 1-based
   * @throws ConversionException if there is no such element, or the count is negative
   */
  @Override
  public Object getArray(long index, int count) {
    if (index < 1 || index > Math.max(1, elements.size()) || count < 0) {
      throw ConversionException.outOfRange(
          count + " elements from index " + index, "array of " + elements.size() + " elements");
    }
    int from = (int) index - 1;
    int to = (int) Math.min(elements.size(), (long) from + count);
    return array(elements.subList(from, to));
  }

  /** As {@link #getArray(long, int)}; the map is not used. */
  @Override
  public Object getArray(long index, int count, @Nullable Map<String, Class<?>> map) {
    return getArray(index, count);
  }

  /** Refused: result sets are made elsewhere, see {@link #elements}. */
  @Override
  public ResultSet getResultSet() {
    throw ConversionException.notConvertible("ARRAY", "java.sql.ResultSet");
  }

  /** Refused. */
  @Override
  public ResultSet getResultSet(@Nullable Map<String, Class<?>> map) {
    return getResultSet();
  }

  /** Refused. */
  @Override
  public ResultSet getResultSet(long index, int count) {
    return getResultSet();
  }

  /** Refused. */
  @Override
  public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> map) {
    return getResultSet();
  }

  @Override
  public void free() {}

  /** The elements in brackets, for people. */
  @Override
  public String toString() {
    return elements.toString();
  }

  private Object array(List<@Nullable Object> values) {
    boolean references =
        elementType.kind() == OdpsType.Kind.BLOB
            && values.stream().anyMatch(byte[].class::isInstance);
    Class<?> component = references ? byte[].class : TypeMapping.of(elementType).javaClass();
    return values.toArray((Object[]) java.lang.reflect.Array.newInstance(component, 0));
  }
}
