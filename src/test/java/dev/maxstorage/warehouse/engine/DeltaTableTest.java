package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows by key: upserts, deletes, what snapshots see of them, and what a restart does. */
class DeltaTableTest {
  private static final String DELTA = " tblproperties ('transactional'='true')";
  private static final List<Column> KEYED =
      Warehouse.columns("k bigint", "v string", "__operation tinyint");

  private final Warehouse warehouse = Warehouse.inMemory();

  @BeforeEach
  void createTable() {
    warehouse.run("create table t (k bigint not null primary key, v string)" + DELTA);
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  private static List<Object> upsert(long key, String value) {
    return Arrays.asList(key, value, (byte) 'U');
  }

  private static List<Object> delete(long key) {
    return Arrays.asList(key, null, (byte) 'D');
  }

  private List<List<Object>> rows() {
    return warehouse.query("select k, v from t order by k");
  }

  private static List<Object> row(long key, String value) {
    return Arrays.asList(key, value);
  }

  private void refused(String sql, String message) {
    assertThatThrownBy(() -> warehouse.run(sql))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(message);
  }

  @Test
  void lastRowOfAKeyCounts() {
    warehouse.append(
        "t",
        "",
        KEYED,
        List.of(upsert(1, "a"), upsert(2, "b"), upsert(3, "c"), upsert(2, "bb"), delete(3)));
    assertThat(rows()).containsExactly(row(1, "a"), row(2, "bb"));
    assertThat(warehouse.values("t", "k")).containsExactly(1L, 2L);
    assertThat(warehouse.engine.table(Warehouse.name("t")).rows()).isEqualTo(2);
    warehouse.append("t", "", KEYED, List.of(delete(1), upsert(2, "c"), upsert(4, "d"), delete(9)));
    assertThat(rows()).containsExactly(row(2, "c"), row(4, "d"));
    warehouse.append("t", "", KEYED, List.of(delete(4), upsert(4, "again")));
    assertThat(rows()).containsExactly(row(2, "c"), row(4, "again"));
  }

  @Test
  void laterWritesOfASessionWin() {
    StagedRows first = warehouse.stage("t", "", KEYED, List.of(upsert(1, "a"), upsert(2, "a")));
    StagedRows second = warehouse.stage("t", "", KEYED, List.of(upsert(1, "b"), delete(2)));
    warehouse.engine.commit(
        new CommitRequest(
            "two",
            warehouse.id("t"),
            List.of(first.segments().get(0), second.segments().get(0)),
            OverwriteMode.APPEND,
            PartitionSpec.EMPTY));
    assertThat(rows()).containsExactly(row(1, "b"));
  }

  @Test
  void nullAndMissingOperationAreUpserts() {
    warehouse.append("t", "", KEYED, List.of(Arrays.asList(1L, "a", null)));
    warehouse.append("t", "", Warehouse.columns("k bigint"), List.of(List.of(1L), List.of(2L)));
    assertThat(rows()).containsExactly(row(1, null), row(2, null));
  }

  @Test
  void otherOperationsAreRefused() {
    assertThatThrownBy(
            () -> warehouse.stage("t", "", KEYED, List.of(Arrays.asList(1L, "a", (byte) 7))))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_ARGUMENT))
        .hasMessageContaining("__operation is 7; it must be 85 (upsert) or 68 (delete)");
    warehouse.run("create table plain (k bigint, v string)");
    assertThatThrownBy(() -> warehouse.stage("plain", "", KEYED, List.of(upsert(1, "a"))))
        .hasMessageContaining("no column __operation");
  }

  @Test
  void notNullColumnsMayBeMissingInDeletesOnly() {
    warehouse.run("create table n (k bigint not null, v string not null, primary key (k))" + DELTA);
    warehouse.append("n", "", KEYED, List.of(upsert(1, "a"), upsert(2, "b")));
    warehouse.append("n", "", KEYED, List.of(delete(1)));
    assertThat(warehouse.values("n", "k")).containsExactly(2L);
    assertThatThrownBy(() -> warehouse.stage("n", "", KEYED, List.of(upsert(1, null))))
        .hasMessageContaining("column v is NOT NULL and a row has no value for it");
    refused("insert into n (k) values (3)", "column v is NOT NULL");
    refused("update n set v = null", "column v is NOT NULL");
  }

  @Test
  void snapshotsStayAsTheyWere() {
    warehouse.append("t", "", KEYED, List.of(upsert(1, "a"), upsert(2, "b"), upsert(3, "c")));
    try (Snapshot snapshot = warehouse.snapshot("t", "k", "v")) {
      warehouse.append("t", "", KEYED, List.of(upsert(1, "x"), delete(2)));
      warehouse.run("delete from t where k = 3");
      assertThat(rows()).containsExactly(row(1, "x"));
      assertThat(Warehouse.rows(warehouse.engine.read(snapshot, Warehouse.range(1, 2))))
          .containsExactly(row(2, "b"), row(3, "c"));
    }
  }

  @Test
  void keysAreUniqueWithinAPartition() {
    warehouse.run(
        "create table p (k bigint not null primary key, v string) partitioned by (d string)"
            + DELTA);
    warehouse.run("insert into p partition (d) values (1, 'a', 'x'), (1, 'b', 'y'), (2, 'c', 'x')");
    warehouse.run("insert into p partition (d='x') values (1, 'aa')");
    assertThat(warehouse.query("select k, v, d from p order by d, k"))
        .containsExactly(List.of(1L, "aa", "x"), List.of(2L, "c", "x"), List.of(1L, "b", "y"));
    warehouse.append("p", "d=y", KEYED, List.of(delete(1), upsert(7, "z")));
    warehouse.run("update p set v = concat(v, d) where k in (1, 7)");
    assertThat(warehouse.query("select k, v, d from p order by d, k"))
        .containsExactly(List.of(1L, "aax", "x"), List.of(2L, "c", "x"), List.of(7L, "zy", "y"));
    warehouse.run("insert overwrite table p partition (d='x') values (5, 'n'), (5, 'm')");
    assertThat(warehouse.query("select k, v, d from p order by d, k"))
        .containsExactly(List.of(5L, "m", "x"), List.of(7L, "zy", "y"));
  }

  @Test
  void updateDeleteAndMergeChangeRowsByKey() {
    warehouse.run("insert into t values (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')");
    assertThat(warehouse.run("update t set v = concat(v, '!') where k > 2"))
        .isEqualTo(new JobResult.Updated(2, Warehouse.name("t")));
    assertThat(warehouse.run("delete from t x where x.k = (select min(k) from t)"))
        .isEqualTo(new JobResult.Updated(1, Warehouse.name("t")));
    assertThat(rows()).containsExactly(row(2, "b"), row(3, "c!"), row(4, "d!"));
    warehouse.run("create table s (id bigint, w string)");
    warehouse.run("insert into s values (2, 'drop'), (3, 'new'), (5, 'five'), (6, null)");
    assertThat(
            warehouse.run(
                "merge into t as a using (select id, w from s) b on a.k = b.id"
                    + " when matched and b.w = 'drop' then delete"
                    + " when matched then update set a.v = case when b.w = 'new' then 'N' end"
                    + " when not matched and b.w is not null then insert values (b.id, b.w)"))
        .isEqualTo(new JobResult.Updated(3, Warehouse.name("t")));
    assertThat(rows()).containsExactly(row(3, "N"), row(4, "d!"), row(5, "five"));
    assertThat(warehouse.run("delete from t"))
        .isEqualTo(new JobResult.Updated(3, Warehouse.name("t")));
    assertThat(rows()).isEmpty();
    assertThat(warehouse.run("update t set v = 'x'"))
        .isEqualTo(new JobResult.Updated(0, Warehouse.name("t")));
  }

  @Test
  void changesThatMakeNoSenseAreRefused() {
    warehouse.run("create table plain (k bigint, v string)");
    warehouse.run("insert into t values (1, 'a')");
    refused("update plain set v = 'x'", "UPDATE needs a delta table; p.plain");
    refused("delete from plain", "DELETE needs a delta table");
    refused(
        "merge into plain a using t b on a.k = b.k when matched then delete",
        "MERGE needs a delta table");
    refused("update t set k = 2", "UPDATE cannot set column k of p.t: it is a primary key");
    refused("update t set w = 2", "column w cannot be resolved in table p.t");
    refused("update t set v = 'x', v = 'y'", "column v is set twice");
    refused("update nope set v = 'x'", "Table not found");
    refused("update t set v = u.v from plain u", "UPDATE with FROM");
    refused("update t set (v) = (select 'x')", "SET of several columns");
    refused("update t set v = 'x' order by k", "invalid token");
    refused("delete from t where k = 1 limit 1", "invalid token");
    refused(
        "merge into t a using (select 1L k union all select 1L) b on a.k = b.k"
            + " when matched then update set v = 'x'",
        "several rows of the source match");
    refused(
        "merge into t a using plain b on a.k = b.k when matched then delete"
            + " when matched then update set v = 'x'",
        "an earlier WHEN without AND");
    refused(
        "merge into t a using plain b on a.k = b.k when not matched by source then delete",
        "WHEN NOT MATCHED BY");
    refused(
        "merge into t a using plain b on a.k = b.k when not matched then insert values (1)",
        "INSERT of 2 columns has 1 values");
    refused("merge into t a using plain b on a.k = b.k", "expect WHEN");
    assertThat(rows()).containsExactly(row(1, "a"));
  }

  @Test
  void keysMustFitTheTable() {
    refused("create table x (k bigint not null primary key)", "PRIMARY KEY needs TBLPROPERTIES");
    refused("create table x (k bigint)" + DELTA, "a transactional table without PRIMARY KEY");
    refused("create table x (k bigint primary key)" + DELTA, "k must be NOT NULL");
    refused("create table x (k bigint not null, primary key (z))" + DELTA, "z is not a column");
    refused(
        "create table x (k bigint not null, primary key (k, k))" + DELTA,
        "in the primary key twice");
    refused(
        "create table x (k bigint not null primary key, primary key (k))" + DELTA,
        "two primary keys");
    refused(
        "create table x (k array<int> not null primary key)" + DELTA, "cannot be of type array");
    refused(
        "create table x (k bigint) partitioned by (d string not null primary key)" + DELTA,
        "Partition column d");
    refused(
        "create table x (k bigint not null primary key) tblproperties"
            + " ('transactional'='true', 'acid.data.retain.hours'='200')",
        "acid.data.retain.hours '200' is not in 0 to 168");
    refused(
        "create table x (k bigint not null primary key, __operation int)" + DELTA,
        "'__operation' is not allowed in a delta table");
    refused("alter table t set tblproperties ('transactional'='false')", "a new table only");
  }

  @Test
  void tableSaysThatItHasAKey() {
    assertThat(warehouse.engine.table(Warehouse.name("t")).primaryKey()).containsExactly("k");
    assertThat(((JobResult.Text) warehouse.run("desc t")).text())
        .contains("Transactional:     true", "PrimaryKey:        k");
    String create = ((JobResult.Text) warehouse.run("show create table t")).text();
    warehouse.run("drop table t");
    warehouse.run(create);
    warehouse.run("create table u like t");
    assertThat(warehouse.engine.table(Warehouse.name("t")).primaryKey()).containsExactly("k");
    assertThat(warehouse.engine.table(Warehouse.name("u")).primaryKey()).containsExactly("k");
  }

  @Test
  void alteredTablesKeepKeysAndChanges() {
    warehouse.run("insert into t values (1, 'a'), (2, 'b')");
    warehouse.run("alter table t add columns (n int)");
    warehouse.run("update t set n = 7 where k = 1");
    warehouse.run("insert into t values (2, 'bb', 8)");
    assertThat(warehouse.query("select k, v, n from t order by k"))
        .containsExactly(List.of(1L, "a", 7), List.of(2L, "bb", 8));
    assertThat(changes(warehouse, "t", "k", "v", "n"))
        .containsExactly(
            "1 a null 2", "2 b null 2", "1 a null 16", "1 a 7 32", "2 b null 16", "2 bb 8 32");
    refused("alter table t drop columns (k)", "column k is in the primary key");
    refused("alter table t change column k kk bigint", "column k is in the primary key");
    warehouse.run("alter table t drop columns (v)");
    assertThat(warehouse.query("select * from t order by k"))
        .containsExactly(List.of(1L, 7), List.of(2L, 8));
  }

  /** Every change of a table, as the columns' values and the code. */
  private static List<String> changes(Warehouse warehouse, String table, String... columns) {
    VersionRange all =
        new VersionRange(-1, 99, Instant.MIN, Instant.MAX, VersionRange.Images.BEFORE_AND_AFTER);
    List<String> names = new ArrayList<>(List.of(columns));
    names.add(SnapshotRequest.CHANGE.name());
    SnapshotRequest request =
        new SnapshotRequest(names, List.of(), null, SnapshotRequest.Order.WRITTEN, all);
    try (Snapshot snapshot = warehouse.engine.snapshot(Warehouse.name(table), request)) {
      return Warehouse.rows(warehouse.engine.read(snapshot, Warehouse.all())).stream()
          .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining(" ")))
          .toList();
    }
  }

  @Test
  void updatesKeepTheOtherColumnsOfEveryType() {
    warehouse.run(
        "create table wide (k bigint not null primary key, n int, ti tinyint, s smallint, f float,"
            + " d double, de decimal(20,5), st string, vc varchar(9), ch char(4), bi binary,"
            + " bo boolean, da date, dt datetime, ts timestamp, tn timestamp_ntz, js json,"
            + " ar array<int>, ma map<string,bigint>, sr struct<a:int,b:string>)"
            + DELTA);
    warehouse.run(
        "insert into wide select 1L, 1, 2Y, 3S, cast(1.5 as float), 2.5, 3.25BD, 'x', 'vc', 'ch',"
            + " cast('b' as binary), true, date '2026-11-22', datetime '2026-11-22 01:02:03',"
            + " timestamp '2026-11-22 01:02:03.123456789',"
            + " timestamp_ntz '2026-11-22 01:02:03.123456789', null, array(1, 2), map('a', 1L),"
            + " named_struct('a', 1, 'b', 'z')");
    String others =
        "select ti, s, f, d, de, st, vc, ch, cast(bi as string) bi, bo, da, dt, ts, tn, js, ar,"
            + " ma, sr";
    List<List<Object>> before = warehouse.query(others + " from wide");
    warehouse.run("update wide set n = n + 41");
    assertThat(warehouse.query(others + " from wide")).isEqualTo(before);
    assertThat(warehouse.query("select k, n from wide")).containsExactly(List.of(1L, 42));
    warehouse.run(
        "merge into wide t using (select 1L k) s on t.k = s.k when matched then update set n = 0");
    assertThat(warehouse.query(others + " from wide")).isEqualTo(before);
  }

  @Test
  @Timeout(120)
  void concurrentUpdatesLoseNothing() throws Exception {
    warehouse.run("create table counter (k bigint not null primary key, n bigint)" + DELTA);
    warehouse.run("insert into counter values (1, 0), (2, 0)");
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      writers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 10; i++) {
                  warehouse.run("update counter set n = n + 1 where k = 1");
                  warehouse.run("insert into counter values (2, " + i + ")");
                }
              }));
    }
    for (CompletableFuture<Void> writer : writers) {
      writer.get();
    }
    assertThat(warehouse.query("select k, n from counter order by k"))
        .containsExactly(List.of(1L, 40L), List.of(2L, 9L));
  }

  @Test
  void rowsAndKeysSurviveARestart(@TempDir Path directory) {
    try (Warehouse first = Warehouse.at(directory)) {
      first.run(
          "create table d (a string not null, b int not null, v int, primary key (b, a))" + DELTA);
      first.run("insert into d values ('x', 1, 10), ('y', 1, 20), ('x', 2, 30)");
      first.run("update d set v = v + 1 where a = 'x'");
      first.run("delete from d where a = 'y'");
    }
    try (Warehouse second = Warehouse.at(directory)) {
      assertThat(second.engine.table(Warehouse.name("d")).primaryKey()).containsExactly("b", "a");
      List<String> log =
          List.of(
              "x 1 10 2",
              "y 1 20 2",
              "x 2 30 2",
              "x 1 10 16",
              "x 2 30 16",
              "x 1 11 32",
              "x 2 31 32",
              "y 1 20 4");
      assertThat(changes(second, "d", "a", "b", "v")).isEqualTo(log);
      second.run("insert into d values ('x', 2, 99)");
      assertThat(second.query("select a, b, v from d order by b"))
          .containsExactly(List.of("x", 1, 11), List.of("x", 2, 99));
    }
  }

  /** Writes every key again and again, all in one commit, and says so after each commit. */
  static final class Upserter {
    private Upserter() {}

    public static void main(String[] arguments) {
      Warehouse warehouse = Warehouse.at(Path.of(arguments[0]));
      warehouse.run("create table t (k bigint not null primary key, v string)" + DELTA);
      for (long round = 0; ; round++) {
        String value = Long.toString(round);
        warehouse.append(
            "t", "", KEYED, LongStream.range(0, 500).mapToObj(key -> upsert(key, value)).toList());
        System.out.println(round);
      }
    }
  }

  @Test
  @Timeout(120)
  void killedAtAnyMomentItShowsOneRowOfEachKey(@TempDir Path directory) throws Exception {
    Process writer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Upserter.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long confirmed = -1;
    try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        confirmed = Long.parseLong(line);
        if (confirmed == 15) {
          writer.toHandle().destroyForcibly();
        }
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(confirmed).isGreaterThanOrEqualTo(15);
    try (Warehouse again = Warehouse.at(directory)) {
      List<Object> all =
          again
              .query(
                  "select count(*), count(distinct k), min(cast(v as bigint)),"
                      + " max(cast(v as bigint)) from t")
              .get(0);
      assertThat(all.subList(0, 2)).containsExactly(500L, 500L);
      assertThat(all.get(2)).isEqualTo(all.get(3));
      assertThat((Long) all.get(2)).isBetween(confirmed, confirmed + 1);
    }
  }

  /** More rows than DuckDB keeps in memory for a transaction. */
  @Test
  void largeCommitsReplaceAllRows(@TempDir Path directory) {
    try (Warehouse large = Warehouse.at(directory)) {
      large.run("create table t (k bigint not null primary key, v bigint)" + DELTA);
      large.run("create table seed (n bigint)");
      large.run(
          "insert into seed values "
              + LongStream.range(0, 500)
                  .mapToObj(n -> "(" + n + ")")
                  .collect(Collectors.joining(",")));
      String upsert = "insert into t select a.n * 500 + b.n, %d from seed a cross join seed b";
      for (int round = 0; round < 3; round++) {
        large.run(upsert.formatted(round));
        assertThat(large.query("select count(*), count(distinct k), sum(v) from t"))
            .containsExactly(List.of(250_000L, 250_000L, round * 250_000L));
      }
      assertThat(large.run("update t set v = v + 1 where k >= 1000"))
          .isEqualTo(new JobResult.Updated(249_000, Warehouse.name("t")));
      assertThat(large.run("delete from t where k < 200000"))
          .isEqualTo(new JobResult.Updated(200_000, Warehouse.name("t")));
      assertThat(large.query("select count(*), sum(v) from t"))
          .containsExactly(List.of(50_000L, 150_000L));
    }
  }

  @Test
  void manySmallCommitsAreMerged() {
    for (long i = 0; i < 200; i++) {
      warehouse.run("insert into t values (" + i % 150 + ", 'v" + i + "')");
    }
    assertThat(rows()).hasSize(150).contains(row(0, "v150"), row(49, "v199"), row(149, "v149"));
    assertThat(warehouse.engine.table(Warehouse.name("t")).rows()).isEqualTo(150);
  }
}
