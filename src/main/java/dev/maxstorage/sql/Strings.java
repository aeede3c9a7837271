package dev.maxstorage.sql;

/** The values of string literals. Source of the escapes: MaxCompute's documentation of strings. */
final class Strings {
  private Strings() {}

  /** The value of a string as written, with its quotes. */
  static String value(String quoted) throws NotRecognizedException {
    int end = quoted.length() - 1;
    StringBuilder out = new StringBuilder(end);
    int i = 1;
    while (i < end) {
      char c = quoted.charAt(i);
      if (c != '\\') {
        out.append(c);
        i++;
      } else if (isOctal(quoted, i + 1, end)) {
        out.append((char) Integer.parseInt(quoted.substring(i + 1, i + 4), 8));
        i += 4;
      } else {
        out.append(escaped(quoted.charAt(i + 1), quoted.charAt(i + 2)));
        i += 2;
      }
    }
    return out.toString();
  }

  private static char escaped(char c, char next) throws NotRecognizedException {
    switch (c) {
      case '\'', '"', '\\', ';':
        return c;
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      case 'b':
        return '\b';
      case 'Z':
        return '\u001a';
      case '0':
        if (next < '0' || next > '9') {
          return '\0';
        }
        throw new NotRecognizedException("a string has an unclear escape, \\0" + next);
      default:
        throw new NotRecognizedException("a string has the uncommon escape \\" + c);
    }
  }

  /** Three octal digits from 001 to 177. */
  private static boolean isOctal(String text, int from, int end) {
    return from + 3 <= end
        && (text.charAt(from) == '0' || text.charAt(from) == '1')
        && isOctalDigit(text.charAt(from + 1))
        && isOctalDigit(text.charAt(from + 2))
        && !text.startsWith("000", from);
  }

  private static boolean isOctalDigit(char c) {
    return c >= '0' && c <= '7';
  }
}
