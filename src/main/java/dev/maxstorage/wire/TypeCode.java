package dev.maxstorage.wire;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The integer type codes of {@link WriteSchema}; the code of a constant is its ordinal. Source:
 * Storage API document, 8.3.
 */
public enum TypeCode {
  BIGINT,
  DOUBLE,
  BOOLEAN,
  DATETIME,
  STRING,
  DECIMAL,
  TINYINT,
  SMALLINT,
  INT,
  CHAR,
  VARCHAR,
  BINARY,
  DATE,
  TIMESTAMP,
  FLOAT,
  INTERVAL_YEAR_MONTH,
  INTERVAL_DAY_TIME,
  ARRAY,
  MAP,
  STRUCT,
  JSON,
  TIMESTAMP_NTZ,
  BLOB,
  VARIANT;

  /** The number on the wire. */
  public int code() {
    return ordinal();
  }

  /** The constant of a code, or null for a code that the document does not know. */
  public static @Nullable TypeCode ofCode(int code) {
    return code >= 0 && code < values().length ? values()[code] : null;
  }

  /**
   * The type expression of a node, in the grammar of the control-plane document, chapter 10. An
   * unknown code reads as {@code string}.
   *
   * @throws IllegalArgumentException if an ARRAY or MAP has a wrong number of sub-types, or a
   *     struct member has no name
   */
  public static String text(WriteSchema.TypeNode node) {
    TypeCode code = ofCode(node.type());
    if (code == null) {
      return "string";
    }
    List<WriteSchema.TypeNode> subTypes = node.subTypes();
    return switch (code) {
      case ARRAY -> "array<" + text(only(node, 1).get(0)) + ">";
      case MAP -> "map<" + text(only(node, 2).get(0)) + "," + text(subTypes.get(1)) + ">";
      case STRUCT ->
          subTypes.stream()
              .map(member -> memberName(node, member) + ":" + text(member))
              .collect(Collectors.joining(",", "struct<", ">"));
      case CHAR, VARCHAR -> code.word() + "(" + node.specifiedLength() + ")";
      case DECIMAL -> {
        Integer precision = node.precision();
        Integer scale = node.scale();
        yield precision == null || precision == 0
            ? "decimal"
            : "decimal(" + precision + "," + (scale == null ? 0 : scale) + ")";
      }
      default -> code.word();
    };
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static List<WriteSchema.TypeNode> only(WriteSchema.TypeNode node, int count) {
    if (node.subTypes().size() != count) {
      throw new IllegalArgumentException(
          "Column '"
              + node.memberName()
              + "' of type code "
              + node.type()
              + " has "
              + node.subTypes().size()
              + " sub-types, not "
              + count);
    }
    return node.subTypes();
  }

  private static String memberName(WriteSchema.TypeNode struct, WriteSchema.TypeNode member) {
    if (member.memberName().isEmpty()) {
      throw new IllegalArgumentException(
          "A member of struct '" + struct.memberName() + "' has no name");
    }
    return "`" + member.memberName().replace("`", "``") + "`";
  }
}
