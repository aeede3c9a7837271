package dev.maxstorage.predicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of LIKE: {@code %} stands for any text, {@code _} for any one character, which is a
 * code point; everything else for itself. Works on the bytes of UTF-8.
 */
public final class LikePattern {
  private static final int ANY_TEXT = -1;
  private static final int ANY_CHARACTER = -2;
  private static final int NOTHING = -3;

  /** Bytes from somewhere. */
  interface Text {
    /** The byte at an offset, which is not checked. */
    byte byteAt(long offset);
  }

  /** The character that makes a wildcard behind it a character of its own. */
  record Escape(int codePoint) {
    /** That of a LIKE without ESCAPE. */
    static final Escape DEFAULT = new Escape('\\');

    /** That of an ESCAPE clause. */
    static Escape of(@Nullable Object value) {
      if (value instanceof String text && text.codePointCount(0, text.length()) == 1) {
        return new Escape(text.codePointAt(0));
      } else if (value instanceof Character c) {
        return new Escape(c);
      }
      throw new UnsupportedPredicateException("its ESCAPE is not one character");
    }
  }

  private final String written;

  /** Bytes from 0 to 255, and wildcards. */
  private final int[] elements;

  private final String prefix;

  private LikePattern(String written, int[] elements, String prefix) {
    this.written = written;
    this.elements = elements;
    this.prefix = prefix;
  }

  /**
   * A pattern.
   *
   * @param text valid UTF-16
   * @throws UnsupportedPredicateException if the escape stands in front of something that needs
   *     none, where engines differ
   */
  static LikePattern of(String text, Escape escape) {
    List<Integer> elements = new ArrayList<>();
    StringBuilder prefix = new StringBuilder();
    boolean literal = true;
    int[] characters = text.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      int c = characters[i];
      if (c == escape.codePoint()) {
        c = i + 1 < characters.length ? characters[i + 1] : -1;
        if (c != '%' && c != '_' && c != escape.codePoint()) {
          throw new UnsupportedPredicateException(
              "its LIKE pattern has the escape "
                  + Character.toString(escape.codePoint())
                  + " before something other than %, _ and itself");
        }
        i++;
      } else if (c == '%' || c == '_') {
        literal = false;
        elements.add(c == '%' ? ANY_TEXT : ANY_CHARACTER);
        continue;
      }
      for (byte b : TextBytes.of(Character.toString(c))) {
        elements.add(b & 0xff);
      }
      if (literal) {
        prefix.appendCodePoint(c);
      }
    }
    return new LikePattern(
        text, elements.stream().mapToInt(Integer::intValue).toArray(), prefix.toString());
  }

  /** What every text that matches begins with; all of it, without escapes, if that is all. */
  String prefix() {
    return prefix;
  }

  /** The least text above all that begin with the prefix, null if there is none. */
  @Nullable String abovePrefix() {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        return prefix.substring(0, end) + Character.toString(next);
      }
    }
    return null;
  }

  /** Whether it has no wildcard. */
  boolean isLiteral() {
    return Arrays.stream(elements).allMatch(element -> element >= 0);
  }

  /** Whether every text matches. */
  boolean isAnything() {
    return elements.length > 0 && Arrays.stream(elements).allMatch(element -> element == ANY_TEXT);
  }

  /** Whether a text matches. */
  boolean matches(String text) {
    byte[] bytes = TextBytes.of(text);
    return matches(offset -> bytes[(int) offset], 0, bytes.length);
  }

  /**
   * Whether UTF-8 text from one offset to before another matches.
   *
   * <p>Only the last {@code %} is ever tried again, one character further: what an earlier one
   * matched can stay as it is.
   */
  boolean matches(Text text, long start, long end) {
    long at = start;
    int element = 0;
    int retryElement = -1;
    long retryAt = start;
    while (at < end) {
      int wanted = element < elements.length ? elements[element] : NOTHING;
      if (wanted == ANY_TEXT) {
        retryElement = element + 1;
        if (retryElement == elements.length) {
          return true;
        }
        retryAt = at;
        element++;
      } else if (wanted == ANY_CHARACTER) {
        at = afterCharacter(text, at, end);
        element++;
      } else if (wanted == (text.byteAt(at) & 0xff)) {
        at++;
        element++;
      } else if (retryElement < 0) {
        return false;
      } else {
        retryAt = afterCharacter(text, retryAt, end);
        at = retryAt;
        element = retryElement;
      }
    }
    while (element < elements.length && elements[element] == ANY_TEXT) {
      element++;
    }
    return element == elements.length;
  }

  private static long afterCharacter(Text text, long at, long end) {
    long next = at + 1;
    while (next < end && (text.byteAt(next) & 0xc0) == 0x80) {
      next++;
    }
    return next;
  }

  /** The pattern as written, with its escapes. */
  @Override
  public String toString() {
    return written;
  }
}
