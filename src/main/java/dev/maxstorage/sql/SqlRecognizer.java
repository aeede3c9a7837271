package dev.maxstorage.sql;

import dev.maxstorage.sql.IncrementalRange.InvalidHintException;
import dev.maxstorage.sql.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what a statement is. */
public final class SqlRecognizer {
  private SqlRecognizer() {}

  /**
   * The plan of a statement.
   *
   * <p>A statement is a scan, an insert or a delete by key only if the whole of it is understood
   * here; everything else, right or wrong, is a {@link JobPlan} that says why.
   *
   * @param text one statement, with or without a semicolon at the end, after any number of {@code
   *     SET} prefixes
   * @throws SqlSyntaxException if the text is certainly wrong: empty, more than one statement, or
   *     with a string, name or comment that has no end; or if it has an incremental hint or a split
   *     and is no scan
   */
  public static Plan recognize(String text) {
    List<Part> parts = parts(text);
    if (parts.size() > 1) {
      throw SqlSyntaxException.at(
          text,
          parts.get(0).end(),
          "A statement ends here and another follows; send them one by one");
    }
    return parts.get(0).plan();
  }

  /**
   * The plans of all statements of a text, at least one, in order. Semicolons between statements
   * count, those in strings, names and comments do not. A {@code SET} counts for all statements
   * behind it; one at the end of the text, with no statement behind it, is a plan of its own.
   *
   * @throws SqlSyntaxException as {@link #recognize}, but for the number of statements
   */
  public static List<Plan> recognizeAll(String text) {
    return parts(text).stream().map(Part::plan).toList();
  }

  /** A statement of a text and the offset of the semicolon behind it. */
  private record Part(Plan plan, int end) {}

  private static List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    Map<String, String> all = new LinkedHashMap<>();
    int position = 0;
    while (true) {
      Settings settings = Settings.of(text, position);
      all.putAll(settings.values());
      List<Token> tokens = Lexer.statement(text, settings.end());
      Token end = tokens.get(tokens.size() - 1);
      int count = tokens.size() - 1;
      if (count > 0 && tokens.get(count - 1).isSymbol(";")) {
        count--;
      }
      if (count > 0) {
        String statement = text.substring(settings.end(), tokens.get(count - 1).end()).strip();
        parts.add(
            new Part(
                plan(JdbcEscapes.replace(statement), Settings.copy(all)),
                tokens.get(count).start()));
      } else if (end.start() == text.length() && !settings.values().isEmpty()) {
        parts.add(new Part(new SettingsPlan(settings.values()), text.length()));
      }
      position = end.start();
      if (position == text.length()) {
        break;
      }
    }
    if (parts.isEmpty()) {
      throw SqlSyntaxException.at(text, text.length(), "The statement is empty");
    }
    return parts;
  }

  /** The incremental hint, or the end if there is none. */
  private static Token incremental(List<Token> tokens) {
    return tokens.stream()
        .filter(IncrementalRange::isHint)
        .findFirst()
        .orElse(tokens.get(tokens.size() - 1));
  }

  private static Plan plan(String text, Map<String, String> settings) {
    List<Token> tokens = Lexer.tokens(text);
    Token first = tokens.get(0);
    if (first.isWord("EXPLAIN") && tokens.size() > 2) {
      return new ExplainPlan(plan(text.substring(first.end()).strip(), settings));
    }
    int parameters = (int) tokens.stream().filter(token -> token.kind() == Kind.PARAMETER).count();
    try {
      if (first.isWord("SELECT")) {
        return ScanParser.parse(tokens, settings, parameters, text);
      } else if (first.isWord("INSERT")) {
        return InsertParser.parse(tokens, settings, parameters, text);
      } else if (first.isWord("DELETE")) {
        return DeleteParser.parse(tokens, settings, parameters, text);
      }
      throw new NotRecognizedException("it begins with " + first.described());
    } catch (InvalidHintException e) {
      throw SqlSyntaxException.at(
          text, incremental(tokens).start(), String.valueOf(e.getMessage()));
    } catch (NotRecognizedException e) {
      if (incremental(tokens).kind() == Kind.HINT) {
        throw SqlSyntaxException.at(
            text,
            incremental(tokens).start(),
            "An incremental read must be a scan, not a SQL job, but " + e.reason());
      }
      if (SplitCondition.isIn(tokens)) {
        throw SqlSyntaxException.at(
            text,
            tokens.get(SplitCondition.find(tokens)).start(),
            "maxstorage_split must stand in the WHERE of a scan, joined by AND, but " + e.reason());
      }
      return new JobPlan(text, e.reason(), StatementKind.of(tokens), settings, parameters);
    }
  }
}
