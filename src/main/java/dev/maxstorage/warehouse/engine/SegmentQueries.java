package dev.maxstorage.warehouse.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The queries that give a range of the rows of a list of segments, always in the same order:
 * segment by segment, each in the order it was written.
 *
 * <p>A large segment is a query of its own, which DuckDB streams in stored order. Small neighbours
 * share a query, which sorts them.
 */
final class SegmentQueries {
  private static final long SORTED_ROWS = 100_000;
  private static final long SORTED_BYTES = 32L << 20;

  private final String select;
  private final @Nullable String filter;
  private final List<String> queries = new ArrayList<>();
  private final List<Piece> group = new ArrayList<>();

  /** Rows {@code from} to before {@code to} of a segment. */
  private record Piece(SegmentState segment, long from, long to) {
    boolean whole() {
      return from == 0 && to == segment.rows();
    }

    long rows() {
      return to - from;
    }

    long bytes() {
      return segment.bytes() / segment.rows() * rows();
    }

    String condition() {
      String of = "\"$segment\" = " + segment.id();
      return whole() ? of : of + " AND \"$row\" >= " + from + " AND \"$row\" < " + to;
    }
  }

  private SegmentQueries(String select, @Nullable String filter) {
    this.select = select;
    this.filter = filter;
  }

  /**
   * Queries for the range.
   *
   * @param select the query up to before WHERE
   * @param filter DuckDB condition that rows must meet, null for none
   * @param offset first row, counted over all segments, before the filter
   * @param count most rows
   */
  static List<String> of(
      String select,
      @Nullable String filter,
      List<SegmentState> segments,
      long offset,
      long count) {
    SegmentQueries plan = new SegmentQueries(select, filter);
    long skip = offset;
    long left = count;
    for (SegmentState segment : segments) {
      long from = Math.min(skip, segment.rows());
      long to = from + Math.min(left, segment.rows() - from);
      skip -= from;
      left -= to - from;
      if (to > from) {
        plan.add(new Piece(segment, from, to));
      }
    }
    plan.flush();
    return plan.queries;
  }

  private void add(Piece piece) {
    long rows = group.stream().mapToLong(Piece::rows).sum() + piece.rows();
    long bytes = group.stream().mapToLong(Piece::bytes).sum() + piece.bytes();
    if (rows > SORTED_ROWS || bytes > SORTED_BYTES) {
      flush();
    }
    group.add(piece);
  }

  private void flush() {
    if (group.isEmpty()) {
      return;
    }
    if (group.size() == 1) {
      query(group.get(0).condition(), "");
    } else {
      String whole =
          group.stream()
              .filter(Piece::whole)
              .map(piece -> Long.toString(piece.segment().id()))
              .collect(Collectors.joining(", "));
      List<String> conditions = new ArrayList<>();
      if (!whole.isEmpty()) {
        conditions.add("\"$segment\" IN (" + whole + ")");
      }
      group.stream()
          .filter(piece -> !piece.whole())
          .forEach(piece -> conditions.add("(" + piece.condition() + ")"));
      query(String.join(" OR ", conditions), " ORDER BY \"$segment\", \"$row\"");
    }
    group.clear();
  }

  private void query(String condition, String order) {
    String where = filter == null ? condition : "(" + condition + ") AND (" + filter + ")";
    queries.add(select + " WHERE " + where + order);
  }
}
