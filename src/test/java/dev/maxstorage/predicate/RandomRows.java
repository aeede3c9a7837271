package dev.maxstorage.predicate;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.ColumnSetter;
import dev.maxstorage.types.ColumnSetters;
import dev.maxstorage.types.OdpsType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Rows of a few values a column, so that random conditions often meet them. */
final class RandomRows {
  static final List<Column> COLUMNS =
      BoundText.columns(
          "k int; tiny tinyint; small smallint; big bigint; f float; d double; m decimal(10,2);"
              + " wide decimal(38,18); s string; c char(6); flag boolean; day date; dt datetime;"
              + " ts timestamp; ntz timestamp_ntz; bin binary");

  /** The same, and two that can be partition columns. */
  static final List<Column> WITH_PARTITIONS =
      Stream.concat(COLUMNS.stream(), BoundText.columns("ps string; pn bigint").stream()).toList();

  private static final List<String> TEXTS =
      List.of("", "a", "A", "ab", "it's", "ä", "\uffee", "\ud83d\ude00", "b ", "l\nb", "q\\");

  private RandomRows() {}

  /** A value for a column: Java classes as the column's setter and the binder take them. */
  static Object value(Column column, Random random) {
    if (isPartition(column)) {
      return partitionValue(column, random);
    } else if (random.nextInt(12) == 0) {
      return extreme(column, random);
    }
    int small = random.nextInt(9) - 4;
    return switch (column.type().kind()) {
      case TINYINT -> (byte) (small * 30);
      case SMALLINT -> (short) small;
      case INT -> small;
      case BIGINT -> random.nextInt(10) == 0 ? Long.MAX_VALUE - random.nextInt(2) : (long) small;
      case FLOAT -> small / 4.0f;
      case DOUBLE ->
          switch (random.nextInt(10)) {
            case 0 -> -0.0;
            case 1 -> 1e300;
            case 2 -> 0.1;
            default -> small / 2.0;
          };
      case DECIMAL -> decimal((OdpsType.Decimal) column.type(), random);
      case STRING, VARCHAR, CHAR -> TEXTS.get(random.nextInt(TEXTS.size()));
      case BOOLEAN -> random.nextBoolean();
      case DATE -> LocalDate.of(2026, 1, 5).plusDays(small);
      case DATETIME -> instant(random, 1_000_000);
      case TIMESTAMP -> instant(random, 1);
      case TIMESTAMP_NTZ -> LocalDateTime.ofInstant(instant(random, 1), ZoneOffset.UTC);
      case BINARY -> new byte[] {(byte) (random.nextInt(3) * 127), (byte) small};
      default -> throw new IllegalStateException(column.toString());
    };
  }

  private static boolean isPartition(Column column) {
    return column.name().equals("ps") || column.name().equals("pn");
  }

  private static Object partitionValue(Column column, Random random) {
    int choice = random.nextInt(4);
    return column.name().equals("ps")
        ? List.of("a", "A", "ab", "a/b").get(choice)
        : List.of(-1L, 0L, 2L, 1L << 40).get(choice);
  }

  /** The ends of the type, as far as the engines of the test have them. */
  private static Object extreme(Column column, Random random) {
    boolean least = random.nextBoolean();
    return switch (column.type().kind()) {
      case TINYINT -> least ? Byte.MIN_VALUE : Byte.MAX_VALUE;
      case SMALLINT -> least ? Short.MIN_VALUE : Short.MAX_VALUE;
      case INT -> least ? Integer.MIN_VALUE : Integer.MAX_VALUE;
      case BIGINT -> least ? -Long.MAX_VALUE : Long.MAX_VALUE;
      case FLOAT -> List.of(Float.NaN, -Float.MAX_VALUE, Float.MIN_VALUE).get(random.nextInt(3));
      case DOUBLE ->
          List.of(Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.MIN_VALUE)
              .get(random.nextInt(4));
      case DATE -> least ? LocalDate.of(1, 1, 1) : LocalDate.of(9999, 12, 31);
      case DATETIME, TIMESTAMP -> extremeInstant(least);
      case TIMESTAMP_NTZ -> LocalDateTime.ofInstant(extremeInstant(least), ZoneOffset.UTC);
      case BINARY -> least ? new byte[0] : new byte[] {-1, -1, -1};
      case BOOLEAN -> least;
      case DECIMAL -> decimal((OdpsType.Decimal) column.type(), random);
      case STRING, VARCHAR, CHAR -> least ? "" : "\udbff\udfff";
      default -> throw new IllegalStateException(column.toString());
    };
  }

  private static Instant extremeInstant(boolean least) {
    return Instant.parse(least ? "1900-01-01T00:00:00Z" : "2261-12-31T23:59:59Z");
  }

  private static BigDecimal decimal(OdpsType.Decimal type, Random random) {
    BigDecimal unit = BigDecimal.ONE.movePointLeft(type.scale());
    BigDecimal large = new BigDecimal("9".repeat(type.precision() - type.scale()));
    return switch (random.nextInt(6)) {
      case 0 -> large.add(unit.multiply(BigDecimal.valueOf(random.nextInt(3))));
      case 1 -> large.negate().subtract(unit.multiply(BigDecimal.valueOf(random.nextInt(3))));
      case 2 -> unit.multiply(BigDecimal.valueOf(random.nextInt(5) - 2));
      default -> new BigDecimal(random.nextInt(9) - 4).multiply(new BigDecimal("2.5"));
    };
  }

  private static Instant instant(Random random, int nanoStep) {
    int fraction = List.of(0, 1_000_000, 500_000_000, 1).get(random.nextInt(4));
    return Instant.parse("2026-01-31T04:00:00Z")
        .plusSeconds(random.nextInt(4) - 2)
        .plusNanos(fraction / nanoStep * (long) nanoStep);
  }

  /**
   * Rows of values in column order, with nulls but for the first column, which is the row number.
   */
  static List<List<@Nullable Object>> rows(int count, Random random) {
    return rows(COLUMNS, count, random);
  }

  /** Rows of some columns; those that can be partition columns are never null. */
  static List<List<@Nullable Object>> rows(List<Column> columns, int count, Random random) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      List<@Nullable Object> row = new ArrayList<>();
      for (Column column : columns) {
        boolean isNull = random.nextInt(6) == 0 && !isPartition(column);
        row.add(column.name().equals("k") ? k : isNull ? null : value(column, random));
      }
      rows.add(row);
    }
    return rows;
  }

  /** The rows as a batch, which the caller closes. */
  static VectorSchemaRoot batch(List<List<@Nullable Object>> rows, BufferAllocator allocator) {
    VectorSchemaRoot root = VectorSchemaRoot.create(ArrowTypes.schema(COLUMNS), allocator);
    fill(root, rows);
    return root;
  }

  static void fill(VectorSchemaRoot root, List<List<@Nullable Object>> rows) {
    root.clear();
    for (int i = 0; i < COLUMNS.size(); i++) {
      ColumnSetter setter =
          ColumnSetters.bind(root.getVector(i), COLUMNS.get(i).type(), BoundText.ZONE);
      for (int row = 0; row < rows.size(); row++) {
        @Nullable Object value = rows.get(row).get(i);
        if (value == null) {
          setter.setNull(row);
        } else {
          setter.setObject(row, value);
        }
      }
    }
    root.setRowCount(rows.size());
  }
}
