package dev.maxstorage.jdbc;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.warehouse.FaultPlan;

/** Counts the requests of operations that a warehouse gets, until the faults are cleared. */
final class RequestCount {
  /** The operations of the control plane that metadata and jobs use. */
  static final String[] CONTROL_PLANE = {
    "GetProject",
    "ListProjects",
    "ListSchemas",
    "GetSchema",
    "ListFunctions",
    "GetTenant",
    "ListTables",
    "QueryTables",
    "GetTable",
    "ListPartitions",
    "GetPartition",
    "GetTunnel",
    "CreateInstance",
    "GetInstance",
    "GetTaskStatus",
    "GetResult",
    "GetSummary",
    "CancelInstance"
  };

  private final FaultPlan faults;
  private final long before;

  private RequestCount(FaultPlan faults) {
    this.faults = faults;
    this.before = faults.struck();
  }

  /** Begins to count. No other fault can strike the operations meanwhile. */
  static RequestCount of(EmbeddedDatabase database, String... operations) {
    FaultPlan faults = database.faults();
    faults.clear();
    RequestCount count = new RequestCount(faults);
    for (String operation : operations) {
      faults.on(operation).everyRequest().throttle(Long.MAX_VALUE / 2);
    }
    return count;
  }

  /** The requests so far. */
  long requests() {
    return faults.struck() - before;
  }
}
