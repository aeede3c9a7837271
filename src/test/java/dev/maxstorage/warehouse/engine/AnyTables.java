package dev.maxstorage.warehouse.engine;

import java.util.List;
import java.util.Map;

/** A lookup by which every name is a table of some columns. */
final class AnyTables {
  private AnyTables() {}

  static RelationLookup lookup() {
    return name ->
        new RelationLookup.Table(
            Warehouse.columns(
                "a bigint", "b string", "c bigint", "d decimal(10,2)", "t datetime", "x bigint"));
  }

  static SqlTranslator translator() {
    return new SqlTranslator("Demo", "default", Map.of(), lookup());
  }

  /** The names of all functions. */
  static List<String> functions() {
    return SqlFunctions.all().stream().map(form -> form.signature().name()).distinct().toList();
  }
}
