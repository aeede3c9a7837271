package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsTypeParser;

/** Reads the type of a column. */
record ColumnParser(TokenReader reader) {

  /** The type's own text, as far as its brackets reach. */
  OdpsType type() {
    SqlToken first = reader.peek();
    reader.expectName();
    int depth = 0;
    while (depth > 0 || reader.peek().isSymbol("<") || reader.peek().isSymbol("(")) {
      SqlToken token = reader.take();
      if (token.kind() == SqlToken.Kind.END || token.isSymbol("<>")) {
        throw reader.faults().syntax(token.offset(), "the type " + first.text() + " has no end");
      }
      if (token.isSymbol("<") || token.isSymbol("(")) {
        depth++;
      } else if (token.isSymbol(">") || token.isSymbol(")")) {
        depth--;
      }
    }
    String text = reader.textFrom(first);
    OdpsType type;
    try {
      type = OdpsTypeParser.parse(text);
    } catch (IllegalArgumentException e) {
      throw reader
          .faults()
          .semantic(first.offset(), "type '" + text + "' cannot be resolved: " + e.getMessage());
    }
    refuseWideDecimal(type, first);
    return type;
  }

  private void refuseWideDecimal(OdpsType type, SqlToken at) {
    if (type instanceof OdpsType.Decimal decimal && decimal.precision() > 38) {
      throw reader
          .faults()
          .unsupported(at.offset(), "a decimal of " + decimal.precision() + " digits");
    }
    if (type instanceof OdpsType.Array array) {
      refuseWideDecimal(array.element(), at);
    } else if (type instanceof OdpsType.Map map) {
      refuseWideDecimal(map.key(), at);
      refuseWideDecimal(map.value(), at);
    } else if (type instanceof OdpsType.Struct struct) {
      struct.members().forEach(member -> refuseWideDecimal(member.type(), at));
    }
  }
}
