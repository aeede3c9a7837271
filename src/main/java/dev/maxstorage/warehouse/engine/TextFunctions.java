package dev.maxstorage.warehouse.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Functions on text, as {@link JavaFunctions} registers them. Characters are code points. */
final class TextFunctions {
  private TextFunctions() {}

  /** How many characters of the first text are in the second. */
  static String charMatchCount(String[] arguments) {
    long count = arguments[0].codePoints().filter(c -> arguments[1].indexOf(c) >= 0).count();
    return Long.toString(count);
  }

  /** Each word, up to a blank, with a capital first and small letters after it. */
  static String initCap(String[] arguments) {
    StringBuilder text = new StringBuilder();
    boolean first = true;
    for (int c : arguments[0].codePoints().toArray()) {
      text.appendCodePoint(first ? Character.toUpperCase(c) : Character.toLowerCase(c));
      first = Character.isWhitespace(c);
    }
    return text.toString();
  }

  /** Text, part, start from 1 or, counted from the end, below 0, and which occurrence. */
  static String instr(String[] arguments) {
    int[] text = arguments[0].codePoints().toArray();
    int[] part = arguments[1].codePoints().toArray();
    long start = Long.parseLong(arguments[2]);
    long left = Long.parseLong(arguments[3]);
    if (start == 0 || left < 1) {
      throw new IllegalArgumentException(
          "instr starts at " + start + " and looks for occurrence " + left + ": both count from 1");
    }
    int step = start > 0 ? 1 : -1;
    for (long at = start > 0 ? start - 1 : text.length + start;
        at >= 0 && at < text.length;
        at += step) {
      if (startsWith(text, (int) at, part) && --left == 0) {
        return Long.toString(at + 1);
      }
    }
    return "0";
  }

  private static boolean startsWith(int[] text, int at, int[] part) {
    for (int i = 0; i < part.length; i++) {
      if (at + i >= text.length || text[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }

  /** What stands before the n-th separator, or, below 0, after the n-th from the end. */
  static String substringIndex(String[] arguments) {
    String text = arguments[0];
    String separator = arguments[1];
    int count = Integer.parseInt(arguments[2]);
    if (count == 0 || separator.isEmpty()) {
      return "";
    }
    int at = count > 0 ? -separator.length() : text.length();
    for (int i = 0; i < Math.abs(count); i++) {
      at =
          count > 0
              ? text.indexOf(separator, at + separator.length())
              : text.lastIndexOf(separator, at - 1);
      if (at < 0) {
        return text;
      }
    }
    return count > 0 ? text.substring(0, at) : text.substring(at + separator.length());
  }

  /** The value of a key in text such as {@code a:1;b:2}, of the first pair that has it. */
  static @Nullable String keyValue(String[] arguments) {
    for (String pair : arguments[0].split(Pattern.quote(arguments[1]), -1)) {
      int split = pair.indexOf(arguments[2]);
      if (split >= 0 && pair.substring(0, split).equals(arguments[3])) {
        return pair.substring(split + arguments[2].length());
      }
    }
    return null;
  }

  /** A part of a URL, of its query one parameter if a third argument is not empty. */
  static @Nullable String parseUrl(String[] arguments) {
    URI uri;
    try {
      uri = new URI(arguments[0]);
    } catch (URISyntaxException e) {
      return null;
    }
    String part = arguments[1].toUpperCase(Locale.ROOT);
    if (!arguments[2].isEmpty()) {
      return part.equals("QUERY") ? parameter(uri.getRawQuery(), arguments[2]) : null;
    }
    return switch (part) {
      case "HOST" -> uri.getHost();
      case "PATH" -> uri.getRawPath();
      case "QUERY" -> uri.getRawQuery();
      case "REF" -> uri.getRawFragment();
      case "PROTOCOL" -> uri.getScheme();
      case "AUTHORITY" -> uri.getRawAuthority();
      case "USERINFO" -> uri.getRawUserInfo();
      case "FILE" ->
          uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
      default -> throw new IllegalArgumentException("parse_url has no part '" + part + "'");
    };
  }

  private static @Nullable String parameter(@Nullable String query, String name) {
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0 && pair.substring(0, equals).equals(name)) {
        return URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  static String urlEncode(String[] arguments) {
    return URLEncoder.encode(arguments[0], StandardCharsets.UTF_8);
  }

  static String urlDecode(String[] arguments) {
    return URLDecoder.decode(arguments[0], StandardCharsets.UTF_8);
  }

  /** A whole number in one base as text in another; 64 bits, without a sign. */
  static @Nullable String conv(String[] arguments) {
    int from = Integer.parseInt(arguments[1]);
    int to = Integer.parseInt(arguments[2]);
    if (from < 2 || from > 36 || to < 2 || to > 36) {
      throw new IllegalArgumentException("conv knows bases 2 to 36, not " + from + " and " + to);
    }
    try {
      BigInteger value = new BigInteger(arguments[0].strip(), from);
      BigInteger unsigned = value.and(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE));
      return unsigned.toString(to).toUpperCase(Locale.ROOT);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A number with so many digits after the point and commas between thousands. */
  static String formatNumber(String[] arguments) {
    int digits = Integer.parseInt(arguments[1]);
    if (digits < 0) {
      throw new IllegalArgumentException("format_number with " + digits + " digits");
    }
    BigDecimal rounded = new BigDecimal(arguments[0]).setScale(digits, RoundingMode.HALF_EVEN);
    return String.format(Locale.ROOT, "%,." + digits + "f", rounded);
  }

  static String sha2(String[] arguments) {
    String bits = arguments[1].equals("0") ? "256" : arguments[1];
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-" + bits)
              .digest(arguments[0].getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("sha2 of " + bits + " bits", e);
    }
  }

  static String crc32(String[] arguments) {
    CRC32 crc = new CRC32();
    crc.update(arguments[0].getBytes(StandardCharsets.UTF_8));
    return Long.toString(crc.getValue());
  }
}
