package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsTypeParser;

/** Functions on JSON text. */
final class JsonFunctions {
  private JsonFunctions() {}

  static void addTo(FunctionTable table) {
    table.scalar("get_json_object(string, string) -> string", JsonFunctions::member);
    table.scalar("from_json(string, literal) -> any", JsonFunctions::read);
    for (String kind : new String[] {"array", "map", "struct"}) {
      table.scalar(
          "to_json(" + kind + ") -> string",
          call -> SqlValue.of(JsonText.of(call.argument(0)), SqlTypes.STRING));
    }
  }

  private static SqlValue member(FunctionCall call) {
    String path = call.argument(1).constant();
    String json = call.sql(0);
    if (path == null) {
      return SqlValue.of(
          "odps_get_json_object(" + json + ", odps_checked_path(" + call.sql(1) + "))",
          SqlTypes.STRING);
    }
    JsonPath parsed = JsonPath.of(path);
    if (parsed == null) {
      return Conversions.nothing(SqlTypes.STRING);
    }
    String macro = parsed.wildcard() ? "odps_get_json_objects(" : "odps_get_json_object(";
    return SqlValue.of(macro + json + ", " + DuckSql.string(parsed.text()) + ")", SqlTypes.STRING);
  }

  private static SqlValue read(FunctionCall call) {
    OdpsType type = schema(call.constant(1));
    String json = "CASE WHEN json_valid(%s) THEN CAST(%s AS JSON) END";
    return SqlValue.of(JsonValues.of(json.formatted(call.sql(0), call.sql(0)), type), type);
  }

  /** The type that a schema names; {@code a int, b string} is short for a struct. */
  private static OdpsType schema(String text) {
    try {
      OdpsType type = OdpsTypeParser.parse(text);
      if (type instanceof OdpsType.Array
          || type instanceof OdpsType.Map
          || type instanceof OdpsType.Struct) {
        return type;
      }
      throw new SqlTypeException("from_json gives an array, a map or a struct, not " + text);
    } catch (IllegalArgumentException e) {
      try {
        return OdpsTypeParser.parse(
            "struct<" + text.replaceAll("(^|,)\\s*([\\w`]+)\\s+", "$1$2:") + ">");
      } catch (IllegalArgumentException again) {
        throw new SqlTypeException("schema '" + text + "' is not understood");
      }
    }
  }
}
