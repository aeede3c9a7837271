package dev.maxstorage.sql;

import dev.maxstorage.sql.IncrementalRange.InvalidHintException;
import dev.maxstorage.sql.Token.Kind;
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
   *     with a string, name or comment that has no end; or if it has an incremental hint and is no
   *     scan
   */
  public static Plan recognize(String text) {
    Settings settings = Settings.of(text);
    List<Token> tokens = Lexer.tokens(text, settings.end());
    int count = tokens.size() - 1;
    while (count > 0 && tokens.get(count - 1).isSymbol(";")) {
      count--;
    }
    if (count == 0) {
      if (settings.values().isEmpty()) {
        throw SqlSyntaxException.at(text, text.length(), "The statement is empty");
      }
      return new SettingsPlan(settings.values());
    }
    for (Token token : tokens.subList(0, count)) {
      if (token.isSymbol(";")) {
        throw SqlSyntaxException.at(
            text, token.start(), "A statement ends here and another follows; send them one by one");
      }
    }
    String statement = text.substring(settings.end(), tokens.get(count - 1).end()).strip();
    return plan(JdbcEscapes.replace(statement), settings.values());
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
      return new JobPlan(text, e.reason(), StatementKind.of(tokens), settings, parameters);
    }
  }
}
