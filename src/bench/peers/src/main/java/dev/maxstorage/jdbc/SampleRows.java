package dev.maxstorage.jdbc;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.ColumnSetter;
import dev.maxstorage.types.ColumnSetters;
import dev.maxstorage.types.OdpsTypeParser;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The rows that every result set of the getter benchmarks shows: 8 columns, no NULL, always the same. */
final class SampleRows {
  /** Names and MaxCompute types. */
  static final List<Column> COLUMNS =
      List.of(
          column("id", "bigint"),
          column("number", "int"),
          column("ratio", "double"),
          column("name", "string"),
          column("price", "decimal(38,2)"),
          column("at", "timestamp_ntz"),
          column("day", "date"),
          column("flag", "boolean"));

  private SampleRows() {}

  private static Column column(String name, String type) {
    return Column.of(name, OdpsTypeParser.parse(type));
  }

  /** Values in the order of {@link #COLUMNS}, as java.time, BigDecimal, String and primitives' boxes. */
  static List<Object[]> values(int rows) {
    Random random = new Random(42);
    List<Object[]> values = new ArrayList<>(rows);
    for (int r = 0; r < rows; r++) {
      LocalDateTime at =
          LocalDateTime.ofInstant(
              Instant.ofEpochSecond(random.nextInt(2_000_000_000), random.nextInt(1_000_000) * 1_000L),
              ZoneOffset.UTC);
      values.add(
          new Object[] {
            random.nextLong(),
            random.nextInt(),
            random.nextDouble(),
            "customer#" + random.nextInt(1_000_000_000),
            BigDecimal.valueOf(random.nextLong() >> 12, 2),
            at,
            LocalDate.ofEpochDay(random.nextInt(25_000)),
            random.nextBoolean()
          });
    }
    return values;
  }

  /** The rows as vectors; the caller closes them. */
  static VectorSchemaRoot root(List<Object[]> values, BufferAllocator allocator) {
    VectorSchemaRoot root = VectorSchemaRoot.create(ArrowTypes.schema(COLUMNS), allocator);
    for (int c = 0; c < COLUMNS.size(); c++) {
      root.getVector(c).allocateNew();
      ColumnSetter setter =
          ColumnSetters.bind(root.getVector(c), COLUMNS.get(c).type(), ZoneOffset.UTC);
      for (int r = 0; r < values.size(); r++) {
        setter.setObject(r, values.get(r)[c]);
      }
    }
    root.setRowCount(values.size());
    return root;
  }

  /** A value as a JDBC parameter that every peer takes. */
  static Object parameter(Object value) {
    if (value instanceof LocalDateTime dateTime) {
      return Timestamp.valueOf(dateTime);
    }
    return value instanceof LocalDate date ? java.sql.Date.valueOf(date) : value;
  }
}
