package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** FROM before several INSERT, EXPLAIN, and tables made of queries. */
class MultiInsertTest {
  private final Warehouse warehouse = Warehouse.inMemory();

  @BeforeEach
  void fill() {
    warehouse.run("create table t (id bigint, s string)");
    warehouse.run("insert into t values (1, 'a'), (2, 'b'), (3, 'b')");
    warehouse.run("create table a (id bigint)");
    warehouse.run("create table b (s string, n bigint) partitioned by (d string)");
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  private void refused(Kind kind, String message, String sql) {
    assertThatThrownBy(() -> warehouse.run(sql))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }

  @Test
  void eachInsertGetsItsRowsOfTheOneSource() {
    warehouse.run("insert into b partition (d='x') values ('old', 0)");
    assertThat(
            warehouse.run(
                "from t insert into a select id where id > 1 insert overwrite table b"
                    + " partition (d='x') select s, count(*) group by s"
                    + " insert into table b partition (d) select s, id, concat('y', s) limit 1;"))
        .isEqualTo(
            new JobResult.UpdatedTables(
                List.of(
                    new JobResult.Updated(2, Warehouse.name("a")),
                    new JobResult.Updated(2, Warehouse.name("b")),
                    new JobResult.Updated(1, Warehouse.name("b")))));
    assertThat(warehouse.query("select id from a order by id"))
        .containsExactly(List.of(2L), List.of(3L));
    assertThat(warehouse.query("select s, n from b where d = 'x' order by s"))
        .containsExactly(List.of("a", 1L), List.of("b", 2L));
    assertThat(warehouse.query("select count(*) from b where d like 'y%'"))
        .containsExactly(List.of(1L));
  }

  @Test
  void theSourceMayBeASubqueryALateralViewOrOfWith() {
    warehouse.run("from (select id * 10 as ten from t where id < 3) x insert into a select ten");
    warehouse.run(
        "with w as (select 7 as seven) from w insert into a select seven insert into b"
            + " partition (d='w') select 'w', seven");
    warehouse.run(
        "from t lateral view explode(array(100, 200)) e as v insert into a select v where id = 1"
            + " insert into b partition (d='v') select s, v");
    assertThat(warehouse.query("select id from a order by id"))
        .containsExactly(List.of(7L), List.of(10L), List.of(20L), List.of(100L), List.of(200L));
    assertThat(warehouse.query("select count(*) from b")).containsExactly(List.of(7L));
  }

  @Test
  void allBranchesSeeTheTableAsItWas() {
    warehouse.run(
        "from t insert overwrite t select id + 10, s insert into a select id"
            + " insert into b partition (d='z') select s, id");
    assertThat(warehouse.query("select sum(id) from t")).containsExactly(List.of(36L));
    assertThat(warehouse.query("select sum(id) from a")).containsExactly(List.of(6L));
    assertThat(warehouse.query("select sum(n) from b")).containsExactly(List.of(6L));
  }

  @Test
  void oneWrongBranchAndNothingIsWritten() {
    refused(
        Kind.NO_SUCH_TABLE, "p.nope", "from t insert into a select id insert into nope select s");
    refused(
        Kind.INVALID_ARGUMENT,
        "wrong number of columns",
        "from t insert into a select id insert into b partition (d='x') select s");
    refused(
        Kind.INVALID_ARGUMENT,
        "writes p.a twice",
        "from t insert into a select id insert overwrite a select id");
    refused(
        Kind.SYNTAX,
        "FROM stands before INSERT already",
        "from t insert into a select id from t insert into a select 1");
    refused(Kind.UNSUPPORTED, "FROM before SELECT", "from t select id");
    assertThat(warehouse.query("select id from a")).isEmpty();
  }

  @Test
  void explainTellsTablesColumnsAndPlan() {
    String plan =
        ((JobResult.Text) warehouse.run("explain select s, count(*) c from t group by s")).text();
    assertThat(plan).startsWith("Reads: p.t\nColumns: s string, c bigint\n").contains("Group By");
    assertThat(
            ((JobResult.Text) warehouse.run("explain insert overwrite a select id from t")).text())
        .startsWith("Overwrites: p.a\nReads: p.t\n");
    refused(Kind.UNSUPPORTED, "EXPLAIN of a statement other", "explain drop table t");
    refused(Kind.NO_SUCH_TABLE, "p.nope", "explain select * from nope");
    assertThat(warehouse.query("select * from a")).isEmpty();
  }

  @Test
  void aTableMadeOfAQueryMayHavePartitions() {
    assertThat(
            warehouse.run(
                "create table c partitioned by (S) lifecycle 5 comment 'made' as select s, id,"
                    + " id * 0.5 as half from t"))
        .isEqualTo(new JobResult.Updated(3, Warehouse.name("c")));
    TableDescription table = warehouse.engine.table(Warehouse.name("c"));
    assertThat(table.columns()).extracting(column -> column.name()).containsExactly("id", "half");
    assertThat(table.partitionColumns()).extracting(column -> column.name()).containsExactly("s");
    assertThat(table.lifecycleDays()).isEqualTo(5);
    assertThat(((JobResult.Text) warehouse.run("show partitions c")).text())
        .isEqualTo("s=a\ns=b\n");
    assertThat(warehouse.query("select sum(id) from c where s = 'b'")).containsExactly(List.of(5L));
    warehouse.run("create table d partitioned by (id string comment 'k') as select id, s from t");
    assertThat(warehouse.query("select s from d where id = '2'")).containsExactly(List.of("b"));
    refused(
        Kind.INVALID_ARGUMENT,
        "partition column nope is no column of the query",
        "create table e partitioned by (nope) as select id from t");
    refused(
        Kind.INVALID_ARGUMENT,
        "no columns",
        "create table e partitioned by (id) as select id from t");
    refused(
        Kind.INVALID_ARGUMENT,
        "partition column d has no type",
        "create table e (a int) partitioned by (d)");
    assertThat(warehouse.engine.table(Warehouse.name("e"))).isNull();
  }

  @Test
  void aTableLikeAnotherHasItsColumnsAndNoRows() {
    warehouse.run(
        "create table k (a int not null comment 'x') comment 'y' partitioned by (d string)");
    warehouse.run("create table l like k lifecycle 4");
    TableDescription table = warehouse.engine.table(Warehouse.name("l"));
    assertThat(table.columns()).isEqualTo(warehouse.engine.table(Warehouse.name("k")).columns());
    assertThat(table.partitionColumns()).hasSize(1);
    assertThat(table.comment()).isEmpty();
    assertThat(table.lifecycleDays()).isEqualTo(4);
    warehouse.run("create view v as select id, s from t");
    warehouse.run("create table m like v");
    assertThat(warehouse.query("select id, s from m")).isEmpty();
  }
}
