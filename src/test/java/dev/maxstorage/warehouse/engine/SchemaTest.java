package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas beside "default". */
class SchemaTest {
  private final Warehouse warehouse = Warehouse.inMemory();

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
  void schemasAreMadeListedAndDropped() {
    warehouse.run("create schema Sales comment 'what is sold'");
    warehouse.run("create schema p.zoo");
    refused(Kind.ALREADY_EXISTS, "Schema sales of project p already exists", "create schema sales");
    warehouse.run("create schema if not exists sales");
    assertThat(text("show schemas")).isEqualTo("default\nsales\nzoo\n");
    assertThat(text("show schemas in p like 'S*'")).isEqualTo("sales\n");
    assertThat(warehouse.engine.schemas("P"))
        .containsExactly(
            new SchemaDescription("p", "default", "", null),
            new SchemaDescription("p", "sales", "what is sold", Warehouse.NOW),
            new SchemaDescription("p", "zoo", "", Warehouse.NOW));
    warehouse.run("drop schema zoo");
    refused(Kind.NO_SUCH_SCHEMA, "Schema not found - zoo of project p", "drop schema zoo");
    warehouse.run("drop schema if exists zoo");
    refused(Kind.INVALID_ARGUMENT, "every project has it", "drop schema default");
    refused(Kind.INVALID_ARGUMENT, "'a-b'", "create schema `a-b`");
    refused(Kind.NO_SUCH_PROJECT, "elsewhere", "create schema elsewhere.s");
    refused(Kind.UNSUPPORTED, "DROP SCHEMA CASCADE", "drop schema sales cascade");
    refused(Kind.SYNTAX, "a.b.c has more parts", "create schema a.b.c");
  }

  @Test
  void onlyAnEmptySchemaIsDropped() {
    warehouse.run("create schema sales");
    warehouse.run("create table p.sales.t (id bigint)");
    refused(Kind.CONFLICT, "not empty: it has 1 tables", "drop schema sales");
    warehouse.run("drop table p.sales.t");
    warehouse.run("drop schema sales restrict");
    assertThat(warehouse.engine.schema("p", "sales")).isNull();
    refused(Kind.NO_SUCH_SCHEMA, "Schema not found - sales", "create table p.sales.t (id bigint)");
    refused(Kind.NO_SUCH_SCHEMA, "Schema not found - sales", "create table p.sales.t as select 1");
    refused(Kind.NO_SUCH_SCHEMA, "Schema not found - sales", "show tables in p.sales");
  }

  @Test
  void tablesOfOneNameInTwoSchemasAreTwoTables() {
    warehouse.run("create schema sales");
    warehouse.run("create table t (id bigint)");
    warehouse.run("create table p.sales.t (id bigint) partitioned by (d string)");
    warehouse.run("insert into t values (1)");
    warehouse.run("insert into p.sales.t partition (d='x') values (2), (3)");
    assertThat(warehouse.query("select a.id, b.id, d from t a join p.sales.t b on a.id < b.id"))
        .containsExactlyInAnyOrder(List.of(1L, 2L, "x"), List.of(1L, 3L, "x"));
    assertThat(text("show tables in p.sales")).isEqualTo("t\n");
    warehouse.run("alter table p.sales.t rename to u");
    assertThat(text("show tables in p.sales")).isEqualTo("u\n");
    assertThat(text("show tables")).isEqualTo("t\n");
    assertThat(text("show create table p.sales.u")).contains("p.sales.u");
  }

  @Test
  void settingsChooseTheSchemaOfShortNames() {
    warehouse.run("create schema sales");
    Map<String, String> settings =
        Map.of("odps.namespace.schema", "true", "odps.default.schema", "sales");
    for (String sql : List.of("create table t (id bigint)", "insert into sales.t values (7)")) {
      warehouse.engine.run(new SqlJob("p", "default", settings, sql), new JobControl());
    }
    assertThat(warehouse.query("select id from p.sales.t")).containsExactly(List.of(7L));
    refused(Kind.NO_SUCH_TABLE, "p.t", "select id from t");
    assertThat(
            warehouse.engine.run(
                new SqlJob("p", "default", settings, "show tables in sales"), new JobControl()))
        .isEqualTo(new JobResult.Text("t\n"));
  }

  @Test
  void schemasAreThereAgain(@TempDir Path directory) {
    try (Warehouse first = Warehouse.at(directory)) {
      first.run("create schema sales comment 'it\\'s'");
      first.run("create schema gone");
      first.run("drop schema gone");
      first.run("create table p.sales.t as select 5 as id");
    }
    try (Warehouse second = Warehouse.at(directory)) {
      assertThat(second.engine.schemas("p"))
          .containsExactly(
              new SchemaDescription("p", "default", "", null),
              new SchemaDescription("p", "sales", "it's", Warehouse.NOW));
      assertThat(second.query("select * from p.sales.t")).hasSize(1);
    }
  }
}
