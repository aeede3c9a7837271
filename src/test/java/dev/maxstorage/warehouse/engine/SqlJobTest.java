package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SQL jobs from text to result. */
class SqlJobTest {
  private final Warehouse warehouse = Warehouse.inMemory();

  @AfterEach
  void close() {
    warehouse.close();
  }

  private EngineException refused(Kind kind, String sql) {
    EngineException[] thrown = new EngineException[1];
    assertThatThrownBy(() -> warehouse.run(sql))
        .isInstanceOfSatisfying(EngineException.class, e -> thrown[0] = e);
    assertThat(thrown[0].kind()).as(thrown[0].getMessage()).isEqualTo(kind);
    return thrown[0];
  }

  private String text(String sql) {
    return ((JobResult.Text) warehouse.run(sql)).text();
  }

  private List<String> types(String sql) {
    JobResult.Rows rows = (JobResult.Rows) warehouse.run(sql);
    warehouse.engine.dropResult(rows.resultId());
    return rows.columns().stream().map(column -> column.type().text()).toList();
  }

  @Test
  void resultsHaveNamesTypesAndOrder() {
    warehouse.run("create table t (id bigint, name string)");
    assertThat(warehouse.run("insert into t values (1, 'b'), (2, 'a'), (3, null)"))
        .isEqualTo(new JobResult.Updated(3));
    JobResult.Rows rows =
        (JobResult.Rows)
            warehouse.run("select name, id as name, sum(id) over () s from t order by id desc");
    assertThat(rows.rows()).isEqualTo(3);
    assertThat(rows.columns()).extracting(Column::name).containsExactly("name", "name", "s");
    assertThat(Warehouse.rows(warehouse.engine.readResult(rows.resultId(), Warehouse.range(0, 2))))
        .containsExactly(Arrays.asList(null, 3L, 6L), List.of("a", 2L, 6L));
    assertThat(Warehouse.rows(warehouse.engine.readResult(rows.resultId(), Warehouse.range(2, 9))))
        .containsExactly(List.of("b", 1L, 6L));
    warehouse.engine.dropResult(rows.resultId());
    warehouse.engine.dropResult(rows.resultId());
    assertThatThrownBy(() -> warehouse.engine.readResult(rows.resultId(), Warehouse.all()))
        .hasMessageContaining("is gone");
  }

  @Test
  void duckTypesBecomeMaxComputeTypes() {
    warehouse.run(
        "create table t (a tinyint, s smallint, i int, f float, d decimal(10,2), t timestamp,"
            + " n timestamp_ntz, dt datetime, da date, b binary, bo boolean, ar array<int>,"
            + " m map<string,bigint>, bl blob, bs array<blob>, st struct<`x y`:int,z:array<string>>)");
    assertThat(types("select * from t"))
        .containsExactly(
            "tinyint",
            "smallint",
            "int",
            "float",
            "decimal(10,2)",
            "timestamp",
            "timestamp_ntz",
            "datetime",
            "date",
            "binary",
            "boolean",
            "array<int>",
            "map<string,bigint>",
            "blob",
            "array<blob>",
            "struct<`x y`:int,z:array<string>>");
    assertThat(types("select count(*), sum(i), null, 1.5, 'x' from t").subList(0, 2))
        .containsExactly("bigint", "bigint");
    assertThat(warehouse.query("select null")).containsExactly(Arrays.asList((Object) null));
  }

  @Test
  void overflowOfASumIsAnError() {
    warehouse.run("create table t (id bigint)");
    warehouse.run("insert into t values (9223372036854775807), (1)");
    assertThat(refused(Kind.RUNTIME, "select sum(id) from t")).hasMessageStartingWith("ODPS-");
  }

  @Test
  void createTableAsIsAllOrNothing() {
    warehouse.run("create table t (id bigint, s string)");
    warehouse.run("insert into t values (1, '7'), (2, 'x')");
    assertThat(warehouse.run("create table u as select id as Key, s from t"))
        .isEqualTo(new JobResult.Updated(2));
    assertThat(warehouse.query("select key, s from u order by key"))
        .containsExactly(List.of(1L, "7"), List.of(2L, "x"));
    refused(Kind.ALREADY_EXISTS, "create table u as select 1 a");
    assertThat(text("create table if not exists u as select 1 a")).isEqualTo("OK");
    warehouse.run("insert into t values (9223372036854775807, 'y')");
    refused(Kind.INVALID_ARGUMENT, "create table v as select id + id as twice from t");
    assertThat(warehouse.engine.table(Warehouse.name("v"))).isNull();
    refused(Kind.INVALID_ARGUMENT, "create table v as select id, id from t");
  }

  @Test
  void insertsGoToPartitions() {
    warehouse.run("create table t (id bigint, s string) partitioned by (d string, h bigint)");
    warehouse.run("insert into t partition (d='x', h=1) values (1, 'a')");
    warehouse.run("insert into t partition (d='x', h) values (2, 'b', 2)");
    warehouse.run("insert into t partition (d, h) select id + 10, s, 'y', h from t");
    assertThat(text("show partitions t")).isEqualTo("d=x/h=1\nd=x/h=2\nd=y/h=1\nd=y/h=2\n");
    warehouse.run("insert overwrite table t partition (d='x', h=1) (id) values (5)");
    assertThat(warehouse.query("select id, s, d, h from t order by id"))
        .containsExactly(
            List.of(2L, "b", "x", 2L),
            Arrays.asList(5L, null, "x", 1L),
            List.of(11L, "a", "y", 1L),
            List.of(12L, "b", "y", 2L));
    refused(Kind.INVALID_ARGUMENT, "insert into t partition (nope='x') values (1)");
    refused(Kind.INVALID_ARGUMENT, "insert into t partition (d='x', h=1) values (1)");
    refused(Kind.INVALID_ARGUMENT, "insert into t partition (d='x', h=1) values (1, 'a', 3)");
    assertThat(text("alter table t add if not exists partition (d='z', h=3)")).isEqualTo("OK");
    assertThat(text("alter table t drop partition (d='y', h=1)")).isEqualTo("OK");
    assertThat(text("show partitions t")).isEqualTo("d=x/h=1\nd=x/h=2\nd=y/h=2\nd=z/h=3\n");
    refused(Kind.NO_SUCH_PARTITION, "alter table t drop partition (d='y', h=1)");
  }

  @Test
  void aFailedInsertChangesNothing() {
    warehouse.run("create table t (id tinyint, v varchar(2))");
    warehouse.run("insert into t values (1, 'ab')");
    refused(Kind.INVALID_ARGUMENT, "insert overwrite table t values (1, 'ok'), (1, 'too long')");
    refused(Kind.INVALID_ARGUMENT, "insert overwrite table t values (300, 'ok')");
    assertThat(warehouse.query("select * from t")).containsExactly(List.of((byte) 1, "ab"));
  }

  @Test
  void tablesAreShownAndDescribed() {
    warehouse.run(
        "create table orders (id bigint not null comment 'key') comment 'all of them'"
            + " partitioned by (d string) lifecycle 30");
    warehouse.run("create table lines like orders");
    warehouse.run("create table other (a int)");
    assertThat(text("show tables")).isEqualTo("lines\norders\nother\n");
    assertThat(text("show tables like 'o*'")).isEqualTo("orders\nother\n");
    assertThat(text("show schemas")).isEqualTo("default\n");
    assertThat(text("desc orders"))
        .contains("| Project:           p ")
        .contains("| id    | bigint | NO    | key")
        .contains("| Partition Columns:")
        .contains("| CreateTime:        2026-11-22 10:15:30 ");
    assertThat(text("show create table lines"))
        .isEqualTo(
            "CREATE TABLE IF NOT EXISTS p.lines(\n  `id` BIGINT NOT NULL COMMENT 'key')\n"
                + "PARTITIONED BY (\n  `d` STRING);\n");
    warehouse.run("alter table lines rename to rows2");
    warehouse.run("truncate table other");
    assertThat(text("drop table if exists lines")).isEqualTo("OK");
    assertThat(text("show tables")).isEqualTo("orders\nother\nrows2\n");
  }

  @Test
  void mistakesAreNamed() {
    assertThat(refused(Kind.NO_SUCH_TABLE, "select *\nfrom nope where 1 = 1"))
        .hasMessage("ODPS-0130131:[2,6] Table not found - table p.nope cannot be resolved");
    warehouse.run("create table t (id bigint)");
    assertThat(refused(Kind.INVALID_ARGUMENT, "select nope from t"))
        .hasMessage(
            "ODPS-0130071:[1,8] Semantic analysis exception - column nope cannot be resolved");
    assertThat(refused(Kind.SYNTAX, "selec id from t")).hasMessageStartingWith("ODPS-0130161:");
    refused(Kind.ALREADY_EXISTS, "create table T (id bigint)");
    refused(Kind.UNSUPPORTED, "create table wide (d decimal(54,18))");
    refused(Kind.NO_SUCH_TABLE, "insert into nope values (1)");
    refused(Kind.NO_SUCH_TABLE, "drop table nope");
    refused(Kind.NO_SUCH_PROJECT, "create table q.t (id bigint)");
    assertThatThrownBy(
            () ->
                warehouse.engine.run(
                    new SqlJob("q", "default", Map.of(), "select 1"), new JobControl()))
        .hasMessageContaining("Project not found");
  }

  @Test
  void theTimeZoneSettingAppliesToTheJobOnly() {
    warehouse.run("create table t (d datetime)");
    warehouse.append("t", "", Warehouse.columns("d datetime"), List.of(List.of(Instant.EPOCH)));
    SqlJob job =
        new SqlJob(
            "p",
            "default",
            Map.of("odps.sql.timezone", "Asia/Shanghai"),
            "select cast(d as string) from t");
    JobResult.Rows rows = (JobResult.Rows) warehouse.engine.run(job, new JobControl());
    assertThat(Warehouse.values(warehouse.engine.readResult(rows.resultId(), Warehouse.all())))
        .containsExactly("1970-01-01 08:00:00");
    assertThat(warehouse.query("select cast(d as string) from t"))
        .containsExactly(List.of("1970-01-01 00:00:00"));
  }

  @Test
  @Timeout(60)
  void aRunningJobCanBeCancelled() throws Exception {
    warehouse.run("create table t (id bigint)");
    List<List<?>> rows = LongStream.range(0, 5000).<List<?>>mapToObj(List::of).toList();
    warehouse.append("t", "", Warehouse.columns("id bigint"), rows);
    JobControl control = new JobControl();
    SqlJob job =
        new SqlJob(
            "p",
            "default",
            Map.of(),
            "select count(*) from t a join t b on a.id <> b.id join t c on b.id <> c.id"
                + " where a.id + b.id + c.id < 0");
    CompletableFuture<Object> ended =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return warehouse.engine.run(job, control);
              } catch (EngineException e) {
                return e.kind();
              }
            });
    while (control.running == null && !ended.isDone()) {
      Thread.onSpinWait();
    }
    control.cancel();
    assertThat(ended.get(50, TimeUnit.SECONDS)).isEqualTo(Kind.CANCELLED);
    assertThat(warehouse.query("select count(*) from t")).containsExactly(List.of(5000L));
  }
}
