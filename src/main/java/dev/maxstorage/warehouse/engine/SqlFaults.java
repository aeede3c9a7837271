package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;

/**
 * Makes the errors of one statement, in MaxCompute's form: code, 1-based line and column, reason.
 */
record SqlFaults(String statement) {

  /** The text at the offset is not MaxCompute SQL. */
  EngineException syntax(int offset, String reason) {
    return new EngineException(
        Kind.SYNTAX, "ODPS-0130161:" + position(offset) + " Parse exception - " + reason);
  }

  /** The text at the offset is SQL that the warehouse does not carry out. */
  EngineException unsupported(int offset, String what) {
    return new EngineException(
        Kind.UNSUPPORTED,
        "ODPS-0130071:"
            + position(offset)
            + " Semantic analysis exception - "
            + what
            + " is not supported by this warehouse");
  }

  /** The name at the offset is of no table or view. */
  EngineException noSuchTable(int offset, TableName table) {
    return new EngineException(
        Kind.NO_SUCH_TABLE,
        "ODPS-0130131:"
            + position(offset)
            + " Table not found - table "
            + table.text()
            + " cannot be resolved");
  }

  /** The text at the offset is SQL with a wrong meaning. */
  EngineException semantic(int offset, String reason) {
    return new EngineException(
        Kind.INVALID_ARGUMENT,
        "ODPS-0130071:" + position(offset) + " Semantic analysis exception - " + reason);
  }

  private String position(int offset) {
    int line = 1;
    int lineStart = 0;
    int end = Math.min(offset, statement.length());
    for (int i = 0; i < end; i++) {
      if (statement.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return "[" + line + "," + (end - lineStart + 1) + "]";
  }
}
