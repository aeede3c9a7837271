package dev.maxstorage.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Meta;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** jOOQ with the default dialect: plain SQL, conditions built in Java, batches, meta data. */
class JooqTest {
  private static ToolWarehouse warehouse;
  private static Connection connection;
  private static DSLContext context;

  @BeforeAll
  static void fill() throws SQLException {
    warehouse = ToolWarehouse.open("jooq");
    warehouse.run(
        "create table people (id bigint comment 'the key', name string, born date)"
            + " comment 'who is who' partitioned by (land string)",
        "insert into people partition (land='de')"
            + " values (1, 'Ada', date '1815-12-10'), (2, 'Bob', null), (3, 'Cyd', null)");
    connection = warehouse.connect();
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    context =
        DSL.using(
            connection,
            SQLDialect.DEFAULT,
            new Settings().withRenderQuotedNames(RenderQuotedNames.NEVER));
  }

  @AfterAll
  static void refusesWhatThePageOfToolsSays() throws Exception {
    connection.close();
    warehouse.close();
    assertThat(RecordingDriver.refusals()).isEmpty();
  }

  @Test
  void plainSqlIsFetched() {
    List<String> names =
        context
            .fetch("select id, name from people where id > ?", 1)
            .getValues("name", String.class);
    assertThat(names).containsExactly("Bob", "Cyd");
    assertThat(context.fetchOne("select born from people where id = 1").get(0).toString())
        .isEqualTo("1815-12-10");
    assertThat(context.fetchCount(table("people"))).isEqualTo(3);
  }

  @Test
  void queriesAreBuiltInJava() {
    assertThat(
            context
                .select(field("name"), field("id", Long.class))
                .from(table("people"))
                .where(field("id", Long.class).between(1L, 2L))
                .and(field("land", String.class).eq("de"))
                .fetch()
                .map(row -> row.get("name") + "/" + row.get("id")))
        .containsExactly("Ada/1", "Bob/2");
    try (var lazy = context.selectFrom(table("people")).fetchLazy()) {
      Record first = lazy.fetchNext();
      assertThat(first.get("name", String.class)).isEqualTo("Ada");
    }
  }

  @Test
  void aBatchIsWritten() throws SQLException {
    warehouse.run("create table written (id bigint, name string)");
    int[] counts =
        context
            .batch(
                context
                    .insertInto(table("written"), field("id", Long.class), field("name"))
                    .values((Long) null, null))
            .bind(1L, "a")
            .bind(2L, "b")
            .execute();
    assertThat(counts).containsExactly(1, 1);
    assertThat(context.fetch("select id, name from written").getValues("name", String.class))
        .containsExactly("a", "b");
  }

  @Test
  void metaDataIsRead() {
    Meta meta = context.meta();
    assertThat(meta.getSchemas()).extracting(schema -> schema.getName()).contains("default");
    Table<?> people =
        meta.getTables().stream()
            .filter(found -> found.getName().equals("people"))
            .findFirst()
            .orElseThrow();
    assertThat(people.getComment()).isEqualTo("who is who");
    assertThat(people.fields())
        .extracting(column -> column.getName() + " " + column.getType().getSimpleName())
        .containsExactly("id Long", "name Object", "born Date", "land Object"); // no STRING in jOOQ
  }
}
