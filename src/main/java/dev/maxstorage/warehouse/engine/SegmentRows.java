package dev.maxstorage.warehouse.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows {@code from} to before {@code to} of a segment.
 *
 * @param operation the {@link ChangeCode} of all the rows, or {@link #AS_STORED}
 */
record SegmentRows(SegmentState segment, long from, long to, int operation) {
  /** Each row has its own code, or there is no question of codes. */
  static final int AS_STORED = 0;

  SegmentRows(SegmentState segment, long from, long to) {
    this(segment, from, to, AS_STORED);
  }

  static SegmentRows all(SegmentState segment) {
    return new SegmentRows(segment, 0, segment.rows());
  }

  boolean whole() {
    return from == 0 && to == segment.rows();
  }

  long rows() {
    return to - from;
  }

  /** Estimated size. */
  long bytes() {
    return whole() ? segment.bytes() : segment.bytes() / segment.rows() * rows();
  }

  /** The rows of these segments that came with the versions of a range, in their order. */
  static List<SegmentRows> arrived(
      List<SegmentState> segments, Collection<Arrival> arrivals, VersionRange versions) {
    Map<Long, SegmentState> byId = new HashMap<>();
    segments.forEach(segment -> byId.put(segment.id(), segment));
    List<SegmentRows> rows = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      SegmentState segment = byId.get(arrival.segment());
      if (segment != null && versions.covers(arrival)) {
        long first = arrival.firstRow();
        rows.add(new SegmentRows(segment, first, first + arrival.rows()));
      }
    }
    rows.sort(
        Comparator.comparing((SegmentRows piece) -> piece.segment().id())
            .thenComparing(SegmentRows::from));
    return rows;
  }

  /** The changes of a delta table that came with the versions of a range, in their order. */
  static List<SegmentRows> changed(List<DeltaState.Change> changes, VersionRange versions) {
    boolean newest = versions.images() == VersionRange.Images.NEWEST;
    List<SegmentRows> rows = new ArrayList<>();
    for (DeltaState.Change change : changes) {
      boolean after = change.images() == DeltaState.Images.AFTER;
      if (versions.covers(change.version(), change.committed()) && (after || !newest)) {
        int operation =
            switch (change.images()) {
              case AFTER -> newest ? ChangeCode.UPSERT : AS_STORED;
              case BEFORE -> AS_STORED;
              case DELETED -> ChangeCode.DELETE;
            };
        rows.add(new SegmentRows(change.segment(), 0, change.segment().rows(), operation));
      }
    }
    return rows;
  }

  /** The same with the rows of each partition together. */
  static List<SegmentRows> byPartition(List<SegmentRows> rows) {
    return rows.stream()
        .sorted(Comparator.comparing(piece -> piece.segment().partition().text()))
        .toList();
  }
}
