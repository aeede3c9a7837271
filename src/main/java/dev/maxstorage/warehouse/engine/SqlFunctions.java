package dev.maxstorage.warehouse.engine;

import java.util.List;
import java.util.Map;

/**
 * The functions that SQL may call, and how each is written for DuckDB: under its own name where
 * DuckDB means the same, as an expression, as a macro of {@link DialectMacros}, or as one of {@link
 * JavaFunctions}.
 */
final class SqlFunctions {
  private static final Map<String, List<SqlFunction>> TABLE = table();

  private SqlFunctions() {}

  private static Map<String, List<SqlFunction>> table() {
    FunctionTable table = new FunctionTable();
    NumberFunctions.addTo(table);
    StringFunctions.addTo(table);
    RegexpFunctions.addTo(table);
    DateFunctions.addTo(table);
    DateTexts.addTo(table);
    NestedFunctions.addTo(table);
    JsonFunctions.addTo(table);
    LambdaFunctions.addTo(table);
    ConditionFunctions.addTo(table);
    AggregateFunctions.addTo(table);
    WindowFunctions.addTo(table);
    return table.functions();
  }

  /** The forms of the function of this name in lower case; empty if there is none. */
  static List<SqlFunction> find(String name) {
    return TABLE.getOrDefault(name, List.of());
  }

  /** All forms of all functions, by name. */
  static List<SqlFunction> all() {
    return TABLE.values().stream().flatMap(List::stream).toList();
  }
}
