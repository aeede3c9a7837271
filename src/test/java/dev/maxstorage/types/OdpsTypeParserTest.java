package dev.maxstorage.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.types.OdpsType.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OdpsTypeParserTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bigint",
        "decimal(10,2)",
        "decimal(76,38)",
        "varchar(20)",
        "char(1)",
        "array<int>",
        "map<string,bigint>",
        "struct<a:int,b:array<string>>",
        "struct<`a b`:int,`q``q`:string>",
        "map<string,array<struct<x:timestamp_ntz,y:map<int,decimal(38,18)>>>>",
        "interval_day_time",
        "void"
      })
  void textOfTheWireIsReadAndWrittenBack(String text) {
    assertThat(OdpsTypeParser.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BIGINT | bigint",
        "  Timestamp_NTZ  | timestamp_ntz",
        "decimal | decimal(38,18)",
        "DECIMAL ( 10 ) | decimal(10,0)",
        "Decimal( 10 , 2 ) | decimal(10,2)",
        "ARRAY < MAP < string , int > > | array<map<string,int>>",
        "struct< a : int not null comment 'the, > a', B:string > | struct<a:int,B:string>",
        "struct<a:int comment \"x\\\"y\",b:int NOT NULL> | struct<a:int,b:int>",
        "struct<`plain`:int> | struct<plain:int>",
        "struct<comment:int comment 'it''s'> | struct<comment:int>",
        "struct<1a:int> | struct<`1a`:int>"
      })
  void blanksCaseAndRemarksAreAccepted(String text, String canonical) {
    assertThat(OdpsTypeParser.parse(text).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DECIMAL", "VARCHAR", "CHAR", "ARRAY", "MAP", "STRUCT"})
  void everyScalarWordIsRead(Kind kind) {
    assertThat(OdpsTypeParser.parse(kind.word())).isEqualTo(new OdpsType.Scalar(kind));
  }

  @Test
  void memberNamesKeepTheirCase() {
    OdpsType.Struct struct = (OdpsType.Struct) OdpsTypeParser.parse("STRUCT<Aa:INT>");

    assertThat(struct.members())
        .isEqualTo(List.of(new OdpsType.Member("Aa", new OdpsType.Scalar(Kind.INT))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 0 | type expected",
        "integer | 0 | unknown type 'integer'",
        "array<geography> | 6 | unknown type 'geography'",
        "varchar | 7 | '(' expected",
        "varchar(0) | 0 | varchar length 0 is less than 1",
        "decimal(39,40) | 0 | decimal(39,40) is not a decimal type",
        "decimal(77) | 0 | decimal(77,0) is not a decimal type",
        "decimal(9999999999) | 8 | number expected",
        "array<int | 9 | '>' expected",
        "map<int> | 7 | ',' expected",
        "struct<> | 7 | member name expected",
        "struct<a int> | 9 | ':' expected",
        "struct<`a:int> | 7 | no closing `",
        "struct<a:int not> | 16 | NULL expected after NOT",
        "int int | 4 | end of type expected"
      })
  void anErrorNamesTextPositionAndProblem(String text, int position, String problem) {
    assertThatThrownBy(() -> OdpsTypeParser.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Type '" + text + "', position " + position + ": " + problem);
  }

  @Test
  void nestingBeyondReasonIsRefused() {
    String text = "array<".repeat(100_000) + "int" + ">".repeat(100_000);

    assertThatThrownBy(() -> OdpsTypeParser.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 64 levels");
  }
}
