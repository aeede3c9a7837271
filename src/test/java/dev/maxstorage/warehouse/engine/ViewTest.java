package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views from CREATE to DROP. */
class ViewTest {
  private final Warehouse warehouse = Warehouse.inMemory();

  @BeforeEach
  void fill() {
    warehouse.run("create table t (id bigint, s string)");
    warehouse.run("insert into t values (1, 'a'), (2, 'b'), (3, 'b')");
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  private String text(String sql) {
    return ((JobResult.Text) warehouse.run(sql)).text();
  }

  private void refused(Kind kind, String message, String sql) {
    assertThatThrownBy(() -> warehouse.run(sql))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }

  @Test
  void aViewIsReadLikeATable() {
    assertThat(
            text(
                "create view if not exists v (Kind comment 'what', n) comment 'how many'"
                    + " as select s, count(*) from t group by s -- by kind"))
        .isEqualTo("OK");
    assertThat(warehouse.query("select kind, n from v order by kind"))
        .containsExactly(List.of("a", 1L), List.of("b", 2L));
    assertThat(warehouse.query("select x.n from p.v x join t on x.kind = t.s where t.id = 3"))
        .containsExactly(List.of(2L));
    warehouse.run("insert into t values (4, 'a')");
    assertThat(warehouse.query("select n from v where kind = 'a'")).containsExactly(List.of(2L));
    ViewDescription view = warehouse.engine.view(Warehouse.name("V"));
    assertThat(view.comment()).isEqualTo("how many");
    assertThat(view.text()).isEqualTo("select s, count(*) from t group by s");
    assertThat(view.columns())
        .extracting(column -> column.name() + " " + column.type().text() + " " + column.comment())
        .containsExactly("kind string what", "n bigint ");
  }

  @Test
  void viewsAreListedAndDescribed() {
    warehouse.run("create view v as select id from t");
    warehouse.run("create view w as select * from v");
    assertThat(text("show tables")).isEqualTo("t\nv\nw\n");
    assertThat(text("show views")).isEqualTo("v\nw\n");
    assertThat(text("show views in p like 'W*'")).isEqualTo("w\n");
    assertThat(text("desc v")).contains("VirtualView: YES", "ViewText: select id from t", "bigint");
    assertThat(warehouse.engine.views("p", "default")).hasSize(2);
    String create = text("show create table w");
    warehouse.run("drop view w");
    warehouse.run(create);
    assertThat(warehouse.query("select count(*) from w")).containsExactly(List.of(3L));
  }

  @Test
  void aViewKeepsItsColumnsWhenTheTableGetsOthers() {
    warehouse.run("create view v as select * from t");
    warehouse.run("drop table t");
    refused(Kind.NO_SUCH_TABLE, "in view p.v", "select * from v");
    warehouse.run("create table t (extra double, s string, id bigint)");
    warehouse.run("insert into t values (0.5, 'z', 9)");
    assertThat(warehouse.query("select * from v")).containsExactly(List.of(9L, "z"));
    warehouse.run("drop table t");
    warehouse.run("create table t (id bigint)");
    refused(Kind.INVALID_ARGUMENT, "in view p.v", "select * from v");
  }

  @Test
  void columnsOfExpressionsKeepTheirNumberedNames() {
    warehouse.run("create view v as select id + 1, upper(s), null as n from t where id = 1");
    assertThat(warehouse.engine.view(Warehouse.name("v")).columns())
        .extracting(Column::name)
        .containsExactly("_c0", "_c1", "n");
    assertThat(warehouse.query("select _c1, _c0 from v")).containsExactly(List.of("A", 2L));
  }

  @Test
  void aViewIsReplacedRenamedAndDropped() {
    warehouse.run("create view v as select id from t");
    refused(Kind.ALREADY_EXISTS, "p.v already exists", "create view v as select 1 as one");
    warehouse.run("create view if not exists v as select 1 as one");
    assertThat(warehouse.query("select count(id) from v")).containsExactly(List.of(3L));
    warehouse.run("create or replace view v as select s from t where id = 1");
    assertThat(warehouse.query("select * from v")).containsExactly(List.of("a"));
    refused(Kind.INVALID_ARGUMENT, "reads itself", "create or replace view v as select s from v");
    warehouse.run("create view w as select s from v");
    refused(Kind.INVALID_ARGUMENT, "reads itself", "create or replace view v as select s from w");
    warehouse.run("alter view w rename to x");
    assertThat(text("show views")).isEqualTo("v\nx\n");
    refused(Kind.ALREADY_EXISTS, "p.t already exists", "alter view x rename to t");
    warehouse.run("drop view v");
    refused(Kind.NO_SUCH_TABLE, "p.v", "drop view v");
    warehouse.run("drop view if exists v");
    refused(Kind.NO_SUCH_TABLE, "in view p.x", "select * from x");
  }

  @Test
  void tablesAndViewsShareTheirNames() {
    warehouse.run("create view v as select id from t");
    refused(Kind.ALREADY_EXISTS, "p.v already exists", "create table v (a int)");
    refused(Kind.ALREADY_EXISTS, "p.v already exists", "create table v as select 1 as a");
    refused(Kind.ALREADY_EXISTS, "p.v already exists", "alter table t rename to v");
    refused(Kind.ALREADY_EXISTS, "p.t already exists", "create or replace view t as select 1 as a");
    for (String sql :
        List.of(
            "drop table v",
            "drop table if exists v",
            "truncate table v",
            "insert into v values (1)",
            "alter table v rename to w",
            "show partitions v")) {
      refused(Kind.INVALID_ARGUMENT, "p.v is a view, not a table", sql);
    }
    refused(Kind.NO_SUCH_TABLE, "p.t", "drop view t");
    refused(Kind.NO_SUCH_TABLE, "p.t", "drop view if exists t");
  }

  @Test
  void wrongDefinitionsAreExplained() {
    refused(
        Kind.INVALID_ARGUMENT,
        "names 1 columns, its query gives 2",
        "create view v (a) as select 1, 2");
    refused(Kind.INVALID_ARGUMENT, "column a twice", "create view v as select 1 as a, 2 as A");
    refused(Kind.NO_SUCH_TABLE, "p.nope", "create view v as select * from nope");
    refused(Kind.NO_SUCH_SCHEMA, "nope", "create view p.nope.v as select 1 as a");
    refused(Kind.UNSUPPORTED, "CREATE MATERIALIZED", "create materialized view v as select 1 as a");
    refused(Kind.UNSUPPORTED, "ALTER VIEW SET", "alter view v set tblproperties ('a'='b')");
    refused(Kind.SYNTAX, "a query", "create view v as");
  }

  @Test
  void namesInAViewMeanWhatTheyMeantWhereItWasMade() {
    warehouse.run("create schema sales");
    Map<String, String> settings =
        Map.of("odps.namespace.schema", "true", "odps.default.schema", "sales");
    for (String sql :
        List.of(
            "create table u as select 42 as answer",
            "create view v as select answer from u",
            "create view default.w as select answer from sales.v")) {
      warehouse.engine.run(new SqlJob("p", "default", settings, sql), new JobControl());
    }
    assertThat(warehouse.query("select answer from w")).hasSize(1);
    assertThat(warehouse.query("select answer from p.sales.v")).hasSize(1);
    refused(Kind.CONFLICT, "1 tables and 1 views", "drop schema sales");
  }

  @Test
  void viewsAreThereAgain(@TempDir Path directory) {
    ViewDescription before;
    try (Warehouse first = Warehouse.at(directory)) {
      first.run("create table t (id bigint)");
      first.run("insert into t values (7)");
      first.run("create view v (k comment 'it\\'s') comment 'c' as select id from t");
      first.run("create or replace view v (k comment 'it\\'s') comment 'd' as select id from t");
      first.run("create view gone as select 1 as a");
      first.run("drop view gone");
      before = first.engine.view(Warehouse.name("v"));
    }
    try (Warehouse second = Warehouse.at(directory)) {
      assertThat(second.engine.views("p", "default")).containsExactly(before);
      assertThat(second.query("select k from v")).containsExactly(List.of(7L));
    }
  }
}
