package dev.maxstorage.jdbc;

import dev.maxstorage.sql.InsertPlan;
import dev.maxstorage.sql.Plan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a batch of a plain statement, cut into runs that are executed as one statement each:
 * INSERTs one after the other that write the same columns of one table are one INSERT of all their
 * rows.
 */
final class TextBatch {
  private final PlanRunner runner;
  private final List<String> texts;
  private int next;

  /**
   * What is executed at once.
   *
   * @param first position of its first statement in the batch, 0-based
   * @param rows for each statement its rows; a single 0 where only executing it tells the count
   */
  record Run(Plan plan, int first, List<Integer> rows) {
    int end() {
      return first + rows.size();
    }

    /** The statements, for messages. */
    String described() {
      return rows.size() == 1
          ? "Statement " + (first + 1) + " of the batch"
          : "Statements " + (first + 1) + " to " + end() + " of the batch, none of which was done";
    }
  }

  TextBatch(PlanRunner runner, List<String> texts) {
    this.runner = runner;
    this.texts = texts;
  }

  boolean hasNext() {
    return next < texts.size();
  }

  /** The next run, or an exception if its first text is certainly wrong. */
  Run next() throws SQLException {
    int first = next;
    Plan plan = runner.plan(texts.get(next));
    next++;
    if (!(plan instanceof InsertPlan insert)) {
      return new Run(plan, first, List.of(0));
    }
    List<InsertPlan> inserts = new ArrayList<>(List.of(insert));
    for (InsertPlan more = follower(insert); more != null; more = follower(insert)) {
      inserts.add(more);
      next++;
    }
    return new Run(
        InsertPlan.joined(inserts),
        first,
        inserts.stream().map(each -> each.rows().size()).toList());
  }

  /** The next text if it can be done together with an INSERT, else null. */
  private @Nullable InsertPlan follower(InsertPlan insert) {
    if (!hasNext()) {
      return null;
    }
    try {
      return runner.recognize(texts.get(next)) instanceof InsertPlan other
              && insert.canBeJoined(other)
          ? other
          : null;
    } catch (SQLException e) {
      return null; // thrown again when it is its turn
    }
  }
}
