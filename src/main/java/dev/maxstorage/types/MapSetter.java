package dev.maxstorage.types;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;

/** MAP from maps, entries in the map's order; a null key is refused. */
final class MapSetter extends ColumnSetter {
  private final MapVector vector;
  private final StructVector entries;
  private final ColumnSetter keys;
  private final ColumnSetter values;

  MapSetter(MapVector vector, OdpsType.Map type, ZoneId zone, int maxFieldBytes) {
    super(vector, type);
    this.vector = vector;
    this.entries = (StructVector) vector.getDataVector();
    List<FieldVector> entry = entries.getChildrenFromFields();
    this.keys = ColumnSetters.bind(entry.get(0), type.key(), zone, maxFieldBytes);
    this.values = ColumnSetters.bind(entry.get(1), type.value(), zone, maxFieldBytes);
  }

  @Override
  void setNested(int row, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw notConvertible(value.getClass().getName());
    }
    int entry = ListRows.start(vector, row);
    for (Map.Entry<?, ?> each : map.entrySet()) {
      entries.setIndexDefined(entry);
      if (each.getKey() == null) {
        throw ConversionException.outOfRange("Key null", type().text());
      }
      keys.setObject(entry, each.getKey());
      if (each.getValue() == null) {
        values.setNull(entry);
      } else {
        values.setObject(entry, each.getValue());
      }
      entry++;
    }
    vector.endValue(row, map.size());
  }
}
