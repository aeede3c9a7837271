package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal names what is refused, where it stands, and of which kind it is. */
class SqlTranslatorRefusalTest {
  private final SqlTranslator translator = AnyTables.translator();

  private EngineException refusal(String sql) {
    try {
      TranslatedStatement translated = translator.translate(sql);
      throw new AssertionError(sql + " became " + translated);
    } catch (EngineException e) {
      return e;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "update t set a = 1 from u | [1,20] | UPDATE with FROM",
        "explain drop table t | [1,9] | EXPLAIN of a statement other than a query",
        "from t select a | [1,1] | FROM before SELECT",
        "create materialized view v as select 1 | [1,1] | CREATE MATERIALIZED",
        "create table t (a int) clustered by (a) | [1,24] | CLUSTERED",
        "create table t (a decimal(40,2)) | [1,19] | 40 digits",
        "create table t (a int default 5) | [1,23] | DEFAULT",
        "create table t (a int) tblproperties ('transactional'='true') | [1,24] | PRIMARY KEY",
        "alter table t add columns (s.b int) | [1,28] | ADD COLUMNS of a member of a struct",
        "alter table t add columns (b int default 1) | [1,34] | ADD COLUMNS with DEFAULT",
        "alter table t change column a a int first | [1,37] | CHANGE COLUMN with FIRST",
        "alter table t set serde 'x' | [1,15] | ALTER TABLE SET SERDE",
        "alter table t merge smallfiles | [1,15] | ALTER TABLE MERGE",
        "alter table t partition (a=1) compact major | [1,15] | ALTER TABLE PARTITION COMPACT",
        "show functions | [1,1] | SHOW FUNCTIONS",
        "select foo(a) from t | [1,8] | function foo",
        "select a, bar(b) over (order by c) from t | [1,11] | function bar",
        "select transform(a, b) using 'cat' as (a, b) from t | [1,8] | TRANSFORM",
        "select a from t tablesample (10 percent) | [1,17] | TABLESAMPLE",
        "select a from t order by a collate x | [1,28] | 'collate'",
        "select a from t natural join u full outer join v on t.x = v.x | [1,25] | JOIN",
        "select a from t, u right join v on u.x = v.x | [1,20] | 'right'",
        "select a from t union select a from u intersect select a from v | [1,39] | INTERSECT",
        "select a > all (select 1) from t | [1,12] | All",
        "select dateadd(t, 1, 'week') from t | [1,8] | 'week'",
        "select to_char(t, 'Q') from t | [1,8] | 'Q'",
        "select date_format(t, 'EEE') from t | [1,8] | 'EEE'",
        "select 1; select 2 | [1,9] | more than one statement",
        "with recursive a as (select 1) select * from a | [1,6] | RECURSIVE",
        "select a from t where (a, b) overlaps (c, d) | [1,30] | overlaps"
      })
  void unsupportedIsNamed(String sql, String position, String named) {
    EngineException refusal = refusal(sql);

    boolean syntax = refusal.kind() == Kind.SYNTAX && sql.contains("overlaps");
    assertThat(syntax || refusal.kind() == Kind.UNSUPPORTED).isTrue();
    assertThat(refusal)
        .hasMessageStartingWith(syntax ? "ODPS-0130161:" : "ODPS-0130071:" + position)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "selec 1 | [1,1] | 'selec'",
        "select a b c from t | [1,12] | 'c'",
        "select a from | [1,14] | ends too early",
        "select a, from t | [1,11] | 'from'",
        "select 'it''s' | [1,11] | \\'",
        "select 'open | [1,8] | no end",
        "select a from t where a = ? | [1,27] | '?'",
        "select 1 /* open | [1,10] | no end",
        "select `a | [1,8] | no end",
        "select 1x | [1,8] | '1x'",
        "drop table | [1,11] | end of statement",
        "drop table if exist t | [1,15] | 'exist'",
        "create table t | [1,15] | list of columns",
        "create table t (a int | [1,22] | ')'",
        "create table t (a array<int | [1,28] | no end",
        "insert t values (1) | [1,8] | INTO",
        "insert into t | [1,14] | VALUES or SELECT",
        "show partitions | [1,16] | a name",
        "desc t x | [1,8] | 'x'",
        "select a from p.s.t.u | [1,21] | more parts"
      })
  void syntaxErrorsTellWhere(String sql, String position, String reason) {
    assertThat(refusal(sql))
        .hasMessageStartingWith("ODPS-0130161:" + position + " Parse exception - ")
        .hasMessageContaining(reason)
        .extracting(EngineException::kind)
        .isEqualTo(Kind.SYNTAX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "select substr(a) from t | with 1 arguments is not substr(string, bigint) -> string",
        "select row_number() from t | needs OVER",
        "select upper(distinct a) from t | no DISTINCT",
        "select a from t1 join t2 | needs a condition",
        "select nope from t | column nope cannot be resolved",
        "select t.nope from t | column t.nope cannot be resolved",
        "select u.a from t | column u.a cannot be resolved",
        "select a from t where b | string is not a boolean",
        "select a from t where t > 5 | datetime and int cannot be compared",
        "select a from t where a like '5' | bigint is not a string",
        "select true + 1 | boolean is not a number",
        "select upper(true) | boolean is not a string",
        "select year(5) | int is not a date or time",
        "select dateadd(t, 1, b) from t | a string literal is wanted",
        "select cast(t as bigint) from t | a datetime cannot be cast to bigint",
        "select cast(1 as date) | a int cannot be cast to date",
        "select cast(array(1) as string) | a array<int> cannot be cast to string",
        "select cast(a as array<int>) from t | a bigint cannot be cast to array<int>",
        "select dateadd(date '2026-01-01', 1, 'hh') | a date cannot be moved by hours",
        "select case when a = 1 then array(1) else 'x' end from t | no common type",
        "select a from t union all select array(a) from t | UNION ALL of bigint and array<bigint>",
        "select a, c from t union all select a from t | UNION ALL of 2 and 1 columns",
        "select 99999999999999999999 | out of range of BIGINT",
        "select 9223372036854775808 | out of range of BIGINT",
        "select a, explode(array(1)) from t | must be the only column",
        "select json_tuple(b, 'x', b) from t | json_tuple: a member's name that is not",
        "select stack(a, 1) from t | a number of rows",
        "select inline(array(1)) | array<int> is not an array of structs",
        "select explode(a) from t | bigint is not an array or a map",
        "select explode(array(1)) as (x, y) | 1 columns, 2 names",
        "select upper(x -> x) | a lambda is not wanted there",
        "select filter(array(1), 1) | a lambda is wanted",
        "select filter(array(1), (x, y) -> x > y) | the lambda has 2 parameters, not 1",
        "select filter(array(1), x -> x + 1) | int is not a boolean",
        "select transform(array(1), x -> y) | column y cannot be resolved",
        "select 1 + (x -> x) | not a number",
        "select from_json('{}', 'int') | an array, a map or a struct, not int",
        "select from_json('{}', 'a foo') | schema 'a foo' is not understood",
        "select date '2026-1-1' | '2026-1-1' is not a date literal",
        "create table t (a int, A string) | column a is declared twice",
        "create table t (a foo) | type 'foo' cannot be resolved",
        "create table t (a array<int) | type 'array<int)' cannot be resolved",
        "create table t (a int) lifecycle 0 | lifecycle 0",
        "insert into t partition (p=1, P=2) select 1 | partition column p is given twice"
      })
  void contradictionsAreExplained(String sql, String reason) {
    assertThat(refusal(sql))
        .hasMessageStartingWith("ODPS-0130071:")
        .hasMessageContaining(reason)
        .extracting(EngineException::kind)
        .isEqualTo(Kind.INVALID_ARGUMENT);
  }

  @Test
  void positionsCountLinesAndIgnoreLeadingSettings() {
    assertThat(refusal("set a=1;\nselect a,\n  foo(b) from t"))
        .hasMessageStartingWith("ODPS-0130071:[3,3]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select cast('yes' as boolean)",
        "select 1 / 0",
        "select 5 % 0",
        "select 5 div 0",
        "select 1.5BD / 0"
      })
  void whatHasNoAnswerFailsAtRunTime(String sql) throws SQLException {
    try (SqlRuns runs = new SqlRuns()) {
      assertThatThrownBy(() -> runs.rows(sql)).isInstanceOf(SQLException.class);
    }
  }
}
