package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes values as JSON text as to_json means it: names of structs in lower case, their members
 * that are NULL left out.
 */
final class JsonText {
  private JsonText() {}

  /** The DuckDB text that gives the JSON of a value, NULL for NULL. */
  static String of(SqlValue value) {
    return text(value, 0);
  }

  private static String text(SqlValue value, int depth) {
    String sql = value.sql();
    OdpsType type = value.type();
    String item = "\"$j" + depth + "\"";
    if (type instanceof OdpsType.Array array) {
      String each = text(SqlValue.of(item, array.element()), depth + 1);
      return ("('[' || array_to_string(list_transform(%s, lambda %s:"
              + " coalesce(%s, 'null')), ',') || ']')")
          .formatted(sql, item, each);
    }
    if (type instanceof OdpsType.Map map) {
      String key = Conversions.cast(SqlValue.of(item + ".key", map.key()), SqlTypes.STRING).sql();
      String each = text(SqlValue.of(item + ".value", map.value()), depth + 1);
      return ("('{' || array_to_string(list_transform(map_entries(%s), lambda %s:"
              + " CAST(to_json(%s) AS VARCHAR) || ':' || coalesce(%s, 'null')), ',') || '}')")
          .formatted(sql, item, key, each);
    }
    if (type instanceof OdpsType.Struct struct) {
      String members =
          struct.members().stream()
              .map(member -> member(item, member, depth + 1))
              .collect(Collectors.joining(", "));
      return ("list_transform([%s], lambda %s: CASE WHEN %s IS NOT NULL"
              + " THEN '{' || concat_ws(',', %s) || '}' END)[1]")
          .formatted(sql, item, item, members);
    }
    if (SqlTypes.isInteger(type) || SqlTypes.isDecimal(type)) {
      return "CAST(" + sql + " AS VARCHAR)";
    }
    if (SqlTypes.isFloating(type)) {
      return "CASE WHEN isfinite(" + sql + ") THEN CAST(" + sql + " AS VARCHAR) END";
    }
    return switch (type.kind()) {
      case BOOLEAN -> "CAST(" + sql + " AS VARCHAR)";
      case JSON -> sql;
      case VOID -> "CAST(NULL AS VARCHAR)";
      default -> "CAST(to_json(" + Conversions.cast(value, SqlTypes.STRING).sql() + ") AS VARCHAR)";
    };
  }

  private static String member(String owner, OdpsType.Member member, int depth) {
    String name = member.name().toLowerCase(Locale.ROOT).replace("\"", "\\\"");
    String value = owner + "." + DuckSql.name(member.name());
    return DuckSql.string("\"" + name + "\":")
        + " || "
        + text(SqlValue.of(value, member.type()), depth);
  }
}
