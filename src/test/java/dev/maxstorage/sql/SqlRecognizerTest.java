package dev.maxstorage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlRecognizerTest {

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          select * from t                                   | scan t [*]
          SELECT t.* FROM t                                 | scan t [*]
          select x.*, x.a from p.t x                        | scan p.t [*, a]
          select a, b as c, d e from p.s.t                  | scan p.s.t [a, b as c, d as e]
          select all a from t as x                          | scan t [a]
          select `a b`, `c``d` from `t 1`                   | scan t 1 [a b, c`d]
          select T.A from t                                 | scan t [A]
          select date, timestamp from t                     | scan t [date, timestamp]
          select 1, a, 'x' as y, null from t                | scan t [1 as _c0, a, 'x' as y, null as _c3]
          select a from t limit 5                           | scan t [a] limit 5
          select a from t limit 0;                          | scan t [a] limit 0
          select a from t -- all of it                      | scan t [a]
          /* first */ select /* ? */ a from t;;             | scan t [a]
          select a from größe                               | scan größe [a]
          """)
  void selectOfColumnsIsScan(String text, String plan) {
    assertThat(PlanText.of(SqlRecognizer.recognize(text))).isEqualTo(plan);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          select * from (select a, b as x from t where a = 1) q where x > 1 limit 10 | scan t [a, b as x] where (a = 1 and b > 1) limit 10
          select q.x from (select b as x from t) as q         | scan t [b as x]
          select X y from (select b as x from t) q            | scan t [b as y]
          select a from (select * from t) q where q.b = ?     | scan t [a] where b = ?1
          select * from (select t.* from t) q                 | scan t [*]
          select * from (select *, a as b from t)             | scan t [*, a as b]
          select * from (select * from (select a as b from t where a > ?) x where b < ?) y where b <> ? | scan t [a as b] where (a > ?1 and a < ?2 and a != ?3)
          select a from (select a, 1 as one from t) q where one = 1 | scan t [a] where true
          select one, b from (select 1 as one, b from t) q    | scan t [1 as one, b]
          select * from (select a from t limit 10) q limit 3  | scan t [a] limit 3
          select * from (select a from t limit 3) q limit 10  | scan t [a] limit 3
          select * from (select a from t limit 10 offset 4) q limit 8 offset 5 | scan t [a] limit 5 offset 9
          select * from (select a from t limit 2) q limit 3, 5 | scan t [a] limit 0 offset 3
          select a from t limit 5, 6                          | scan t [a] limit 6 offset 5
          select a from t limit 5 offset 6                    | scan t [a] limit 5 offset 6
          select count(*) from t                              | scan t [count as _c0]
          select COUNT( 1 ) as n, 'x' as y from t where a = 1 | scan t [count as n, 'x' as y] where a = 1
          select 1, count('x') from t                         | scan t [1 as _c0, count as _c1]
          select count(*) from (select * from t) q            | scan t [count as _c0]
          select count(*) from (select a from t where a > 1 limit 9) q | scan t [count as _c0] where a > 1 limit 9
          select count(*) c from (select a from t) q where a > 1 limit 1 | scan t [count as c] where a > 1
          select n as rows from (select count(*) as n from t) q | scan t [count as rows]
          select 1                                            | row [1 as _c0]
          select 1 as a, 'x' b, null limit 1                  | row [1 as a, 'x' as b, null as _c2]
          select a, a as c from (select 5 as a) q             | row [5 as a, 5 as c]
          select s.t.a from s.t                               | scan s.t [a]
          select p.s.t.a, t.b from p.s.t where s.t.a = 1      | scan p.s.t [a, b] where a = 1
          select s.t.* from p.s.t                             | scan p.s.t [*]
          """)
  void shapesOfToolsBecomeOneScan(String text, String plan) {
    assertThat(PlanText.of(SqlRecognizer.recognize(text))).isEqualTo(plan);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a like 'x%'                     | a like 'x%'
          a not like ?                    | a not like ?1
          a like 'x!%' escape '!'         | a like 'x!%' escape '!'
          a like 'x!%' {escape '!'}       | a like 'x!%' escape '!'
          (a) like 'x' and b = 1          | (a like 'x' and b = 1)
          not a like 'x'                  | not a like 'x'
          a <=> 1                         | a <=> 1
          null <=> a                      | a <=> null
          a is not distinct from ?        | a <=> ?1
          a is distinct from 1            | a not <=> 1
          a is true and b is not false    | (a <=> true and b not <=> false)
          ? is null or a = ?              | (?1 is null or a = ?2)
          ? is not null                   | ?1 is not null
          'a' = 'b' or 'x' < 'y'          | (false or true)
          true = false                    | false
          1 = null                        | null
          a = 1                           | a = 1
          a == 1                          | a = 1
          a <> 1                          | a != 1
          1 < a                           | a > 1
          2 >= x.a                        | a <= 2
          `a` != -7                       | a != -7
          a = - 7                         | a = -7
          a = +7                          | a = 7
          (a) = (1)                       | a = 1
          ((a)) is null                   | a is null
          (((a = 1)))                     | a = 1
          a = 1 and b = 2 or c = 3        | ((a = 1 and b = 2) or c = 3)
          a = 1 or b = 2 and c = 3        | (a = 1 or (b = 2 and c = 3))
          (a = 1 or b = 2) and c = 3      | ((a = 1 or b = 2) and c = 3)
          not a = 1                       | not a = 1
          not (a = 1 and b = 2)           | not (a = 1 and b = 2)
          not not a = 1                   | a = 1
          a between 1 and 2 and b = 3     | ((a >= 1 and a <= 2) and b = 3)
          a not between 1 and ?           | not (a >= 1 and a <= ?1)
          a in (1, 2, null)               | a in (1, 2, null)
          a not in ('x', ?)               | a not in ('x', ?1)
          a is null                       | a is null
          a is not null                   | a is not null
          a                               | a = true
          not a and b = false             | (not a = true and b = false)
          true                            | true
          null                            | null
          1 = 0                           | false
          1 = 1 and a = 1                 | (true and a = 1)
          a = null                        | a = null
          ? = a and b > ?                 | (a = ?1 and b > ?2)
          a = 1L and b = 2S and c = 3Y    | (a = Long 1 and b = Short 2 and c = Byte 3)
          a = 1.5BD and b = 2bd           | (a = BigDecimal 1.5 and b = BigDecimal 2)
          a = 1.5 and b = .5 and c = 1e3  | (a = Double 1.5 and b = Double 0.5 and c = Double 1000.0)
          a = 3000000000                  | a = Long 3000000000
          a = -9223372036854775807        | a = Long -9223372036854775807
          a = 0010                        | a = 10
          a = DATE'2026-01-31'            | a = LocalDate 2026-01-31
          a = date "2026-01-31"           | a = LocalDate 2026-01-31
          a = DATETIME'2026-01-31 12:00:00.5'  | a = DATETIME 2026-01-31T12:00:00.500
          a = TIMESTAMP '2026-01-31 12:00:00.123456789' | a = TIMESTAMP 2026-01-31T12:00:00.123456789
          a = TIMESTAMP_NTZ'2026-01-31 12:00:00' | a = LocalDateTime 2026-01-31T12:00
          a = {d '2026-01-31'}            | a = LocalDate 2026-01-31
          a={ts '2026-01-31 12:00:00'}    | a = TIMESTAMP 2026-01-31T12:00
          a = X'0aFF' or a = x''          | (a = bytes 0aff or a = bytes )
          a = "it's" and b = 'it\\'s'     | (a = 'it's' and b = 'it's')
          a = 'a\\\\b'                    | a = 'a\\b'
          a = 'x?--/*' and b = ?          | (a = 'x?--/*' and b = ?1)
          a = '\\101\\;'                  | a = 'A;'
          """)
  void conditionIsRead(String condition, String expected) {
    String text = "select a from t x where " + condition;
    ScanPlan scan = (ScanPlan) SqlRecognizer.recognize(text);
    assertThat(scan.predicate()).isNotNull();
    assertThat(PlanText.predicate(scan.predicate())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          select a + 1 from t                         | it computes with +
          select distinct a from t                    | it has DISTINCT
          select a from t group by a                  | it has GROUP BY
          select a from t order by a                  | it has ORDER BY
          select a from t, s                          | it has a join
          select a from t join s on t.a = s.a         | it has a join
          select a from t left join s on t.a = s.a    | it has a join
          select a from t where a in (select 1)       | it has a sub-query
          select a from t where exists (select 1)     | it has EXISTS
          select a from t union all select a from s   | it has a set operation
          select a from t where upper(a) = 'X'        | it calls the function upper
          select a from t where a = upper('x')        | it calls the function upper
          select a from t where a + 1 = 2             | it computes with +
          select a from t where a = 1 + 1             | it computes with +
          select a from t where a = b                 | it compares two columns
          select a from t where a in (b)              | it compares two columns
          select a from t where case when a then b end | it has CASE
          select a from t where ?                     | a condition is a value that is not boolean
          select a from t where 'a' = 1               | it compares two values that are not both integers, texts or booleans
          select a from t limit ?                     | its LIMIT is a parameter
          select a from t limit 5 offset ?            | its OFFSET is a parameter
          select                                      | the scan and insert grammar ends at the end of the statement
          select *                                    | it reads no table
          select *, 1                                 | it reads no table
          select a                                    | it reads no table
          select 1 where 1 = 0                        | the scan and insert grammar ends at the word where
          select a from t where a rlike 'x'           | it has RLIKE
          select a from t where a ilike 'x'           | it has ILIKE
          select a from t where a <=> b               | it compares two columns
          select a from t where ? <=> 1               | it compares two values, none of them a column
          select a from t where a is unknown          | the scan and insert grammar ends at the word unknown
          select * from (select a from t limit 5) q where a = 1 | it has a condition on the rows that a LIMIT left
          select * from (select a from t order by a) q | it has ORDER BY
          select * from (select a from t) q order by a | it has ORDER BY
          select * from (select distinct a from t) q  | it has DISTINCT
          select * from (select a from t) q join s on 1 = 1 | it has a join
          select * from (select a from t) q, s        | it has a join
          select b from (select a from t) q           | its sub-query has no column b
          select a from (select a, b as A from t) q   | its sub-query has two columns a
          select a from (select *, b as a from t) q   | it takes the column a of a sub-query that has * and other columns
          select t.a from (select a from t) q         | t before .a is not the name or alias of the table it reads
          select t.a from (select a from t)           | t before .a is not the name or alias of the table it reads
          select * from ((select a from t)) q         | the scan and insert grammar ends at (
          select * from (with x as (select 1) select * from x) q | it has a common table expression
          select count(a) from t                      | it calls the function count
          select count(distinct a) from t             | it calls the function count
          select count(null) from t                   | it calls the function count
          select count(?) from t                      | it has a parameter in the select list
          select count(*) over () from t              | it has a window
          select a, count(*) from t                   | it has columns beside a count
          select count(*) from t group by a           | it has GROUP BY
          select count(*) from t limit 0              | it leaves out the only row
          select count(*) from (select count(*) from t) q | it counts rows that are computed
          select count(*) from (select 1) q           | it counts rows that are computed
          select 5 from (select count(*) as n from t) q | it takes nothing of a count
          select n from (select count(*) as n from t) q where n > 1 | it has a condition on a count
          select * from (select 1 as a) q where a = 1 | it has a condition on a row that is computed
          select a from t limit 1.5                   | its LIMIT is 1.5
          select a from t lateral view explode(b) x as c | it has LATERAL VIEW
          select a from t tablesample (10 percent)    | it has TABLESAMPLE
          select /*+ mapjoin(t) */ a from t           | it has a hint
          select a, ? from t                          | it has a parameter in the select list
          select s.a from t                           | s before .a is not the name or alias of the table it reads
          select t.a from t x                         | t before .a is not the name or alias of the table it reads
          select t.a.b from t                         | it takes a part of the column a
          select a from t where a[0] = 1              | it takes a part of the column a
          select a from t timestamp as of '2026-01-01' | the scan and insert grammar ends at the word as
          select a from t where a = 'it''s'           | the scan and insert grammar ends at 's'
          select a from t where a = '\\d'             | a string has the uncommon escape \\d
          select a from t where a = '\\012\\00'       | a string has an unclear escape, \\00
          select a from t where a = 9223372036854775808 | the number 9223372036854775808 does not fit its type
          select a from t where a = -9223372036854775808 | the number -9223372036854775808 does not fit its type
          select a from t where a = 200Y              | the number 200Y does not fit its type
          select a from t where a = 0x1F              | the number 0x1F is not of a known form
          select a from t where a = 0.12345678901234567891 | a DOUBLE does not hold all digits of 0.12345678901234567891
          select a from t where a = DATE'2026-02-30'  | the literal DATE'2026-02-30' is not of a known form
          select a from t where a = DATE'2026-2-3'    | the literal DATE'2026-2-3' is not of a known form
          select a from t where a = {t '12:00:00'}    | the scan and insert grammar ends at '12:00:00'
          select current_date from t                  | the scan and insert grammar ends at the word current_date
          select a from t where a = 1)                | the scan and insert grammar ends at )
          select a from t where (a = 1                | the scan and insert grammar ends at the end of the statement
          select a from t where                       | the scan and insert grammar ends at the end of the statement
          select a, from t                            | the scan and insert grammar ends at the word from
          select a from @t                            | the scan and insert grammar ends at @
          with x as (select 1) select * from x        | it begins with the word with
          (select 1)                                  | it begins with (
          from t select a                             | it begins with the word from
          """)
  void otherQueryIsJobWithReason(String text, String reason) {
    assertThat(PlanText.of(SqlRecognizer.recognize(text))).isEqualTo("job QUERY: " + reason);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          insert into t values (1, 'a'), (?, null)          | insert into t[][][(1, 'a'), (?1, null)]
          insert into table t (a, `b`) values (1, 2)        | insert into t[][a, b][(1, 2)]
          insert overwrite table p.t values (-1, 1.5)       | insert overwrite p.t[][][(-1, Double 1.5)]
          insert overwrite t partition (pt='x', r) values (?) | insert overwrite t[pt='x', r][][(?1)]
          insert into t partition (pt=?) (a) values (?)     | insert into t[pt=?1][a][(?2)]
          insert into t values ({d '2026-01-31'}, X'00')    | insert into t[][][(LocalDate 2026-01-31, bytes 00)]
          insert into t values (1 + 1)                      | job UPDATE: it computes with +
          insert into t values (f(1))                       | job UPDATE: it calls the function f
          insert into t values (1), (1, 2)                  | job UPDATE: its rows have different numbers of values
          insert into t select 1                            | job UPDATE: it has a sub-query
          insert into t (select 1)                          | job UPDATE: it has a sub-query
          insert into t values (1) union all select 2       | job UPDATE: it has a set operation
          from s insert into t select a insert into u select b | job UPDATE: it begins with the word from
          with x as (select 1) insert into t select * from x | job UPDATE: it begins with the word with
          update t set a = 1 where b = ?                    | job UPDATE: it begins with the word update
          delete from t where a = 1                         | delete t[a=1]
          set x=1; delete from p.t where 'x' = b and (t.`a` = ?) ; | {x=1} delete p.t[b='x', a=?1]
          delete from t                                     | job UPDATE: it deletes by something else than a key
          delete from t where a = 1 or b = 2                | job UPDATE: it deletes by something else than a key
          delete from t where a > 1                         | job UPDATE: it deletes by something else than a key
          delete from t where a = null                      | job UPDATE: it deletes by something else than a key
          delete from t where a = 1 and a = 2               | job UPDATE: it has two conditions on the column a
          delete from t where a = b                         | job UPDATE: it compares two columns
          delete from t where a = 1 limit 1                 | job UPDATE: the scan and insert grammar ends at the word limit
          delete from t where a in (select a from s)        | job UPDATE: it has a sub-query
          explain delete from t where a = 1                 | explain delete t[a=1]
          merge into t using s on t.a = s.a when matched then update set b = 1 | job UPDATE: it begins with the word merge
          show schemas                                      | job TEXT: it begins with the word show
          desc extended t partition (pt='x')                | job TEXT: it begins with the word desc
          create table t (a array<struct<b:int>>)           | job OTHER: it begins with the word create
          set label 2 to table t                            | job OTHER: it begins with the word set
          explain select a from t                           | explain scan t [a]
          explain select max(a) from t                    | explain job QUERY: it calls the function max
          set a=1; select a from t                          | {a=1} scan t [a]
          set a.b = x ; set c=; SET a.b=y; drop table t;    | {a.b=y, c=} job OTHER: it begins with the word drop
          set a=1                                           | settings {a=1}
          set a=x\\;y; -- done                              | settings {a=x;y}
          """)
  void statementIsClassified(String text, String plan) {
    assertThat(PlanText.of(SqlRecognizer.recognize(text))).isEqualTo(plan);
  }

  @Test
  void parametersAreCountedWhateverThePlan() {
    String text =
        "set x=?; -- ?\nselect f(?), '?', \"?\", `?` /* ? */ from t where {fn f(?)} = ? ;";
    assertThat(SqlRecognizer.recognize(text).parameterCount()).isEqualTo(3);
    assertThat(SqlRecognizer.recognize("explain select a from t where a = ?").parameterCount())
        .isEqualTo(1);
    assertThat(SqlRecognizer.recognize("select a from t where a in (?, ?, 1, ?)").parameterCount())
        .isEqualTo(3);
  }

  @Test
  void jobTextHasNoPrefixNoSemicolonAndNoEscape() {
    JobPlan job =
        (JobPlan)
            SqlRecognizer.recognize(
                "set a=1;\n select {fn ucase({fn ltrim(a)})} from {oj t left join s on t.a=s.a}"
                    + " where d={d '2026-01-31'} and b like '{d}' {escape '!'} ; -- end");
    assertThat(job.text())
        .isEqualTo(
            "select upper(ltrim(a)) from t left join s on t.a=s.a"
                + " where d=DATE'2026-01-31' and b like '{d}' ESCAPE '!'");
    assertThat(job.settings()).containsExactly(java.util.Map.entry("a", "1"));
  }

  @Test
  void bracesThatAreNoEscapeStay() {
    JobPlan job = (JobPlan) SqlRecognizer.recognize("create view v as select ${d} from {x 'y'}");
    assertThat(job.text()).isEqualTo("create view v as select ${d} from {x 'y'}");
  }

  @Test
  void scanAndInsertBecomeJobsOnDemand() {
    ScanPlan scan = (ScanPlan) SqlRecognizer.recognize("set a=1; select a from v where b = ?;");
    assertThat(scan.asJob("v is a view"))
        .isEqualTo(
            new JobPlan(
                "select a from v where b = ?",
                "v is a view",
                JobPlan.Kind.QUERY,
                java.util.Map.of("a", "1"),
                1));
    InsertPlan insert = (InsertPlan) SqlRecognizer.recognize("insert into v values (1)");
    assertThat(insert.asJob("v is a view").kind()).isEqualTo(JobPlan.Kind.UPDATE);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          select a from t; select b from t | A statement ends here and another follows; send them one by one (line 1, column 16)
          select 'a from t                 | A string begins with ' and has no end (line 1, column 8)
          select 'a\\' from t              | A string begins with ' and has no end (line 1, column 8)
          select `a from t                 | A name begins with ` and has no end (line 1, column 8)
          select a /* from t               | A comment begins with /* and has no end (line 1, column 10)
          ;                                | The statement is empty (line 1, column 2)
          -- nothing                       | The statement is empty (line 1, column 11)
          ~ ~                              | The statement is empty (line 1, column 2)
          """)
  void certainErrorIsReportedWithPosition(String text, String message) {
    assertThatThrownBy(() -> SqlRecognizer.recognize(text))
        .isInstanceOf(SqlSyntaxException.class)
        .hasMessage(message);
  }

  @Test
  void positionCountsFromTheBeginningOfTheText() {
    assertThatThrownBy(() -> SqlRecognizer.recognize("set a='b;\nselect a\nfrom t where a = \"x"))
        .isInstanceOfSatisfying(
            SqlSyntaxException.class,
            e -> {
              assertThat(e.line()).isEqualTo(3);
              assertThat(e.column()).isEqualTo(18);
            });
  }

  @Test
  void deepNestingIsJobNotStackOverflow() {
    String text = "select a from t where " + "(not ".repeat(50_000) + "a = 1" + ")".repeat(50_000);
    assertThat(PlanText.of(SqlRecognizer.recognize(text)))
        .isEqualTo("job QUERY: its condition is nested too deeply");
  }
}
