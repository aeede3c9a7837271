package dev.maxstorage.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LikePatternTest {

  @ParameterizedTest(name = "[{index}] {0} like {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          abc      | abc      | true
          abc      | ABC      | false
          abc      | ab       | false
          ab       | abc      | false
          ~~       | ~~       | true
          a        | ~~       | false
          ~~       | %        | true
          ~~       | _        | false
          ~~       | %%       | true
          abc      | a%       | true
          abc      | %c       | true
          abc      | %b%      | true
          abc      | %d%      | false
          abc      | a_c      | true
          abc      | ___      | true
          abc      | __       | false
          abc      | _%_      | true
          a        | _%_      | false
          aab      | %ab      | true
          abab     | %ab      | true
          abaa     | %ab      | false
          aXbXc    | a%b%c    | true
          acb      | a%b%c    | false
          äöü      | _ö_      | true
          äöü      | ___      | true
          äöü      | ______   | false
          😀       | _        | true
          😀       | __       | false
          x😀y     | %😀%     | true
          x😀y     | x%_y     | true
          50%      | 50\\%    | true
          500      | 50\\%    | false
          a_b      | a\\_b    | true
          axb      | a\\_b    | false
          a\\b     | a\\\\b   | true
          """)
  void wildcardsMatch(String text, String pattern, boolean matches) {
    assertThat(LikePattern.of(pattern, LikePattern.Escape.DEFAULT).matches(text))
        .isEqualTo(matches);
  }

  @Test
  void anyTextRunsOverLineEnds() {
    assertThat(of("a%c").matches("a\nb\r\nc")).isTrue();
    assertThat(of("a_c").matches("a\nc")).isTrue();
  }

  private static LikePattern of(String pattern) {
    return LikePattern.of(pattern, LikePattern.Escape.DEFAULT);
  }

  @Test
  void anotherEscapeLeavesTheBackslashAlone() {
    LikePattern pattern = LikePattern.of("a!%\\!!%", LikePattern.Escape.of("!"));
    assertThat(pattern.matches("a%\\!x")).isTrue();
    assertThat(pattern.matches("ab\\!x")).isFalse();
    assertThat(pattern.prefix()).isEqualTo("a%\\!");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\", "a\\b", "\\", "%\\x"})
  void escapeBeforeAnOrdinaryCharacterIsLeftToTheEngine(String pattern) {
    assertThatThrownBy(() -> of(pattern))
        .isInstanceOf(UnsupportedPredicateException.class)
        .hasMessageContaining("escape \\");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab"})
  void escapeIsOneCharacter(String escape) {
    assertThatThrownBy(() -> LikePattern.Escape.of(escape))
        .isInstanceOf(UnsupportedPredicateException.class)
        .hasMessage("its ESCAPE is not one character");
  }

  @Test
  void prefixBoundsTheTextsThatMatch() {
    assertThat(of("ab%c").prefix()).isEqualTo("ab");
    assertThat(of("ab%c").abovePrefix()).isEqualTo("ac");
    assertThat(of("a\ud7ff%").abovePrefix()).isEqualTo("a\ue000");
    assertThat(of("a\udbff\udfff%").abovePrefix()).isEqualTo("b");
    assertThat(of("\udbff\udfff%").abovePrefix()).isNull();
    assertThat(of("%a").prefix()).isEmpty();
    assertThat(of("a\\%b").isLiteral()).isTrue();
    assertThat(of("a\\%b").prefix()).isEqualTo("a%b");
    assertThat(of("%%").isAnything()).isTrue();
    assertThat(of("").isAnything()).isFalse();
  }

  /** The regular expressions of Java are the judge. */
  @Test
  void randomPatternsMatchAsRegularExpressionsDo() {
    Random random = new Random(7);
    String[] pieces = {"a", "b", "ä", "😀", "%", "_"};
    int matched = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder pattern = new StringBuilder();
      StringBuilder regex = new StringBuilder();
      for (int j = random.nextInt(7); j > 0; j--) {
        String piece = pieces[random.nextInt(pieces.length)];
        pattern.append(piece);
        regex.append(piece.equals("%") ? ".*" : piece.equals("_") ? "." : piece);
      }
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(9); j > 0; j--) {
        text.append(pieces[random.nextInt(4)]);
      }
      boolean expected = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
      assertThat(of(pattern.toString()).matches(text.toString()))
          .as(text + " like " + pattern)
          .isEqualTo(expected);
      matched += expected ? 1 : 0;
    }
    assertThat(matched).isBetween(1_000, 19_000);
  }
}
