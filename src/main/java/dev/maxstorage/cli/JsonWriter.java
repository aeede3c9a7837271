package dev.maxstorage.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line, members in the order of the columns. Numbers and booleans are JSON's own,
 * ARRAY, MAP and STRUCT are nested, everything else is a string, NaN and infinities too.
 */
final class JsonWriter implements RowWriter {
  private static final String HEX_DIGITS = "0123456789abcdef";

  private final Writer writer;
  private final List<Member> members = new ArrayList<>();

  JsonWriter(Writer writer) {
    this.writer = writer;
  }

  /** A column and what stands before its value: brace or comma, name, colon. */
  private record Member(Cell column, String prefix) {}

  @Override
  public void begin(List<Cell> columns) {
    Set<String> names = new HashSet<>();
    for (Cell column : columns) {
      String name = column.label();
      for (int number = 2; !names.add(name); number++) {
        name = column.label() + "_" + number;
      }
      StringBuilder prefix = new StringBuilder(members.isEmpty() ? "{" : ",");
      appendQuoted(prefix, name);
      members.add(new Member(column, prefix.append(':').toString()));
    }
  }

  @Override
  public void row(ResultSet row) throws SQLException, IOException {
    StringBuilder line = new StringBuilder();
    for (Member member : members) {
      line.append(member.prefix);
      appendValue(line, member.column.form(), member.column.text(row));
    }
    writer.append(line.append("}\n"));
  }

  @Override
  public void end() {}

  @Override
  public void updateCount(long rows) throws IOException {
    writer.write("{\"update_count\":" + (rows < 0 ? "null" : rows) + "}\n");
  }

  private static void appendValue(StringBuilder line, Cell.Form form, @Nullable String text) {
    if (text == null) {
      line.append("null");
      return;
    }
    boolean plain =
        switch (form) {
          case NUMBER, BOOLEAN, NESTED -> true;
          case FLOATING -> Double.isFinite(Double.parseDouble(text));
          case TEXT, BINARY, BLOB -> false;
        };
    if (plain) {
      line.append(text);
    } else {
      appendQuoted(line, text);
    }
  }

  private static void appendQuoted(StringBuilder line, String text) {
    line.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c == '\n') {
        line.append("\\n");
      } else if (c == '\r') {
        line.append("\\r");
      } else if (c == '\t') {
        line.append("\\t");
      } else if (c < ' ' || c == 0x7f || isLoneSurrogate(text, i)) {
        line.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          line.append(HEX_DIGITS.charAt((c >> shift) & 0xf));
        }
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }

  /** Half a character, which UTF-8 cannot carry. */
  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
