package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import java.util.List;

/** Writes access to the elements of arrays and maps. */
final class NestedValues {
  private NestedValues() {}

  /** {@code a[i]}, from 0; NULL beyond the ends. {@code m[k]}; NULL without the key. */
  static SqlValue element(SqlValue container, SqlValue key) {
    if (container.type() instanceof OdpsType.Map map) {
      List<SqlValue> both = ComparableValues.of(SqlValue.of("", map.key()), key);
      if (!both.get(0).type().equals(map.key())) {
        throw Conversions.mismatch(key, "a key of " + map.text());
      }
      return SqlValue.of(container.sql() + "[" + both.get(1).sql() + "]", map.value());
    }
    if (!(container.type() instanceof OdpsType.Array array)) {
      throw Conversions.mismatch(container, "an array or a map");
    }
    if (!SqlTypes.isInteger(key.type())) {
      throw Conversions.mismatch(key, "an index");
    }
    return SqlValue.of("odps_element(" + container.sql() + ", " + key.sql() + ")", array.element());
  }

  /** An array with its elements as text. */
  static SqlValue strings(SqlValue array) {
    OdpsType element = ((OdpsType.Array) array.type()).element();
    return SqlTypes.isText(element)
        ? array
        : Conversions.cast(array, new OdpsType.Array(SqlTypes.STRING));
  }

  /**
   * A value as an element of an array, which must be comparable as it is.
   *
   * @throws SqlTypeException if it is not
   */
  static SqlValue as(SqlValue value, OdpsType element) {
    List<SqlValue> both = List.of(SqlValue.of("", element), value);
    if (!ComparableValues.of(both).equals(both)) {
      throw Conversions.mismatch(value, "an element of array<" + element.text() + ">");
    }
    return value;
  }
}
