package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsTypeParser;
import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Matches the columns of arriving Arrow batches with those of a table (Storage API document, 6.7
 * and 6.12): by name in any case; a missing column is null; an unknown one is refused.
 */
final class ArrivedRows {
  /** The column of a delta table's rows that tells upserts from deletes. */
  private static final String OPERATION = "__operation";

  private ArrivedRows() {}

  /** Storage API document, 6.13: null and a missing column stand for upsert. */
  private static String operation(@Nullable Field field) {
    if (field == null) {
      return "CAST(" + DeltaState.UPSERT + " AS TINYINT)";
    }
    String value =
        ImportSql.expression(
            DuckSql.name(field.getName()),
            field,
            Column.of(OPERATION, OdpsTypeParser.parse("tinyint")));
    return "CAST(CASE WHEN "
        + value
        + " IS NULL THEN "
        + DeltaState.UPSERT
        + " WHEN "
        + value
        + " IN ("
        + DeltaState.UPSERT
        + ", "
        + DeltaState.DELETE
        + ") THEN "
        + value
        + " ELSE error('"
        + OPERATION
        + " is ' || "
        + value
        + " || '; it must be "
        + DeltaState.UPSERT
        + " (upsert) or "
        + DeltaState.DELETE
        + " (delete)') END AS TINYINT)";
  }

  /**
   * A query over {@code source} for the table's data columns and the partition columns not fixed.
   */
  static String select(TableState table, PartitionSpec fixed, Schema schema, String source) {
    List<Column> expected =
        Stream.concat(table.columns().stream(), table.notFixed(fixed).stream()).toList();
    Map<String, Field> arrived = byName(schema);
    List<String> columns = new ArrayList<>();
    for (Column column : expected) {
      Field field = arrived.remove(column.name().toLowerCase(Locale.ROOT));
      columns.add(value(table, column, field) + " AS " + DuckSql.name(column.name()));
    }
    if (table.delta() != null) {
      columns.add(operation(arrived.remove(OPERATION)) + " AS " + DeltaState.OPERATION);
    }
    if (!arrived.isEmpty()) {
      throw new EngineException(
          Kind.INVALID_ARGUMENT,
          "Table "
              + table.name().text()
              + " has no column "
              + arrived.values().iterator().next().getName()
              + " to write; it has "
              + expected.stream().map(Column::name).collect(Collectors.joining(", ")));
    }
    return "SELECT " + String.join(", ", columns) + " FROM " + source;
  }

  private static Map<String, Field> byName(Schema schema) {
    Map<String, Field> fields = new HashMap<>();
    for (Field field : schema.getFields()) {
      if (fields.put(field.getName().toLowerCase(Locale.ROOT), field) != null) {
        throw new EngineException(
            Kind.INVALID_ARGUMENT, "Column " + field.getName() + " is there twice");
      }
    }
    return fields;
  }

  private static String value(TableState table, Column column, @Nullable Field field) {
    if (field != null) {
      return ImportSql.expression(DuckSql.name(field.getName()), field, column);
    }
    if (table.partitionColumns().contains(column)) {
      throw new EngineException(
          Kind.INVALID_ARGUMENT,
          "Partition column " + column.name() + " is neither fixed nor among the rows' columns");
    }
    if (!column.nullable() && !DataTable.nullWhenDeleted(table, column)) {
      throw new EngineException(
          Kind.INVALID_ARGUMENT,
          "Column " + column.name() + " is NOT NULL and missing in the rows");
    }
    return "CAST(NULL AS " + DuckSql.type(column.type()) + ")";
  }
}
