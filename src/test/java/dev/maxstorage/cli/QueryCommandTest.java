package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryCommandTest {
  private MemoryWarehouse warehouse;

  @BeforeEach
  void open() throws Exception {
    warehouse = new MemoryWarehouse();
    warehouse.run("create table t (id bigint, name string, data binary, at datetime)");
    warehouse.run(
        "insert into t values (1, 'a,b', X'00ff', DATETIME '2024-01-02 03:04:05.678'),"
            + " (-2, '', null, null), (3, null, null, null)");
  }

  @AfterEach
  void close() throws Exception {
    warehouse.close();
  }

  private String rows(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run.out();
  }

  @Test
  void csvOfAScan() {
    assertThat(rows("query", warehouse.url(), "select * from t", "--format", "csv"))
        .isEqualTo(
            """
            id,name,data,at
            1,"a,b",00ff,2024-01-02 03:04:05.678
            -2,"",,
            3,,,
            """);
  }

  @Test
  void csvOfASqlJob() {
    String sql = "select count(*) as n, sum(id) as total from t";
    assertThat(rows("query", warehouse.url(), sql, "--format", "csv")).isEqualTo("n,total\n3,2\n");
  }

  @Test
  void jsonNestsWhatIsNested() {
    String sql =
        "select id, array(1, 2) as list, map('k', true) as pairs, cast(1.5 as double) as d,"
            + " named_struct('x', 'y') as pair from t where id = 1 or id + 0 = 1";
    assertThat(rows("query", warehouse.url(), sql, "--format", "JSON"))
        .isEqualTo(
            "{\"id\":1,\"list\":[1,2],\"pairs\":{\"k\":true},\"d\":1.5,\"pair\":{\"x\":\"y\"}}\n");
  }

  @Test
  void tableIsTheDefault() {
    assertThat(rows("query", warehouse.url(), "select id, name from t"))
        .isEqualTo(
            """
            id  name
            --  ----
             1  a,b
            -2 \s
             3  NULL
            (3 rows)
            """);
  }

  @Test
  void rowsGoToAFile(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("out.csv"), "something longer than the rows");
    String sql = "select id from t where id > 0";
    assertThat(rows("query", warehouse.url(), sql, "--format", "csv", "--output", file.toString()))
        .isEmpty();
    assertThat(file).hasContent("id\n1\n3");
  }

  @Test
  void statementsWithoutRowsTellTheirCount() {
    assertThat(rows("query", warehouse.url(), "insert into t (id) values (8), (9)"))
        .isEqualTo("OK, 2 rows\n");
    assertThat(rows("query", warehouse.url(), "drop table t")).isEqualTo("OK, 0 rows\n");
  }

  @Test
  void blobsAreMarkedAndNotRead() throws Exception {
    warehouse.run("create table b (id bigint, picture blob)");
    warehouse.run("insert into b (id) values (1)");
    assertThat(rows("query", warehouse.url(), "select * from b", "--format", "csv"))
        .isEqualTo("id,picture\n1,\n");
  }

  @Test
  void anUnknownTableIsOneLineOnStandardError() {
    CommandRun run = CommandRun.of("query", warehouse.url(), "select * from nope");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("error: ").endsWith("(42S02)\n").hasLineCount(1);
  }

  @Test
  void anUnknownPropertyIsAWarning() {
    CommandRun run = CommandRun.of("query", warehouse.url() + "&colour=red", "select 1 as one");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).startsWith("warning: ").contains("colour").hasLineCount(1);
  }
}
