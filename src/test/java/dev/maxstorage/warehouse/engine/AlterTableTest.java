package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ALTER TABLE and TRUNCATE, and who does not notice. */
class AlterTableTest {
  private final Warehouse warehouse = Warehouse.inMemory();

  @BeforeEach
  void fill() {
    warehouse.run("create table t (id bigint not null, s string comment 'old') comment 'c'");
    warehouse.run("insert into t values (1, 'a')");
    warehouse.run("insert into t values (2, 'b')");
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

  private TableDescription table() {
    return warehouse.engine.table(Warehouse.name("t"));
  }

  private List<String> columns() {
    return table().columns().stream()
        .map(column -> column.name() + " " + column.type().text())
        .toList();
  }

  @Test
  void columnsAreAdded() {
    warehouse.run(
        "alter table t add columns (Price decimal(10,2) comment 'net', tags array<struct<k:string>>)");
    assertThat(columns())
        .containsExactly(
            "id bigint", "s string", "price decimal(10,2)", "tags array<struct<k:string>>");
    assertThat(table().columns().get(2).comment()).isEqualTo("net");
    assertThat(table().schemaVersion()).isEqualTo(2);
    assertThat(table().rows()).isEqualTo(2);
    assertThat(warehouse.query("select * from t order by id"))
        .containsExactly(Arrays.asList(1L, "a", null, null), Arrays.asList(2L, "b", null, null));
    warehouse.run("insert into t values (3, 'c', 1.5, array(named_struct('k', 'v')))");
    assertThat(warehouse.query("select tags[0].k from t where price > 1"))
        .containsExactly(List.of("v"));
    refused(Kind.INVALID_ARGUMENT, "column s already exists", "alter table t add column S int");
    warehouse.run("alter table t add columns if not exists (s int, more int)");
    assertThat(columns()).hasSize(5).contains("s string", "more int");
    refused(
        Kind.INVALID_ARGUMENT, "cannot be NOT NULL", "alter table t add columns (n int not null)");
    refused(Kind.INVALID_ARGUMENT, "", "alter table t add columns (`$x` int)");
    assertThat(table().schemaVersion()).isEqualTo(3);
  }

  @Test
  void columnsAreDropped() {
    warehouse.run("alter table t add columns (x int, y int)");
    warehouse.run("alter table t drop columns x, s");
    assertThat(columns()).containsExactly("id bigint", "y int");
    assertThat(warehouse.query("select * from t order by id"))
        .containsExactly(Arrays.asList(1L, null), Arrays.asList(2L, null));
    refused(Kind.INVALID_ARGUMENT, "column s cannot be resolved", "alter table t drop column s");
    warehouse.run("alter table t drop column id");
    refused(Kind.INVALID_ARGUMENT, "no column left", "alter table t drop columns (y)");
    warehouse.run("alter table t add columns (id string)");
    assertThat(warehouse.query("select count(id) from t")).containsExactly(List.of(0L));
  }

  @Test
  void columnsAreRenamedAndDescribed() {
    warehouse.run("alter table t change column s comment 'new'");
    assertThat(table().columns().get(1).comment()).isEqualTo("new");
    assertThat(table().schemaVersion()).as("only a comment changed").isEqualTo(1);
    warehouse.run("alter table t change column s rename to Name");
    warehouse.run("alter table t rename column id to key");
    assertThat(columns()).containsExactly("key bigint", "name string");
    assertThat(table().columns().get(1).comment()).isEqualTo("new");
    assertThat(warehouse.query("select name from t where key = 2")).containsExactly(List.of("b"));
    warehouse.run("alter table t change name s string comment 'again'");
    assertThat(columns()).containsExactly("key bigint", "s string");
    refused(
        Kind.INVALID_ARGUMENT, "column key already exists", "alter table t rename column s to KEY");
    refused(
        Kind.INVALID_ARGUMENT,
        "column no cannot be resolved",
        "alter table t rename column no to x");
    refused(Kind.INVALID_ARGUMENT, "NOT NULL", "insert into t values (null, 'x')");
    warehouse.run("alter table t change column key null");
    warehouse.run("insert into t values (null, 'x')");
    assertThat(table().columns().get(0).nullable()).isTrue();
  }

  @Test
  void typesOnlyGetWider() {
    warehouse.run(
        "create table w (a tinyint, b smallint, c int, d float, e decimal(5,2), f varchar(3),"
            + " g char(3), h datetime, i bigint) ");
    warehouse.run(
        "insert into w values (1Y, 2S, 3, cast(0.5 as float), 1.25, 'abc', 'xy',"
            + " datetime'2026-01-02 03:04:05', 9)");
    for (String change :
        List.of(
            "a bigint",
            "b double",
            "c decimal(12,1)",
            "d double",
            "e decimal(9,4)",
            "f varchar(9)",
            "g string",
            "h timestamp",
            "i string")) {
      warehouse.run("alter table w change column " + change.charAt(0) + " " + change);
    }
    assertThat(warehouse.engine.table(Warehouse.name("w")).columns())
        .extracting(column -> column.type().text())
        .containsExactly(
            "bigint",
            "double",
            "decimal(12,1)",
            "double",
            "decimal(9,4)",
            "varchar(9)",
            "string",
            "timestamp",
            "string");
    assertThat(
            warehouse.query(
                "select a, b, d, cast(e as string), f, g, cast(h as string), i, cast(c as string)"
                    + " from w"))
        .containsExactly(
            List.of(1L, 2.0, 0.5, "1.2500", "abc", "xy", "2026-01-02 03:04:05", "9", "3.0"));
    for (String change :
        List.of(
            "a int",
            "b float",
            "e decimal(9,1)",
            "f varchar(8)",
            "g bigint",
            "h date",
            "i bigint")) {
      refused(
          Kind.INVALID_ARGUMENT,
          "not every value would stay the same",
          "alter table w change column " + change.charAt(0) + " " + change);
    }
  }

  @Test
  void tableCommentLifecycleAndPropertiesAreSet() {
    warehouse.run("alter table t set comment 'it\\'s new'");
    warehouse.run("alter table t set lifecycle 9");
    warehouse.run("alter table t set tblproperties ('b'='2', 'a'='1')");
    warehouse.run("alter table t set tblproperties ('b'='3')");
    warehouse.run("alter table t touch");
    assertThat(table().comment()).isEqualTo("it's new");
    assertThat(table().lifecycleDays()).isEqualTo(9);
    assertThat(table().properties()).isEqualTo(Map.of("a", "1", "b", "3"));
    assertThat(table().schemaVersion()).isEqualTo(1);
    assertThat(((JobResult.Text) warehouse.run("show create table t")).text())
        .contains("TBLPROPERTIES ('a' = '1', 'b' = '3')", "LIFECYCLE 9");
    refused(Kind.INVALID_ARGUMENT, "lifecycle 0", "alter table t set lifecycle 0");
  }

  @Test
  void partitionsAreRenamedTouchedAndTruncated() {
    warehouse.run("create table q (id bigint, b string) partitioned by (d string, h int)");
    for (int i = 0; i < 3; i++) {
      warehouse.run("insert into q partition (d='x', h=1) values (" + i + ", 'r')");
    }
    warehouse.run("insert into q partition (d='y', h=2) values (9, 's')");
    warehouse.run("alter table q partition (d='x', h=1) rename to partition (d='z', h='07')");
    assertThat(((JobResult.Text) warehouse.run("show partitions q")).text())
        .isEqualTo("d=y/h=2\nd=z/h=7\n");
    assertThat(warehouse.query("select id, d, h from q where d = 'z' order by id"))
        .containsExactly(List.of(0L, "z", 7), List.of(1L, "z", 7), List.of(2L, "z", 7));
    assertThat(warehouse.query("select count(*) from q where d = 'x'"))
        .containsExactly(List.of(0L));
    refused(
        Kind.NO_SUCH_PARTITION,
        "d=x/h=1",
        "alter table q partition (d='x', h=1) rename to partition (d='w', h=1)");
    refused(
        Kind.ALREADY_EXISTS,
        "d=y/h=2",
        "alter table q partition (d='z', h=7) rename to partition (d='y', h=2)");
    warehouse.run("alter table q touch partition (d='y', h=2)");
    refused(Kind.NO_SUCH_PARTITION, "d=x/h=1", "alter table q touch partition (d='x', h=1)");
    refused(Kind.NO_SUCH_PARTITION, "d=x/h=1", "truncate table q partition (d='x', h=1)");
    refused(Kind.INVALID_ARGUMENT, "not partitioned", "truncate table t partition (d='x')");
    warehouse.run("truncate table q partition (d='z', h=7)");
    assertThat(warehouse.query("select id from q")).containsExactly(List.of(9L));
    assertThat(((JobResult.Text) warehouse.run("show partitions q")).text())
        .isEqualTo("d=y/h=2\nd=z/h=7\n");
    refused(Kind.INVALID_ARGUMENT, "partition column", "alter table q drop column d");
    warehouse.run("alter table q add columns (n int)");
    assertThat(warehouse.query("select * from q"))
        .containsExactly(Arrays.asList(9L, "s", null, "y", 2));
    warehouse.run("truncate table q");
    assertThat(warehouse.query("select id from q")).isEmpty();
  }

  @Test
  void aSnapshotKeepsTheColumnsThatItBeganWith() {
    try (Snapshot snapshot = warehouse.snapshot("t", "id", "s")) {
      warehouse.run("alter table t drop column s");
      warehouse.run("alter table t rename column id to key");
      warehouse.run("alter table t change column key key decimal(30,0)");
      warehouse.append("t", "", Warehouse.columns("key bigint"), List.of(List.of(3L)));
      warehouse.run("truncate table t");
      for (int i = 0; i < 2; i++) {
        assertThat(Warehouse.rows(warehouse.engine.read(snapshot, Warehouse.all())))
            .containsExactly(List.of(1L, "a"), List.of(2L, "b"));
      }
      assertThat(snapshot.columns()).extracting(Column::name).containsExactly("id", "s");
    }
    assertThat(warehouse.query("select count(*) from t")).containsExactly(List.of(0L));
  }

  @Test
  void dataTablesThatNobodyReadsAreRemoved(@TempDir Path directory) throws SQLException {
    try (Warehouse stored = Warehouse.at(directory)) {
      stored.run("create table t (id bigint)");
      stored.run("insert into t values (1)");
      try (Snapshot snapshot = stored.snapshot("t", "id")) {
        stored.run("alter table t add columns (a int)");
        stored.run("alter table t add columns (b int)");
        assertThat(Warehouse.values(stored.engine.read(snapshot, Warehouse.all())))
            .containsExactly(1L);
      }
      stored.run("insert overwrite table t values (5, 6, 7)");
      assertThat(stored.query("select id, a, b from t")).containsExactly(List.of(5L, 6, 7));
    }
    assertThat(dataTables(directory)).isEqualTo(1);
    try (Warehouse stored = Warehouse.at(directory)) {
      assertThat(stored.query("select id, a, b from t")).containsExactly(List.of(5L, 6, 7));
      stored.run("drop table t");
    }
    assertThat(dataTables(directory)).isZero();
  }

  /** How many data tables the file of a closed warehouse has. */
  private static long dataTables(Path directory) throws SQLException {
    try (Connection connection =
            new DuckDBDriver()
                .connect("jdbc:duckdb:" + directory.resolve("warehouse.duckdb"), new Properties());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM duckdb_tables() WHERE schema_name = '$data'")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void rowsStagedForOtherColumnsAreRefused() {
    List<Column> columns = Warehouse.columns("id bigint", "s string");
    StagedRows before = warehouse.stage("t", "", columns, List.of(List.of(7L, "x")));
    warehouse.run("alter table t add columns (n int)");
    assertThatThrownBy(() -> warehouse.commit("t", "", OverwriteMode.APPEND, before))
        .hasMessageContaining("columns of table p.t have changed")
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SCHEMA_MODIFIED));
    warehouse.engine.discard(before.segments());
    warehouse.append("t", "", columns, List.of(List.of(8L, "y")));
    assertThat(warehouse.query("select id, n from t where id > 2"))
        .containsExactly(Arrays.asList(8L, null));
  }

  @Test
  void incrementalReadsKnowTheRowsAfterAChangeOfColumns() {
    warehouse.run("alter table t add columns (n int)");
    warehouse.run("insert into t values (3, 'c', 5)");
    VersionRange newest = new VersionRange(2, Long.MAX_VALUE, Instant.MIN, Instant.MAX);
    try (Snapshot snapshot =
        warehouse.engine.snapshot(
            Warehouse.name("t"),
            new SnapshotRequest(
                List.of("id"), List.of(), null, SnapshotRequest.Order.WRITTEN, newest))) {
      assertThat(Warehouse.values(warehouse.engine.read(snapshot, Warehouse.all())))
          .containsExactly(3L);
    }
  }

  @Test
  void everythingIsThereAgain(@TempDir Path directory) throws SQLException {
    TableDescription before;
    try (Warehouse first = Warehouse.at(directory)) {
      first.run("create table t (id bigint) partitioned by (d string)");
      first.run("insert into t partition (d='x') values (1)");
      first.run("alter table t add columns (n int comment 'it\\'s')");
      first.run("alter table t rename column id to key");
      first.run("alter table t set tblproperties ('k'='it\\'s')");
      first.run("alter table t set comment 'new'");
      first.run("alter table t set lifecycle 3");
      first.run("alter table t partition (d='x') rename to partition (d='y')");
      before = first.engine.table(Warehouse.name("t"));
      assertThat(before.schemaVersion()).isEqualTo(3);
    }
    try (Warehouse second = Warehouse.at(directory)) {
      assertThat(second.engine.table(Warehouse.name("t"))).isEqualTo(before);
      assertThat(second.query("select * from t")).containsExactly(Arrays.asList(1L, null, "y"));
      second.run("insert into t partition (d='y') values (2, 2)");
      assertThat(second.query("select count(*) from t")).containsExactly(List.of(2L));
    }
    assertThat(dataTables(directory)).isEqualTo(1);
  }

  @Test
  void aTableWithAKeyKeepsItsKeyAndItsLogWhenColumnsChange() {
    warehouse.run(
        "create table k (id bigint not null, s string not null, primary key (id))"
            + " tblproperties ('transactional'='true', 'colour'='red')");
    warehouse.run("insert into k values (1, 'a'), (2, 'b')");
    warehouse.run("update k set s = 'c' where id = 2");
    warehouse.run("alter table k add columns (n int)");
    warehouse.run("alter table k rename column s to name");
    warehouse.run("delete from k where id = 1");
    warehouse.run("insert into k values (2, 'd', 5), (3, 'e', 6)");
    assertThat(warehouse.query("select * from k order by id"))
        .containsExactly(List.of(2L, "d", 5), List.of(3L, "e", 6));
    assertThat(warehouse.engine.table(Warehouse.name("k")).properties())
        .isEqualTo(Map.of("transactional", "true", "colour", "red"));
    for (String sql :
        List.of(
            "alter table k drop column id",
            "alter table k rename column id to key",
            "alter table k change column id id string",
            "alter table k change column id null")) {
      refused(Kind.INVALID_ARGUMENT, "is in the primary key", sql);
    }
    warehouse.run("alter table k change column id comment 'the key'");
    refused(
        Kind.INVALID_ARGUMENT,
        "'transactional'",
        "alter table k set tblproperties ('transactional'='false')");
  }
}
