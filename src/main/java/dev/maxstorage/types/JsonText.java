package dev.maxstorage.types;

/** Writes JSON tokens (RFC 8259): the text form of nested values. */
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** A finite number as it is; NaN and the infinities, which JSON lacks, in quotes. */
  static void appendNumber(StringBuilder json, String number, boolean finite) {
    if (finite) {
      json.append(number);
    } else {
      appendQuoted(json, number);
    }
  }

  static void appendQuoted(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        default -> {
          if (c < ' ') {
            json.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  /** A value of a column, null as {@code null}. */
  static void appendValue(StringBuilder json, ColumnAccessor values, int row) {
    if (values.isNull(row)) {
      json.append("null");
    } else {
      values.appendJson(row, json);
    }
  }
}
