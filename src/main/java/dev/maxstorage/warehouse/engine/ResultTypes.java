package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;
import dev.maxstorage.types.OdpsType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads DuckDB's type texts, such as {@code STRUCT(a INTEGER, "b c" DECIMAL(10,2))[]}, as the
 * MaxCompute types that hold their values. A type that MaxCompute lacks becomes the next wider one,
 * or STRING; HUGEINT, which sums give, becomes BIGINT.
 */
final class ResultTypes {
  private final String text;
  private int position;

  private ResultTypes(String text) {
    this.text = text;
  }

  static OdpsType of(String duckType) {
    ResultTypes reader = new ResultTypes(duckType);
    OdpsType type = reader.type();
    if (reader.position < duckType.length()) {
      throw reader.unknown();
    }
    return type;
  }

  private OdpsType type() {
    String name = name();
    OdpsType type =
        switch (name) {
          case "STRUCT" -> struct();
          case "MAP" -> map();
          case "DECIMAL", "NUMERIC" -> decimal();
          default -> {
            skipArguments();
            yield scalar(name);
          }
        };
    while (take('[')) {
      while (!take(']')) {
        position++;
      }
      type = new OdpsType.Array(type);
    }
    return type;
  }

  private static OdpsType scalar(String name) {
    return new Scalar(
        switch (name) {
          case "TINYINT" -> Kind.TINYINT;
          case "SMALLINT", "UTINYINT" -> Kind.SMALLINT;
          case "INTEGER", "USMALLINT" -> Kind.INT;
          case "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT", "UHUGEINT" -> Kind.BIGINT;
          case "FLOAT" -> Kind.FLOAT;
          case "DOUBLE" -> Kind.DOUBLE;
          case "BOOLEAN" -> Kind.BOOLEAN;
          case "BLOB" -> Kind.BINARY;
          case "DATE" -> Kind.DATE;
          case "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ" -> Kind.DATETIME;
          case "TIMESTAMPTZ_NS" -> Kind.TIMESTAMP;
          case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> Kind.TIMESTAMP_NTZ;
          case "INTERVAL" -> Kind.INTERVAL_DAY_TIME;
          case "JSON" -> Kind.JSON;
          default -> Kind.STRING;
        });
  }

  private OdpsType decimal() {
    expect('(');
    int precision = number();
    expect(',');
    int scale = number();
    expect(')');
    return new OdpsType.Decimal(precision, scale);
  }

  private OdpsType map() {
    expect('(');
    OdpsType key = type();
    expect(',');
    OdpsType value = type();
    expect(')');
    return new OdpsType.Map(key, value);
  }

  /** A struct, or the one that stands for a blob. */
  private OdpsType struct() {
    int start = position;
    List<OdpsType.Member> members = members();
    return DuckSql.BLOB.endsWith(text.substring(start, position))
        ? new Scalar(Kind.BLOB)
        : new OdpsType.Struct(members);
  }

  private List<OdpsType.Member> members() {
    List<OdpsType.Member> members = new ArrayList<>();
    expect('(');
    do {
      skipBlanks();
      String name = take('"') ? quoted() : word();
      members.add(new OdpsType.Member(name, type()));
    } while (take(','));
    expect(')');
    return members;
  }

  /** A type's name, which may be several words or quoted, up to its arguments or its end. */
  private String name() {
    skipBlanks();
    if (take('"')) {
      return quoted();
    }
    int start = position;
    while (position < text.length() && "(),[]".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    return text.substring(start, position).strip().toUpperCase(Locale.ROOT);
  }

  private String word() {
    int start = position;
    while (position < text.length() && !Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  private String quoted() {
    StringBuilder name = new StringBuilder();
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c != '"') {
        name.append(c);
      } else if (position < text.length() && text.charAt(position) == '"') {
        name.append(text.charAt(position++));
      } else {
        return name.toString();
      }
    }
    throw unknown();
  }

  private int number() {
    skipBlanks();
    int start = position;
    while (position < text.length() && Character.isDigit(text.charAt(position))) {
      position++;
    }
    if (start == position) {
      throw unknown();
    }
    return Integer.parseInt(text.substring(start, position));
  }

  /** Arguments of a type that is read as STRING, such as the values of an ENUM. */
  private void skipArguments() {
    if (!take('(')) {
      return;
    }
    int depth = 1;
    boolean inString = false;
    while (depth > 0 && position < text.length()) {
      char c = text.charAt(position++);
      if (c == '\'') {
        inString = !inString;
      } else if (!inString) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
    }
  }

  private boolean take(char c) {
    skipBlanks();
    if (position < text.length() && text.charAt(position) == c) {
      position++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw unknown();
    }
  }

  private void skipBlanks() {
    while (position < text.length() && text.charAt(position) == ' ') {
      position++;
    }
  }

  private IllegalStateException unknown() {
    return new IllegalStateException("DuckDB type '" + text + "' is not understood at " + position);
  }
}
