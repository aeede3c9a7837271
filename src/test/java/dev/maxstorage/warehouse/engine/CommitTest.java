package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a commit does to a table, and what is refused before. */
class CommitTest {
  private static final List<Column> ID = Warehouse.columns("id bigint");
  private static final List<Column> ROUTED = Warehouse.columns("id bigint", "d string", "h bigint");

  private final Warehouse warehouse = Warehouse.inMemory();

  @AfterEach
  void close() {
    warehouse.close();
  }

  private static EngineException refused(Kind kind, Runnable action) {
    EngineException[] thrown = new EngineException[1];
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(EngineException.class, e -> thrown[0] = e);
    assertThat(thrown[0].kind()).as(thrown[0].getMessage()).isEqualTo(kind);
    return thrown[0];
  }

  private List<String> partitions(String table) {
    return warehouse.engine.partitions(Warehouse.name(table)).stream()
        .map(partition -> partition.spec().text() + ":" + partition.rows())
        .toList();
  }

  @Test
  void aSecondCommitOfASessionDoesNothing() {
    warehouse.run("create table t (id bigint)");
    StagedRows rows = warehouse.stage("t", "", ID, List.of(List.of(1L)));
    CommitRequest request =
        new CommitRequest(
            "s", warehouse.id("t"), rows.segments(), OverwriteMode.APPEND, PartitionSpec.EMPTY);
    warehouse.engine.commit(request);
    warehouse.engine.commit(request);
    assertThat(warehouse.values("t", "id")).containsExactly(1L);
    assertThat(warehouse.engine.table(Warehouse.name("t")).version()).isEqualTo(1);
  }

  @Test
  void rowsGoToThePartitionsTheyName() {
    warehouse.run("create table t (id bigint) partitioned by (d string, h bigint)");
    warehouse.append(
        "t",
        "",
        ROUTED,
        List.of(
            List.of(1L, "a", 1L),
            List.of(2L, "b", 7L),
            List.of(3L, "a", 1L),
            List.of(4L, "a", 2L)));
    assertThat(partitions("t")).containsExactly("d=a/h=1:2", "d=a/h=2:1", "d=b/h=7:1");
    SnapshotRequest prefix =
        new SnapshotRequest(List.of("id", "h"), List.of(PartitionSpec.parse("d=a")), null);
    try (Snapshot snapshot = warehouse.engine.snapshot(Warehouse.name("t"), prefix)) {
      assertThat(snapshot.rows()).isEqualTo(3);
      assertThat(Warehouse.rows(warehouse.engine.read(snapshot, Warehouse.all())))
          .containsExactly(List.of(1L, 1L), List.of(3L, 1L), List.of(4L, 2L));
    }
    SnapshotRequest missing =
        new SnapshotRequest(List.of("id"), List.of(PartitionSpec.parse("d=zz/h=1")), null);
    try (Snapshot snapshot = warehouse.engine.snapshot(Warehouse.name("t"), missing)) {
      assertThat(snapshot.rows()).isZero();
    }
  }

  @Test
  void someLevelsMayBeFixed() {
    warehouse.run("create table t (id bigint) partitioned by (d string, h bigint)");
    warehouse.append(
        "t", "D=x", Warehouse.columns("h bigint", "id bigint"), List.of(List.of(9L, 1L)));
    warehouse.append("t", "h='007',d=x", ID, List.of(List.of(2L)));
    assertThat(partitions("t")).containsExactly("d=x/h=7:1", "d=x/h=9:1");
    assertThat(warehouse.query("select id, d, h from t where h = 7"))
        .containsExactly(List.of(2L, "x", 7L));
  }

  @Test
  void aFixedPartitionIsMadeWithoutRows() {
    warehouse.run("create table t (id bigint) partitioned by (d string)");
    warehouse.append("t", "d=x", ID, List.of());
    assertThat(partitions("t")).containsExactly("d=x:0");
  }

  @Test
  void overwriteReplacesWhatTheCommitTouches() {
    warehouse.run("create table t (id bigint) partitioned by (d string, h bigint)");
    warehouse.append(
        "t", "", ROUTED, List.of(List.of(1L, "a", 1L), List.of(2L, "b", 1L), List.of(3L, "c", 1L)));
    warehouse.commit(
        "t",
        "",
        OverwriteMode.OVERWRITE,
        warehouse.stage("t", "", ROUTED, List.of(List.of(9L, "b", 1L))));
    assertThat(warehouse.values("t", "id")).containsExactlyInAnyOrder(1L, 9L, 3L);
    warehouse.commit(
        "t", "d=a/h=1", OverwriteMode.OVERWRITE, warehouse.stage("t", "d=a/h=1", ID, List.of()));
    assertThat(warehouse.values("t", "id")).containsExactlyInAnyOrder(9L, 3L);
    assertThat(partitions("t")).containsExactly("d=a/h=1:0", "d=b/h=1:1", "d=c/h=1:1");
    warehouse.commit("t", "", OverwriteMode.OVERWRITE, warehouse.stage("t", "", ROUTED, List.of()));
    assertThat(warehouse.values("t", "id")).containsExactlyInAnyOrder(9L, 3L);
  }

  @Test
  void overwriteOfAPlainTableReplacesAll() {
    warehouse.run("create table t (id bigint)");
    warehouse.append("t", "", ID, List.of(List.of(1L)));
    warehouse.commit(
        "t", "", OverwriteMode.OVERWRITE, warehouse.stage("t", "", ID, List.of(List.of(2L))));
    assertThat(warehouse.values("t", "id")).containsExactly(2L);
    warehouse.commit("t", "", OverwriteMode.OVERWRITE, warehouse.stage("t", "", ID, List.of()));
    assertThat(warehouse.values("t", "id")).isEmpty();
  }

  @Test
  void discardedRowsAreGone() {
    warehouse.run("create table t (id bigint)");
    StagedRows rows = warehouse.stage("t", "", ID, List.of(List.of(1L)));
    warehouse.engine.discard(rows.segments());
    refused(Kind.CONFLICT, () -> warehouse.commit("t", "", OverwriteMode.APPEND, rows));
    warehouse.engine.discard(List.of(12345L));
  }

  @Test
  void missingColumnsAreNullAndUnknownOnesRefused() {
    warehouse.run("create table t (id bigint, name string, must bigint not null)");
    warehouse.append("t", "", Warehouse.columns("MUST bigint"), List.of(List.of(5L)));
    assertThat(warehouse.query("select * from t")).containsExactly(Arrays.asList(null, null, 5L));
    EngineException unknown =
        refused(
            Kind.INVALID_ARGUMENT,
            () ->
                warehouse.stage("t", "", Warehouse.columns("must bigint", "x bigint"), List.of()));
    assertThat(unknown).hasMessageContaining("no column x");
    EngineException missing =
        refused(Kind.INVALID_ARGUMENT, () -> warehouse.stage("t", "", ID, List.of()));
    assertThat(missing).hasMessageContaining("must is NOT NULL");
    EngineException none =
        refused(
            Kind.INVALID_ARGUMENT,
            () ->
                warehouse.stage(
                    "t",
                    "",
                    Warehouse.columns("must bigint"),
                    List.of(List.of(1L), Arrays.asList((Object) null))));
    assertThat(none).hasMessageContaining("must is NOT NULL");
    assertThat(warehouse.values("t", "must")).containsExactly(5L);
  }

  @Test
  void valuesThatDoNotFitAreRefused() {
    warehouse.run("create table t (a tinyint, b varchar(2), c decimal(5,1), j json, d datetime)");
    assertThat(stageOne("a bigint", 128L)).hasMessageContaining("128");
    assertThat(stageOne("b string", "abc")).hasMessageContaining("'abc' is longer than column b");
    assertThat(stageOne("c decimal(9,2)", new BigDecimal("1.25"))).hasMessageContaining("1.25");
    assertThat(stageOne("c decimal(9,2)", new BigDecimal("99999.90")))
        .hasMessageContaining("out of range");
    assertThat(stageOne("j string", "{oops")).hasMessageContaining("{oops");
    assertThat(stageOne("a string", "1")).hasMessageContaining("cannot be stored as tinyint");
    assertThat(stageOne("d timestamp", Instant.ofEpochSecond(1, 1)))
        .hasMessageContaining("digits after the milliseconds");
    warehouse.append(
        "t", "", Warehouse.columns("c decimal(9,2)"), List.of(List.of(new BigDecimal("1.20"))));
    assertThat(warehouse.query("select cast(c as string) from t")).containsExactly(List.of("1.2"));
  }

  private EngineException stageOne(String column, Object value) {
    return refused(
        Kind.INVALID_ARGUMENT,
        () -> warehouse.stage("t", "", Warehouse.columns(column), List.of(List.of(value))));
  }

  @Test
  void partitionValuesMustBeThere() {
    warehouse.run("create table t (id bigint) partitioned by (d string)");
    List<Column> columns = Warehouse.columns("id bigint", "d string");
    refused(
        Kind.INVALID_ARGUMENT,
        () -> warehouse.stage("t", "", columns, List.of(Arrays.asList(1L, null))));
    refused(
        Kind.INVALID_ARGUMENT, () -> warehouse.stage("t", "", columns, List.of(List.of(1L, ""))));
    refused(Kind.INVALID_ARGUMENT, () -> warehouse.stage("t", "x=1", ID, List.of()));
    refused(Kind.INVALID_ARGUMENT, () -> warehouse.stage("t", "", ID, List.of()));
    assertThat(warehouse.engine.partitions(Warehouse.name("t"))).isEmpty();
  }

  @Test
  void aFailingSourceStoresNothingAndIsHeard() {
    warehouse.run("create table t (id bigint)");
    List<List<?>> rows = new ArrayList<>();
    for (long i = 0; i < 5000; i++) {
      rows.add(List.of(i));
    }
    try (GivenRows good = new GivenRows(warehouse.allocator, ID, rows, 1000)) {
      RowSource cut =
          new RowSource() {
            private int batches;

            @Override
            public Schema schema() {
              return good.schema();
            }

            @Override
            public boolean next() throws IOException {
              if (batches++ == 3) {
                throw new IOException("cut off");
              }
              return good.next();
            }

            @Override
            public VectorSchemaRoot root() {
              return good.root();
            }
          };
      WriteTarget target = new WriteTarget(warehouse.id("t"), PartitionSpec.EMPTY);
      assertThatThrownBy(() -> warehouse.engine.stage(target, cut))
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseMessage("cut off");
    }
    assertThat(warehouse.values("t", "id")).isEmpty();
  }

  @Test
  void manySmallCommitsAreCompactedInOrder() {
    warehouse.run("create table t (id bigint) partitioned by (d string)");
    List<Object> ids = new ArrayList<>();
    try (Snapshot before = warehouse.snapshot("t", "id")) {
      for (long i = 0; i < 150; i++) {
        warehouse.append("t", "d=x", ID, List.of(List.of(i)));
        ids.add(i);
      }
      assertThat(before.rows()).isZero();
    }
    assertThat(warehouse.values("t", "id")).containsExactlyElementsOf(ids);
    assertThat(warehouse.query("select count(*), sum(id), max(d) from t"))
        .containsExactly(List.of(150L, 11175L, "x"));
    assertThat(partitions("t")).containsExactly("d=x:150");
  }

  @Test
  void writersAndReadersDoNotDisturbEachOther() throws Exception {
    warehouse.run("create table t (id bigint)");
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int w = 0; w < 2; w++) {
        int writer = w;
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 20; i++) {
                    StagedRows rows =
                        warehouse.stage("t", "", ID, List.of(List.of(1L), List.of(1L)));
                    warehouse.engine.commit(
                        new CommitRequest(
                            "w" + writer + "-" + i,
                            warehouse.id("t"),
                            rows.segments(),
                            OverwriteMode.APPEND,
                            PartitionSpec.EMPTY));
                  }
                }));
      }
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 20; i++) {
                  long seen = (Long) warehouse.query("select count(*) from t").get(0).get(0);
                  assertThat(seen % 2).isZero();
                }
              }));
      for (Future<?> future : all) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(warehouse.values("t", "id")).hasSize(80);
  }
}
