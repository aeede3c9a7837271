package dev.maxstorage.jdbc;

import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;
import dev.maxstorage.types.SqlArray;
import dev.maxstorage.types.SqlStruct;
import java.sql.SQLException;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what stands at the BLOB places inside ARRAY, MAP and STRUCT values: references by Blobs
 * when they are read, contents by references when they are written. Everything else stays.
 */
final class NestedBlobs {
  private NestedBlobs() {}

  /** What becomes of a value at a BLOB place. */
  @FunctionalInterface
  interface Replacement {
    /**
     * The value in its place.
     *
     * @param path of the BLOB node below the column: {@code .element}, {@code .value}, {@code
     *     .member}, one after the other. Source: Storage API document, 8.4.
     */
    Object of(Object value, String path) throws SQLException;
  }

  /** Whether values of a type have blobs inside. */
  static boolean isIn(OdpsType type) {
    if (type instanceof OdpsType.Array array) {
      return isBlobOrIn(array.element());
    } else if (type instanceof OdpsType.Map map) {
      return isBlobOrIn(map.value());
    }
    return type instanceof OdpsType.Struct struct
        && struct.members().stream().anyMatch(member -> isBlobOrIn(member.type()));
  }

  /** Whether a type is BLOB or has blobs inside. */
  static boolean isBlobOrIn(OdpsType type) {
    return type.kind() == Kind.BLOB || isIn(type);
  }

  /** A value of a type, with its blobs replaced; a value of an unfit class stays as it is. */
  static Object replaced(Object value, OdpsType type, Replacement by) throws SQLException {
    return replaced(value, type, "", by);
  }

  private static Object replaced(Object value, OdpsType type, String path, Replacement by)
      throws SQLException {
    if (type.kind() == Kind.BLOB) {
      return by.of(value, path);
    } else if (!isIn(type)) {
      return value;
    } else if (type instanceof OdpsType.Array array) {
      return elements(value, array.element(), path + ".element", by);
    } else if (type instanceof OdpsType.Map map) {
      return value instanceof Map<?, ?> entries ? values(entries, map.value(), path, by) : value;
    } else if (type instanceof OdpsType.Struct struct) {
      return members(value, struct, path, by);
    }
    throw new IllegalStateException("Type " + type.text() + " has no parts");
  }

  private static Object elements(Object value, OdpsType element, String path, Replacement by)
      throws SQLException {
    List<?> elements;
    if (value instanceof SqlArray array) {
      elements = array.elements();
    } else if (value instanceof ResultArray array) {
      elements = array.elements();
    } else if (value instanceof java.sql.Array array) {
      return elements(array.getArray(), element, path, by);
    } else if (value instanceof Collection<?> collection) {
      elements = new ArrayList<>(collection);
    } else if (value instanceof Object[] array) {
      elements = Arrays.asList(array);
    } else {
      return value;
    }
    List<@Nullable Object> replaced = new ArrayList<>(elements.size());
    for (Object each : elements) {
      replaced.add(each == null ? null : replaced(each, element, path, by));
    }
    if (value instanceof ResultArray array) {
      return array.with(replaced);
    }
    if (value instanceof SqlArray) {
      return new SqlArray(element, replaced);
    }
    return Collections.unmodifiableList(replaced);
  }

  private static Object values(Map<?, ?> entries, OdpsType type, String path, Replacement by)
      throws SQLException {
    Map<@Nullable Object, @Nullable Object> replaced = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      Object each = entry.getValue();
      replaced.put(entry.getKey(), each == null ? null : replaced(each, type, path + ".value", by));
    }
    return Collections.unmodifiableMap(replaced);
  }

  private static Object members(Object value, OdpsType.Struct struct, String path, Replacement by)
      throws SQLException {
    if (value instanceof Map<?, ?> map) {
      return membersByName(map, struct, path, by);
    }
    List<? extends @Nullable Object> attributes;
    if (value instanceof Struct other) {
      attributes = Arrays.asList(other.getAttributes());
    } else if (value instanceof Object[] array) {
      attributes = Arrays.asList(array);
    } else if (value instanceof Collection<?> collection) {
      attributes = new ArrayList<@Nullable Object>(collection);
    } else {
      return value;
    }
    if (attributes.size() != struct.members().size()) {
      return value; // refused where the value is bound
    }
    List<@Nullable Object> replaced = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      OdpsType.Member member = struct.members().get(i);
      Object each = attributes.get(i);
      replaced.add(
          each == null ? null : replaced(each, member.type(), path + "." + member.name(), by));
    }
    return new SqlStruct(struct, replaced);
  }

  private static Object membersByName(
      Map<?, ?> map, OdpsType.Struct struct, String path, Replacement by) throws SQLException {
    Map<String, OdpsType.Member> members = new LinkedHashMap<>();
    struct.members().forEach(m -> members.put(m.name().toLowerCase(Locale.ROOT), m));
    Map<@Nullable Object, @Nullable Object> replaced = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      OdpsType.Member member = members.get(String.valueOf(entry.getKey()).toLowerCase(Locale.ROOT));
      Object each = entry.getValue();
      replaced.put(
          entry.getKey(),
          each == null || member == null
              ? each
              : replaced(each, member.type(), path + "." + member.name(), by));
    }
    return Collections.unmodifiableMap(replaced);
  }
}
