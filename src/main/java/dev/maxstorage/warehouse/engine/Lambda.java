package dev.maxstorage.warehouse.engine;

import java.util.List;

/** A lambda of SQL, whose body is translated when the types of its parameters are known. */
interface Lambda {

  /** How many parameters it has. */
  int parameters();

  /**
   * The body.
   *
   * @param values what the parameters stand for, as many as it has
   */
  SqlValue body(List<SqlValue> values);

  /** A name for a DuckDB lambda's parameter that nothing else in the statement has, quoted. */
  String freshName();
}
