package dev.maxstorage.sql;

import java.util.regex.Pattern;

/** Texts and names as MaxCompute SQL writes them. */
public final class Quoting {
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private Quoting() {}

  /**
   * A string literal in single quotes, with backslashes where needed: MaxCompute does not read a
   * doubled quote as one.
   *
   * @throws IllegalArgumentException for half of a surrogate pair, which no statement can carry
   */
  public static String literal(String value) {
    return LiteralText.quoted(value);
  }

  /** A name in back-ticks, which are doubled inside. */
  public static String identifier(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** Whether a name needs no back-ticks: letters, digits and underscores, and no reserved word. */
  public static boolean isSimple(String name) {
    return SIMPLE.matcher(name).matches() && !Names.isReserved(name);
  }
}
