package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import java.util.stream.Collectors;

/** Pieces of DuckDB SQL: quoted names, literals and type names. */
final class DuckSql {
  /**
   * The type of BLOB columns: the reference, wrapped so that it is still known for one in the
   * result of a query.
   */
  static final String BLOB = "STRUCT(\"$blob\" VARCHAR)";

  private DuckSql() {}

  /** The reference in a value of type {@link #BLOB}, as text. */
  static String blobReference(String value) {
    return "struct_extract(" + value + ", '$blob')";
  }

  /** A value of type {@link #BLOB} for a reference; null for null and for the empty text. */
  static String blob(String reference) {
    return "CASE WHEN " + reference + " <> '' THEN struct_pack(\"$blob\" := " + reference + ") END";
  }

  /** A name in double quotes. */
  static String name(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** A table's view: {@code "project.schema"."table"}. */
  static String table(TableName table) {
    return name(table.project() + "." + table.schema()) + "." + name(table.table());
  }

  /** A string literal. DuckDB takes no NUL inside quotes, so NULs become {@code chr(0)}. */
  static String string(String value) {
    String quoted = "'" + value.replace("'", "''") + "'";
    return quoted.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
  }

  /** The column type that holds values of a MaxCompute type; see the engine's table of types. */
  static String type(OdpsType type) {
    if (type instanceof OdpsType.Decimal decimal) {
      return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    if (type instanceof OdpsType.Array array) {
      return type(array.element()) + "[]";
    }
    if (type instanceof OdpsType.Map map) {
      return "MAP(" + type(map.key()) + ", " + type(map.value()) + ")";
    }
    if (type instanceof OdpsType.Struct struct) {
      return struct.members().stream()
          .map(member -> name(member.name()) + " " + type(member.type()))
          .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }
    return switch (type.kind()) {
      case TINYINT -> "TINYINT";
      case SMALLINT -> "SMALLINT";
      case INT -> "INTEGER";
      case BIGINT -> "BIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case STRING, VARCHAR, CHAR, JSON -> "VARCHAR";
      case BLOB -> BLOB;
      case BINARY -> "BLOB";
      case DATE -> "DATE";
      case DATETIME -> "TIMESTAMPTZ";
      case TIMESTAMP -> "TIMESTAMPTZ_NS";
      case TIMESTAMP_NTZ -> "TIMESTAMP_NS";
      case INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH -> "INTERVAL";
      case VOID -> "INTEGER";
      case DECIMAL, ARRAY, MAP, STRUCT ->
          throw new IllegalStateException("Type " + type.text() + " is not a scalar");
    };
  }
}
