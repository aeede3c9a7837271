package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.TimeUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A snapshot stays what it was, whatever happens to the table. */
class SnapshotTest {
  private static final List<Column> COLUMNS = Warehouse.columns("id bigint", "name string");

  private final Warehouse warehouse = Warehouse.inMemory();

  @BeforeEach
  void createTable() {
    warehouse.run("create table t (id bigint, name string)");
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  private static List<List<?>> rows(long from, long to) {
    List<List<?>> rows = new ArrayList<>();
    LongStream.range(from, to).forEach(id -> rows.add(List.of(id, "n" + id)));
    return rows;
  }

  private List<Object> ids(Snapshot snapshot, ReadRange range) {
    return Warehouse.values(warehouse.engine.read(snapshot, range));
  }

  private static Object[] numbers(long from, long to) {
    return LongStream.range(from, to).boxed().toArray();
  }

  @Test
  void stagedRowsAreNotSeenBeforeTheirCommit() {
    StagedRows staged = warehouse.stage("t", "", COLUMNS, rows(0, 3));
    assertThat(warehouse.values("t", "id")).isEmpty();
    warehouse.commit("t", "", OverwriteMode.APPEND, staged);
    assertThat(warehouse.values("t", "id")).containsExactly(0L, 1L, 2L);
    assertThat(warehouse.query("select count(*) from t")).containsExactly(List.of(3L));
  }

  @Test
  void laterCommitsDoNotChangeIt() {
    warehouse.append("t", "", COLUMNS, rows(0, 3));
    try (Snapshot snapshot = warehouse.snapshot("t", "id")) {
      warehouse.append("t", "", COLUMNS, rows(3, 6));
      warehouse.commit(
          "t", "", OverwriteMode.OVERWRITE, warehouse.stage("t", "", COLUMNS, rows(9, 10)));
      assertThat(snapshot.rows()).isEqualTo(3);
      assertThat(ids(snapshot, Warehouse.all())).containsExactly(0L, 1L, 2L);
    }
    assertThat(warehouse.values("t", "id")).containsExactly(9L);
  }

  @Test
  void droppingTheTableDoesNotEndIt() {
    warehouse.append("t", "", COLUMNS, rows(0, 3));
    Snapshot snapshot = warehouse.snapshot("t", "id", "name");
    RowStream stream = warehouse.engine.read(snapshot, Warehouse.all());
    warehouse.run("drop table t");
    assertThat(warehouse.engine.table(Warehouse.name("t"))).isNull();
    warehouse.run("create table t (id bigint)");
    assertThat(ids(snapshot, Warehouse.all())).containsExactly(0L, 1L, 2L);
    snapshot.close();
    assertThat(Warehouse.rows(stream)).hasSize(3).first().isEqualTo(List.of(0L, "n0"));
    assertThat(warehouse.values("t", "id")).isEmpty();
  }

  @Test
  void aRangeIsTheSameRowsOverManySegments() {
    for (int i = 0; i < 10; i++) {
      warehouse.append("t", "", COLUMNS, rows(i * 100L, i * 100L + 100));
    }
    try (Snapshot snapshot = warehouse.snapshot("t", "id")) {
      assertThat(snapshot.rows()).isEqualTo(1000);
      assertThat(ids(snapshot, Warehouse.all())).containsExactly(numbers(0, 1000));
      assertThat(ids(snapshot, Warehouse.range(95, 310))).containsExactly(numbers(95, 405));
      assertThat(ids(snapshot, Warehouse.range(100, 100))).containsExactly(numbers(100, 200));
      assertThat(ids(snapshot, Warehouse.range(999, 4_294_967_295L))).containsExactly(999L);
      assertThat(ids(snapshot, Warehouse.range(1000, 5))).isEmpty();
      assertThat(ids(snapshot, Warehouse.range(0, 0))).isEmpty();
    }
  }

  @Test
  void largeSegmentsKeepTheirOrder() {
    warehouse.run("create table big as select id from t");
    warehouse.append("big", "", Warehouse.columns("id bigint"), idsOnly(0, 120_000));
    warehouse.append("big", "", Warehouse.columns("id bigint"), idsOnly(120_000, 150_000));
    try (Snapshot snapshot = warehouse.snapshot("big", "id")) {
      assertThat(ids(snapshot, Warehouse.all())).containsExactly(numbers(0, 150_000));
      assertThat(ids(snapshot, Warehouse.range(99_990, 40_000)))
          .containsExactly(numbers(99_990, 139_990));
    }
  }

  private static List<List<?>> idsOnly(long from, long to) {
    List<List<?>> rows = new ArrayList<>();
    LongStream.range(from, to).forEach(id -> rows.add(List.of(id)));
    return rows;
  }

  @Test
  void batchesHaveTheRowsAskedFor() {
    warehouse.append("t", "", COLUMNS, rows(0, 5000));
    ReadRange range = new ReadRange(0, 5000, 2000, null, TimeUnits.DEFAULT);
    List<Integer> sizes = new ArrayList<>();
    try (Snapshot snapshot = warehouse.snapshot("t", "id");
        RowStream stream = warehouse.engine.read(snapshot, range)) {
      while (stream.next()) {
        sizes.add(stream.root().getRowCount());
      }
    }
    assertThat(sizes).containsExactly(2000, 2000, 1000);
  }

  @Test
  void theFilterAppliesInsideTheRange() {
    warehouse.append("t", "", COLUMNS, rows(0, 100));
    SnapshotRequest request =
        new SnapshotRequest(List.of("id"), List.of(), "`id` >= 10 and `name` != 'n11'");
    try (Snapshot snapshot = warehouse.engine.snapshot(Warehouse.name("t"), request)) {
      assertThat(snapshot.rows()).isEqualTo(100);
      assertThat(ids(snapshot, Warehouse.range(5, 10))).containsExactly(10L, 12L, 13L, 14L);
    }
  }

  @Test
  void aRangeMayNarrowTheColumns() {
    warehouse.append("t", "", COLUMNS, rows(7, 8));
    ReadRange range = new ReadRange(0, 1, 1, List.of("NAME"), TimeUnits.DEFAULT);
    try (Snapshot snapshot = warehouse.snapshot("t", "name", "id")) {
      assertThat(snapshot.columns()).extracting(Column::name).containsExactly("name", "id");
      assertThat(Warehouse.rows(warehouse.engine.read(snapshot, range)))
          .containsExactly(List.of("n7"));
    }
  }

  @Test
  void badRequestsAreRefused() {
    assertThatThrownBy(() -> warehouse.snapshot("nope", "id"))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.NO_SUCH_TABLE));
    assertThatThrownBy(() -> warehouse.snapshot("t", "id", "nope"))
        .hasMessageContaining("no column nope")
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.kind()).isEqualTo(EngineException.Kind.INVALID_ARGUMENT));
    SnapshotRequest request = new SnapshotRequest(List.of("id"), List.of(), "`nope` = 1");
    assertThatThrownBy(() -> warehouse.engine.snapshot(Warehouse.name("t"), request))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("nope");
    Snapshot closed = warehouse.snapshot("t", "id");
    closed.close();
    assertThatThrownBy(() -> warehouse.engine.read(closed, Warehouse.all()))
        .hasMessage("The snapshot is closed");
  }

  @Test
  void closingAStreamEarlyLeaksNothing() {
    warehouse.append("t", "", COLUMNS, rows(0, 100_000));
    try (Snapshot snapshot = warehouse.snapshot("t", "id", "name");
        RowStream stream = warehouse.engine.read(snapshot, Warehouse.all())) {
      assertThat(stream.next()).isTrue();
    }
  }
}
