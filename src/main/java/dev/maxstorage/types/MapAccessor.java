package dev.maxstorage.types;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.MapVector;
import org.jspecify.annotations.Nullable;

/**
 * MAP over a map vector; keys and values are found by position and copied out, in the order of the
 * wire. Of equal keys the last one counts.
 */
final class MapAccessor extends ColumnAccessor {
  private final MapVector vector;
  private final ColumnAccessor keys;
  private final ColumnAccessor values;

  MapAccessor(MapVector vector, OdpsType.Map type, ReadContext context) {
    super(vector, type);
    this.vector = vector;
    List<FieldVector> entry = vector.getDataVector().getChildrenFromFields();
    this.keys = ColumnAccessors.bind(entry.get(0), type.key(), context);
    this.values = ColumnAccessors.bind(entry.get(1), type.value(), context);
  }

  @Override
  public Object getObject(int row) {
    return map(row, ColumnAccessor::getObject);
  }

  @Override
  Object collection(int row) {
    return map(row, ColumnAccessor::collection);
  }

  @Override
  Object convert(int row, Class<?> target) {
    return target == Map.class ? collection(row) : super.convert(row, target);
  }

  @Override
  public String getString(int row) {
    StringBuilder json = new StringBuilder();
    appendJson(row, json);
    return json.toString();
  }

  @Override
  void appendJson(int row, StringBuilder json) {
    int start = vector.getElementStartIndex(row);
    int end = vector.getElementEndIndex(row);
    json.append('{');
    for (int entry = start; entry < end; entry++) {
      if (entry > start) {
        json.append(',');
      }
      JsonText.appendQuoted(json, keys.getString(entry));
      json.append(':');
      JsonText.appendValue(json, values, entry);
    }
    json.append('}');
  }

  private Map<Object, @Nullable Object> map(
      int row, BiFunction<ColumnAccessor, Integer, Object> value) {
    int start = vector.getElementStartIndex(row);
    int end = vector.getElementEndIndex(row);
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int entry = start; entry < end; entry++) {
      Object key = value.apply(keys, entry);
      map.put(key, values.isNull(entry) ? null : value.apply(values, entry));
    }
    return Collections.unmodifiableMap(map);
  }
}
