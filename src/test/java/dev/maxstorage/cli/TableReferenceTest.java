package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableReferenceTest {

  @ParameterizedTest
  @CsvSource({"t,`t`", "s.t,`s`.`t`", "p.s.t,`p`.`s`.`t`", "a`b,`a``b`"})
  void partsAreQuotedInSql(String text, String sql) throws Exception {
    assertThat(TableReference.parse(text).sql()).isEqualTo(sql);
    assertThat(TableReference.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a.b.c.d"})
  void otherFormsAreRefused(String text) {
    assertThatThrownBy(() -> TableReference.parse(text))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void aSiblingIsInTheSameSchema() throws Exception {
    assertThat(TableReference.parse("s.t").sibling("u").sql()).isEqualTo("`s`.`u`");
  }
}
