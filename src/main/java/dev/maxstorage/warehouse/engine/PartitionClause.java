package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.SqlToken.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code PARTITION (a='x', b=1)} with a value for each column. */
final class PartitionClause {
  private PartitionClause() {}

  /** The parenthesis after PARTITION. */
  static PartitionSpec spec(TokenReader reader) {
    Map<String, String> values = new LinkedHashMap<>();
    reader.expectSymbol("(");
    do {
      SqlToken name = reader.peek();
      String column = reader.expectName();
      if (!reader.takeSymbol("==")) {
        reader.expectSymbol("=");
      }
      SqlLiteral literal = literal(reader);
      String text = literal.text() == null ? literal.duck() : literal.text();
      if (values.put(column, text) != null) {
        throw reader
            .faults()
            .semantic(name.offset(), "partition column " + column + " is given twice");
      }
    } while (reader.takeSymbol(","));
    reader.expectSymbol(")");
    return new PartitionSpec(values);
  }

  /** A string, a typed literal, or a whole number. */
  static SqlLiteral literal(TokenReader reader) {
    SqlToken token = reader.peek();
    if (SqlLiteral.isTemporalWord(token) && reader.peek(1).kind() == Kind.STRING) {
      reader.take();
      return SqlLiteral.temporal(token, reader.expectString(), reader.faults());
    }
    if (token.kind() == Kind.STRING) {
      return SqlLiteral.string(reader.expectString(), token.offset());
    }
    boolean negative = reader.takeSymbol("-");
    String digits = (negative ? "-" : "") + reader.expectInteger();
    return new SqlLiteral(SqlTypes.BIGINT, null, digits, token.offset());
  }
}
