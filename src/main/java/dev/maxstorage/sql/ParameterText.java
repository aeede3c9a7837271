package dev.maxstorage.sql;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replaces the {@code ?} of a text by literals. */
final class ParameterText {
  private ParameterText() {}

  static String replace(
      String text, int parameterCount, List<? extends @Nullable Object> values, ZoneId zone) {
    if (values.size() != parameterCount) {
      throw new IllegalArgumentException(
          "The statement has " + parameterCount + " parameters, not " + values.size());
    }
    StringBuilder out = new StringBuilder(text.length() + 16 * values.size());
    int copied = 0;
    int index = 0;
    for (Token token : Lexer.tokens(text)) {
      if (token.kind() == Token.Kind.PARAMETER) {
        out.append(text, copied, token.start());
        append(out, LiteralText.of(values.get(index), index + 1, zone));
        copied = token.end();
        index++;
        separateNext(out, text, copied);
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  /**
   * Keeps a literal from melting into what stands before it: {@code a -?} with -1 is no comment.
   */
  private static void append(StringBuilder out, String literal) {
    if (!out.isEmpty() && "(, \n\t".indexOf(out.charAt(out.length() - 1)) < 0) {
      out.append(' ');
    }
    out.append(literal);
  }

  private static void separateNext(StringBuilder out, String text, int next) {
    if (next < text.length() && "), \n\t;".indexOf(text.charAt(next)) < 0) {
      out.append(' ');
    }
  }
}
