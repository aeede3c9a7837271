package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the blob references of rows, also those inside ARRAY, MAP and STRUCT. */
final class BlobReferences {
  private BlobReferences() {}

  /**
   * A query for columns {@code segment, reference}, each pair once, over the rows that meet the
   * condition; null if no column can hold a blob.
   */
  static @Nullable String query(TableState table, String condition) {
    List<String> lists =
        table.columns().stream().map(BlobReferences::list).filter(Objects::nonNull).toList();
    if (lists.isEmpty()) {
      return null;
    }
    return "SELECT DISTINCT segment, reference FROM (SELECT \"$segment\" AS segment, unnest("
        + concatenated(lists)
        + ") AS reference FROM "
        + table.dataTable()
        + " WHERE "
        + condition
        + ") WHERE reference IS NOT NULL";
  }

  private static @Nullable String list(Column column) {
    return list(DuckSql.name(column.name()), column.type(), 0);
  }

  private static @Nullable String list(String value, OdpsType type, int depth) {
    if (type.kind() == OdpsType.Kind.BLOB) {
      return "[" + DuckSql.blobReference(value) + "]";
    }
    if (type instanceof OdpsType.Array array) {
      return flattened(value, array.element(), depth);
    }
    if (type instanceof OdpsType.Map map) {
      return flattened("map_values(" + value + ")", map.value(), depth);
    }
    if (type instanceof OdpsType.Struct struct) {
      List<String> lists =
          struct.members().stream()
              .map(member -> list(member(value, member), member.type(), depth))
              .filter(Objects::nonNull)
              .toList();
      return lists.isEmpty() ? null : concatenated(lists);
    }
    return null;
  }

  private static @Nullable String flattened(String values, OdpsType element, int depth) {
    String item = "e" + depth;
    String list = list(item, element, depth + 1);
    return list == null
        ? null
        : "flatten(list_transform(" + values + ", lambda " + item + ": " + list + "))";
  }

  private static String member(String value, OdpsType.Member member) {
    return "struct_extract(" + value + ", " + DuckSql.string(member.name()) + ")";
  }

  private static String concatenated(List<String> lists) {
    return lists.size() == 1
        ? lists.get(0)
        : lists.stream().collect(Collectors.joining(", ", "list_concat(", ")"));
  }
}
