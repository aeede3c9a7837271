package dev.maxstorage.types;

import java.sql.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.BaseListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.jspecify.annotations.Nullable;

/**
 * ARRAY over lists with offsets of 32 or 64 bits, or of one fixed size; the elements are copied
 * out.
 */
final class ArrayAccessor extends ColumnAccessor {
  private final IntUnaryOperator starts;
  private final IntUnaryOperator ends;
  private final ColumnAccessor elements;
  private final ArrayFactory arrays;

  private ArrayAccessor(
      FieldVector vector,
      IntUnaryOperator starts,
      IntUnaryOperator ends,
      OdpsType.Array type,
      ReadContext context) {
    super(vector, type);
    this.starts = starts;
    this.ends = ends;
    this.arrays = context.arrays();
    FieldVector values = vector.getChildrenFromFields().get(0);
    this.elements = ColumnAccessors.bind(values, type.element(), context);
  }

  static @Nullable ColumnAccessor bind(
      FieldVector vector, OdpsType.Array type, ReadContext context) {
    if (vector instanceof LargeListVector lists) {
      return new ArrayAccessor(
          lists,
          row -> Math.toIntExact(lists.getElementStartIndex(row)),
          row -> Math.toIntExact(lists.getElementEndIndex(row)),
          type,
          context);
    }
    return vector instanceof BaseListVector lists && !(vector instanceof MapVector)
        ? new ArrayAccessor(
            lists, lists::getElementStartIndex, lists::getElementEndIndex, type, context)
        : null;
  }

  @Override
  public Array getObject(int row) {
    return arrays.of(elements.type(), list(row, elements::getObject));
  }

  @Override
  Object collection(int row) {
    return Collections.unmodifiableList(list(row, elements::collection));
  }

  @Override
  Object convert(int row, Class<?> target) {
    if (target == List.class) {
      return collection(row);
    }
    if (target.isArray() && !target.getComponentType().isPrimitive()) {
      Object array = new SqlArray(elements.type(), list(row, elements::getObject)).getArray();
      if (target.isInstance(array)) {
        return array;
      }
    }
    return super.convert(row, target);
  }

  @Override
  public String getString(int row) {
    StringBuilder json = new StringBuilder();
    appendJson(row, json);
    return json.toString();
  }

  @Override
  void appendJson(int row, StringBuilder json) {
    int start = starts.applyAsInt(row);
    int end = ends.applyAsInt(row);
    json.append('[');
    for (int element = start; element < end; element++) {
      if (element > start) {
        json.append(',');
      }
      JsonText.appendValue(json, elements, element);
    }
    json.append(']');
  }

  private List<@Nullable Object> list(int row, IntFunction<Object> value) {
    int start = starts.applyAsInt(row);
    int end = ends.applyAsInt(row);
    List<@Nullable Object> list = new ArrayList<>(end - start);
    for (int element = start; element < end; element++) {
      list.add(elements.isNull(element) ? null : value.apply(element));
    }
    return list;
  }
}
