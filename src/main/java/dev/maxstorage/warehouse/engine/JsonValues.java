package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import java.util.stream.Collectors;

/**
 * Writes JSON as values of a type as from_json means it: what does not fit is NULL, and left out of
 * arrays.
 */
final class JsonValues {
  private JsonValues() {}

  /** The DuckDB text that reads a DuckDB JSON value as the type. */
  static String of(String json, OdpsType type) {
    return read(json, type, 0);
  }

  private static String read(String json, OdpsType type, int depth) {
    String item = "\"$j" + depth + "\"";
    if (type instanceof OdpsType.Array array) {
      String each = "\"$e" + depth + "\"";
      String read =
          ("list_transform(json_extract(%s, '$[*]'), lambda %s:"
                  + " struct_pack(n := json_type(%s) = 'NULL', v := %s))")
              .formatted(item, each, each, read(each, array.element(), depth + 1));
      return once(json, item, "ARRAY", "odps_json_kept(" + read + ")", type);
    }
    if (type instanceof OdpsType.Map map) {
      String key = "\"$e" + depth + "\"";
      String value = "json_extract(" + item + ", odps_json_pointer(" + key + "))";
      String entry =
          "struct_pack(key := %s, value := %s)"
              .formatted(
                  Conversions.cast(SqlValue.of(key, SqlTypes.STRING), map.key()).sql(),
                  read(value, map.value(), depth + 1));
      return once(
          json,
          item,
          "OBJECT",
          "odps_map_of(list_transform(json_keys(%s), lambda %s: %s))".formatted(item, key, entry),
          type);
    }
    if (type instanceof OdpsType.Struct struct) {
      String members =
          struct.members().stream()
              .map(member -> member(item, member, depth + 1))
              .collect(Collectors.joining(", "));
      return once(json, item, "OBJECT", "struct_pack(" + members + ")", type);
    }
    return scalar(json, type);
  }

  private static String member(String owner, OdpsType.Member member, int depth) {
    String pointer = "/" + member.name().replace("~", "~0").replace("/", "~1");
    String value = "json_extract(" + owner + ", " + DuckSql.string(pointer) + ")";
    return DuckSql.name(member.name()) + " := " + read(value, member.type(), depth);
  }

  /** The text of a nested value, with the JSON computed once and of the kind that it needs. */
  private static String once(String json, String item, String kind, String value, OdpsType type) {
    return ("list_transform([%s], lambda %s:"
            + " CASE WHEN json_type(%s) = '%s' THEN CAST(%s AS %s) END)[1]")
        .formatted(json, item, item, kind, value, DuckSql.type(type));
  }

  private static String scalar(String json, OdpsType type) {
    String text = "json_extract_string(" + json + ", '$')";
    if (type.kind() == OdpsType.Kind.STRING) {
      return text;
    }
    SqlValue value =
        type.kind() == OdpsType.Kind.BOOLEAN
            ? SqlValue.of("TRY_CAST(" + text + " AS BOOLEAN)", type)
            : Conversions.cast(SqlValue.of(text, SqlTypes.STRING), type);
    String kinds =
        SqlTypes.isNumber(type)
            ? "'UBIGINT', 'BIGINT', 'HUGEINT', 'DOUBLE'"
            : type.kind() == OdpsType.Kind.BOOLEAN ? "'BOOLEAN'" : "'VARCHAR'";
    return "CASE WHEN json_type(" + json + ") IN (" + kinds + ") THEN " + value.sql() + " END";
  }
}
