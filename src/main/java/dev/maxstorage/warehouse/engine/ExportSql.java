package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.TimeUnits;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.TimeUnit;

/**
 * DuckDB expressions that give stored values in the layout of the wire's Arrow schema: time columns
 * as 64-bit numbers of the unit asked for, rounded down; intervals as {@code {sec, nano}} and as
 * months. Everything else has that layout already; a BLOB reference is text here and binary there,
 * which Arrow lays out alike.
 */
final class ExportSql {
  private final TimeUnits units;
  private int depth;

  ExportSql(TimeUnits units) {
    this.units = units;
  }

  /** The select list for columns of a table, separated by commas. */
  String selectList(List<Column> columns) {
    return columns.stream()
        .map(
            column ->
                expression(DuckSql.name(column.name()), column.type())
                    + " AS "
                    + DuckSql.name(column.name()))
        .collect(Collectors.joining(", "));
  }

  /** The value of DuckDB expression {@code value}, which holds a MaxCompute {@code type}. */
  String expression(String value, OdpsType type) {
    if (!converted(type)) {
      return value;
    }
    if (type instanceof OdpsType.Array array) {
      return list(value, array.element());
    }
    if (type instanceof OdpsType.Map map) {
      return map(value, map);
    }
    if (type instanceof OdpsType.Struct struct) {
      return struct(value, struct);
    }
    return switch (type.kind()) {
      case BLOB -> DuckSql.blobReference(value);
      case DATETIME -> datetime(value);
      case TIMESTAMP, TIMESTAMP_NTZ -> fromNanos("epoch_ns(" + value + ")", units.timestamp());
      case INTERVAL_DAY_TIME -> dayTime(value);
      case INTERVAL_YEAR_MONTH ->
          "(extract(year FROM " + value + ") * 12 + extract(month FROM " + value + "))";
      default -> throw new IllegalStateException("No conversion for " + type.text());
    };
  }

  private static boolean converted(OdpsType type) {
    if (type instanceof OdpsType.Array array) {
      return converted(array.element());
    }
    if (type instanceof OdpsType.Map map) {
      return converted(map.key()) || converted(map.value());
    }
    if (type instanceof OdpsType.Struct struct) {
      return struct.members().stream().anyMatch(member -> converted(member.type()));
    }
    return switch (type.kind()) {
      case DATETIME, TIMESTAMP, TIMESTAMP_NTZ, INTERVAL_DAY_TIME, INTERVAL_YEAR_MONTH, BLOB -> true;
      default -> false;
    };
  }

  private String list(String value, OdpsType element) {
    String item = "e" + depth++;
    String body = expression(item, element);
    depth--;
    return "list_transform(" + value + ", lambda " + item + ": " + body + ")";
  }

  private String map(String value, OdpsType.Map map) {
    String entry = "e" + depth++;
    String key = expression(entry + ".key", map.key());
    String item = expression(entry + ".value", map.value());
    depth--;
    return "map_from_entries(list_transform(map_entries("
        + value
        + "), lambda "
        + entry
        + ": struct_pack(key := "
        + key
        + ", value := "
        + item
        + ")))";
  }

  private String struct(String value, OdpsType.Struct struct) {
    String members =
        struct.members().stream()
            .map(
                member ->
                    DuckSql.name(member.name())
                        + " := "
                        + expression(
                            "struct_extract(" + value + ", " + DuckSql.string(member.name()) + ")",
                            member.type()))
            .collect(Collectors.joining(", "));
    return "CASE WHEN " + value + " IS NULL THEN NULL ELSE struct_pack(" + members + ") END";
  }

  private String datetime(String value) {
    return switch (units.datetime()) {
      case SECOND -> floor("epoch_us(" + value + ")", 1_000_000);
      case MILLISECOND -> "epoch_ms(" + value + ")";
      case MICROSECOND -> "epoch_us(" + value + ")";
      case NANOSECOND -> "(epoch_us(" + value + ") * 1000)";
    };
  }

  private static String fromNanos(String nanos, TimeUnit unit) {
    return switch (unit) {
      case SECOND -> floor(nanos, 1_000_000_000);
      case MILLISECOND -> floor(nanos, 1_000_000);
      case MICROSECOND -> floor(nanos, 1_000);
      case NANOSECOND -> nanos;
    };
  }

  private static String dayTime(String value) {
    String micros = "epoch_us(" + value + ")";
    return "CASE WHEN "
        + value
        + " IS NULL THEN NULL WHEN extract(year FROM "
        + value
        + ") <> 0 OR extract(month FROM "
        + value
        + ") <> 0 THEN error('the interval ' || "
        + value
        + " || ' has months; day-time intervals have none') ELSE struct_pack(sec := "
        + floor(micros, 1_000_000)
        + ", nano := ("
        + remainder(micros, 1_000_000)
        + " * 1000)::INTEGER) END";
  }

  /** Division that rounds toward negative infinity; DuckDB's rounds toward zero. */
  private static String floor(String value, long divisor) {
    return "((" + value + " - " + remainder(value, divisor) + ") // " + divisor + ")";
  }

  private static String remainder(String value, long divisor) {
    return "(((" + value + " % " + divisor + ") + " + divisor + ") % " + divisor + ")";
  }
}
