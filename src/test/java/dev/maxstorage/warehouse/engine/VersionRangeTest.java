package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of what some commits brought. */
class VersionRangeTest {
  private static List<Object> between(Warehouse warehouse, long after, long upTo) {
    return rows(warehouse, new VersionRange(after, upTo, Instant.MIN, Instant.MAX));
  }

  private static List<Object> rows(Warehouse warehouse, VersionRange versions) {
    SnapshotRequest request =
        new SnapshotRequest(
            List.of("id"), List.of(), null, SnapshotRequest.Order.WRITTEN, versions);
    try (Snapshot snapshot = warehouse.engine.snapshot(Warehouse.name("t"), request)) {
      List<Object> values = Warehouse.values(warehouse.engine.read(snapshot, Warehouse.all()));
      assertThat(snapshot.rows()).isEqualTo(values.size());
      return values;
    }
  }

  private static void append(Warehouse warehouse, long... ids) {
    List<List<Object>> rows = new ArrayList<>();
    for (long id : ids) {
      rows.add(List.of(id));
    }
    warehouse.append("t", "", Warehouse.columns("id bigint"), rows);
  }

  @Test
  void rowsBelongToTheCommitThatBroughtThem() {
    try (Warehouse warehouse = Warehouse.inMemory()) {
      warehouse.run("create table t (id bigint)");
      append(warehouse, 1, 2);
      append(warehouse, 3);
      append(warehouse, 4, 5);
      assertThat(warehouse.engine.table(Warehouse.name("t")).version()).isEqualTo(3);
      assertThat(rows(warehouse, VersionRange.ALL)).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(between(warehouse, 1, 2)).containsExactly(3L);
      assertThat(between(warehouse, 1, 99)).containsExactly(3L, 4L, 5L);
      assertThat(between(warehouse, 3, 99)).isEmpty();
      Instant now = Warehouse.NOW;
      assertThat(rows(warehouse, new VersionRange(0, 9, now, Instant.MAX))).isEmpty();
      assertThat(rows(warehouse, new VersionRange(2, 9, now.minusSeconds(1), now)))
          .containsExactly(4L, 5L);
    }
  }

  @Test
  void mergedSegmentsKeepTheirVersions(@TempDir Path directory) {
    int commits = 140;
    try (Warehouse warehouse = Warehouse.at(directory)) {
      warehouse.run("create table t (id bigint)");
      for (long id = 0; id < commits; id++) {
        append(warehouse, 10 * id, 10 * id + 1);
      }
    }
    try (Warehouse warehouse = Warehouse.at(directory)) {
      long newest = warehouse.engine.table(Warehouse.name("t")).version();
      assertThat(newest).as("merges are versions too").isGreaterThan(commits);
      assertThat(between(warehouse, 40, 42)).containsExactly(400L, 401L, 410L, 411L);
      assertThat(between(warehouse, 0, newest)).hasSize(2 * commits).doesNotHaveDuplicates();
      warehouse.run("insert into t select 7");
      assertThat(between(warehouse, newest, newest + 1)).containsExactly(7L);
    }
  }

  @Test
  void overwrittenRowsAreGone() {
    try (Warehouse warehouse = Warehouse.inMemory()) {
      warehouse.run("create table t (id bigint)");
      append(warehouse, 1);
      warehouse.run("insert overwrite table t select 2");
      assertThat(between(warehouse, 0, 1)).isEmpty();
      assertThat(between(warehouse, 1, 2)).containsExactly(2L);
    }
  }

  @Test
  void rowsOfAPartitionStayTogetherWhenAskedFor() {
    try (Warehouse warehouse = Warehouse.inMemory()) {
      warehouse.run("create table t (id bigint) partitioned by (p string)");
      for (long id = 0; id < 6; id++) {
        warehouse.append(
            "t",
            "p=" + "ba".charAt((int) id % 2),
            Warehouse.columns("id bigint"),
            List.of(List.of(id)));
      }
      SnapshotRequest request =
          new SnapshotRequest(
              List.of("id"), List.of(), null, SnapshotRequest.Order.BY_PARTITION, null);
      try (Snapshot snapshot = warehouse.engine.snapshot(Warehouse.name("t"), request)) {
        assertThat(Warehouse.values(warehouse.engine.read(snapshot, Warehouse.all())))
            .containsExactly(1L, 3L, 5L, 0L, 2L, 4L);
        assertThat(Warehouse.values(warehouse.engine.read(snapshot, Warehouse.range(2, 2))))
            .containsExactly(5L, 0L);
        assertThat(snapshot.partitionRows())
            .extracting(run -> run.partition().text() + " " + run.rows())
            .containsExactly("p=a 3", "p=b 3");
      }
    }
  }
}
