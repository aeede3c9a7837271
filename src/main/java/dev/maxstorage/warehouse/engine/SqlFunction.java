package dev.maxstorage.warehouse.engine;

/**
 * A function of MaxCompute that the warehouse has, in one of its forms.
 *
 * @param form how a call is written for DuckDB
 */
record SqlFunction(Signature signature, Kind kind, Form form) {
  enum Kind {
    SCALAR,
    AGGREGATE,
    WINDOW
  }

  /** Writes a call, whose arguments are as the signature says. */
  interface Form {
    SqlValue write(FunctionCall call);
  }
}
