package dev.maxstorage.warehouse.engine;

/**
 * A function of MaxCompute that the warehouse has.
 *
 * @param name in lower case
 * @param least number of arguments
 * @param most number of arguments
 * @param form how a call is written for DuckDB
 */
record SqlFunction(String name, Kind kind, int least, int most, Form form) {
  enum Kind {
    SCALAR,
    AGGREGATE,
    WINDOW
  }

  /** Writes a call, whose number of arguments is right, as DuckDB SQL. */
  interface Form {
    String text(FunctionCall call);
  }
}
