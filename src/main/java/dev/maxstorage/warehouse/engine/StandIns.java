package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.SqlToken.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text that Druid's parser is given: the statement's tokens with every string, typed literal,
 * number with a fraction or suffix, and quoted name replaced by a numbered stand-in.
 *
 * <p>Druid reads some of these wrongly without a word: {@code 1L} becomes a name, {@code
 * timestamp_ntz '..'} a column with an alias, {@code `a``b`} loses its end, {@code ''} inside a
 * string is a quote, MINUS takes the LIMIT after it for its second query. Stand-ins it reads
 * rightly; the real values stay here. A stand-in that the translation never asked for is a part of
 * the statement that the parser lost.
 */
final class StandIns {
  /**
   * Stand-ins of numbers count up from here; whole numbers of fewer digits stand for themselves.
   */
  private static final long NUMBERS = 9_000_000_000_000_000L;

  private static final int NUMBER_DIGITS = 16;

  /** What the function TRANSFORM is called for the parser, which knows the clause only. */
  private static final String TRANSFORM = "odps_transform";

  private static final Pattern STAND_IN = Pattern.compile("[kq]\\d{1,8}");
  private static final Pattern POSITION = Pattern.compile("pos (\\d+)");

  private final List<SqlToken> tokens;
  private final SqlFaults faults;
  private final List<SqlLiteral> literals = new ArrayList<>();
  private final List<SqlToken> names = new ArrayList<>();
  private final BitSet usedLiterals = new BitSet();
  private final BitSet usedNames = new BitSet();
  private final Set<String> usedWords = new HashSet<>();
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> places = new ArrayList<>();
  private final List<SqlToken> shown = new ArrayList<>();

  StandIns(List<SqlToken> tokens, SqlFaults faults) {
    this.tokens = tokens;
    this.faults = faults;
    LambdaBrackets lambdas = new LambdaBrackets();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean beforeString = i + 1 < tokens.size() && tokens.get(i + 1).kind() == Kind.STRING;
      if (SqlLiteral.isTemporalWord(token) && beforeString) {
        i++;
        append(token, literal(SqlLiteral.temporal(token, tokens.get(i).text(), faults)));
      } else {
        SqlToken next = i + 1 < tokens.size() ? tokens.get(i + 1) : token;
        String text = replacement(token, next) + lambdas.after(token);
        append(token, lambdas.before(token) + text);
      }
    }
  }

  private String replacement(SqlToken token, SqlToken next) {
    return switch (token.kind()) {
      case STRING -> literal(SqlLiteral.string(token.text(), token.offset()));
      case NUMBER -> {
        SqlLiteral number = SqlLiteral.number(token, faults);
        yield number.duck().equals(token.text()) && token.text().length() < NUMBER_DIGITS
            ? token.text()
            : number(number);
      }
      case QUOTED_NAME -> {
        names.add(token);
        yield "`q" + (names.size() - 1) + "`";
      }
      case SYMBOL -> token.text().equals("==") ? "=" : token.text();
      case WORD ->
          token.isWord("minus") && startsQuery(next)
              ? "except"
              : token.isWord("transform") && takesLambda(token) ? TRANSFORM : token.text();
      case END -> "";
    };
  }

  /** Whether the parentheses after a word have a lambda in them. */
  private boolean takesLambda(SqlToken word) {
    int depth = 0;
    for (SqlToken token : tokens.subList(tokens.indexOf(word) + 1, tokens.size())) {
      depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      if (depth == 0 || token.isSymbol("->")) {
        return depth > 0;
      }
    }
    return false;
  }

  /** The name of a function, in lower case, behind one that the parser returned. */
  static String functionName(String parsed) {
    String name = parsed.toLowerCase(Locale.ROOT);
    return name.equals(TRANSFORM) ? "transform" : name;
  }

  private static boolean startsQuery(SqlToken token) {
    return token.isSymbol("(")
        || token.isWord("select")
        || token.isWord("all")
        || token.isWord("distinct")
        || token.isWord("values")
        || token.isWord("from");
  }

  private String literal(SqlLiteral literal) {
    literals.add(literal);
    return "'k" + (literals.size() - 1) + "'";
  }

  private String number(SqlLiteral number) {
    literals.add(number);
    return Long.toString(NUMBERS + literals.size() - 1);
  }

  private void append(SqlToken token, String replacement) {
    if (text.length() > 0) {
      text.append(' ');
    }
    places.add(text.length());
    shown.add(token);
    text.append(replacement);
  }

  /** The text for the parser. */
  String text() {
    return text.toString();
  }

  /** The literal behind the value of a string that the parser returned. */
  SqlLiteral literal(String standIn) {
    int index = index(standIn, 'k', literals.size());
    usedLiterals.set(index);
    return literals.get(index);
  }

  /**
   * The literal behind an integer that the parser returned, null if the integer stands for itself.
   */
  @Nullable SqlLiteral literal(BigInteger parsed) {
    if (parsed.toString().length() < NUMBER_DIGITS) {
      return null;
    }
    int index = parsed.subtract(BigInteger.valueOf(NUMBERS)).intValueExact();
    usedLiterals.set(index);
    return literals.get(index);
  }

  /** The name, in lower case, behind a name that the parser returned. */
  String name(String parsed) {
    if (parsed.startsWith("`") && parsed.endsWith("`") && parsed.length() > 2) {
      int index = index(parsed.substring(1, parsed.length() - 1), 'q', names.size());
      usedNames.set(index);
      return names.get(index).name();
    }
    String word = parsed.toLowerCase(Locale.ROOT);
    use(word);
    return word;
  }

  /** Notes that the translation has taken account of this word, such as a function's name. */
  void use(String word) {
    usedWords.add(word.toLowerCase(Locale.ROOT));
  }

  private static int index(String standIn, char prefix, int count) {
    if (STAND_IN.matcher(standIn).matches() && standIn.charAt(0) == prefix) {
      int index = Integer.parseInt(standIn.substring(1));
      if (index < count) {
        return index;
      }
    }
    throw new IllegalStateException("The parser made up '" + standIn + "'");
  }

  /** Refuses a statement of which the parser lost a literal, a quoted name or a word. */
  void expectAllUsed() {
    int literal = usedLiterals.nextClearBit(0);
    if (literal < literals.size()) {
      throw faults.unsupported(literals.get(literal).offset(), "the use of this literal");
    }
    int name = usedNames.nextClearBit(0);
    if (name < names.size()) {
      SqlToken token = names.get(name);
      throw faults.unsupported(token.offset(), "the use of name `" + token.text() + "`");
    }
    for (SqlToken token : tokens) {
      if (token.kind() == Kind.WORD
          && !QueryWords.has(token.name())
          && !SqlLiteral.isTemporalWord(token)
          && !usedWords.contains(token.name())) {
        throw faults.unsupported(token.offset(), "'" + token.text() + "' in this place");
      }
    }
  }

  /** The error for what the parser did not understand, with the place that its message names. */
  EngineException syntax(String parserMessage) {
    Matcher matcher = POSITION.matcher(parserMessage);
    SqlToken last = tokens.get(tokens.size() - 1);
    SqlToken found = null;
    if (matcher.find()) {
      int position = Integer.parseInt(matcher.group(1));
      for (int i = 0; i < places.size(); i++) {
        found = places.get(i) < position ? shown.get(i) : found;
      }
    }
    return found == null || (found == last && !parserMessage.contains("not supported"))
        ? faults.syntax(last.end(), "the statement ends too early")
        : faults.syntax(found.offset(), "invalid token " + found.shown());
  }
}
