package dev.maxstorage.jdbc;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.warehouse.FaultPlan;

/** Counts the requests of one operation that a warehouse gets, until the faults are cleared. */
final class RequestCount {
  private final FaultPlan faults;
  private final long before;

  private RequestCount(FaultPlan faults) {
    this.faults = faults;
    this.before = faults.struck();
  }

  /** Begins to count. No other fault can strike the operation meanwhile. */
  static RequestCount of(EmbeddedDatabase database, String operation) {
    FaultPlan faults = database.faults();
    faults.clear();
    RequestCount count = new RequestCount(faults);
    faults.on(operation).everyRequest().throttle(Long.MAX_VALUE / 2);
    return count;
  }

  /** The requests so far. */
  long requests() {
    return faults.struck() - before;
  }
}
