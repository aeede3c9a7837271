package dev.maxstorage.warehouse.engine;

import dev.maxstorage.types.Column;
import dev.maxstorage.types.OdpsType;
import dev.maxstorage.types.OdpsType.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * DuckDB expressions that bring values of any Arrow form the wire allows (Storage API document,
 * 7.3) into a column's stored form, or fail on the first value that does not fit. They assume the
 * UTC time zone.
 */
final class ImportSql {
  private final Column column;
  private int depth;

  private ImportSql(Column column) {
    this.column = column;
  }

  /** The stored form of DuckDB expression {@code value}, which came as Arrow {@code field}. */
  static String expression(String value, Field field, Column column) {
    return new ImportSql(column).convert(value, field, column.type());
  }

  private String convert(String value, Field field, OdpsType type) {
    ArrowType arrow = field.getType();
    if (arrow instanceof ArrowType.Null) {
      return "CAST(NULL AS " + DuckSql.type(type) + ")";
    }
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INT, BIGINT -> integer(value, arrow, type);
      case FLOAT, DOUBLE -> floating(value, arrow, type);
      case BOOLEAN -> {
        expect(arrow instanceof ArrowType.Bool, arrow, type);
        yield value;
      }
      case DECIMAL -> decimal(value, arrow, (OdpsType.Decimal) type);
      case STRING -> text(value, arrow, type);
      case VARCHAR, CHAR -> limited(text(value, arrow, type), (OdpsType.Text) type);
      case JSON -> json(text(value, arrow, type));
      case BLOB -> DuckSql.blob(text(value, arrow, type));
      case BINARY -> binary(value, arrow, type);
      case DATE -> {
        expect(arrow instanceof ArrowType.Date, arrow, type);
        yield "CAST(" + value + " AS DATE)";
      }
      case DATETIME -> datetime(value, arrow, type);
      case TIMESTAMP, TIMESTAMP_NTZ -> timestamp(value, field, type);
      case INTERVAL_DAY_TIME -> dayTime(value, field, type);
      case INTERVAL_YEAR_MONTH -> {
        expect(arrow instanceof ArrowType.Int, arrow, type);
        yield "to_months(CAST(" + value + " AS INTEGER))";
      }
      case ARRAY -> list(value, field, (OdpsType.Array) type);
      case MAP -> map(value, field, (OdpsType.Map) type);
      case STRUCT -> struct(value, field, (OdpsType.Struct) type);
      case VOID -> throw mismatch(arrow, type);
    };
  }

  private String integer(String value, ArrowType arrow, OdpsType type) {
    expect(arrow instanceof ArrowType.Int, arrow, type);
    return "CAST(" + value + " AS " + DuckSql.type(type) + ")";
  }

  private String floating(String value, ArrowType arrow, OdpsType type) {
    expect(
        arrow instanceof ArrowType.FloatingPoint number
            && (type.kind() == Kind.DOUBLE
                || number.getPrecision() == FloatingPointPrecision.SINGLE),
        arrow,
        type);
    return "CAST(" + value + " AS " + DuckSql.type(type) + ")";
  }

  private String decimal(String value, ArrowType arrow, OdpsType.Decimal type) {
    String cast = "CAST(" + value + " AS " + DuckSql.type(type) + ")";
    if (arrow instanceof ArrowType.Int) {
      return cast;
    }
    expect(arrow instanceof ArrowType.Decimal decimal && decimal.getBitWidth() <= 128, arrow, type);
    if (((ArrowType.Decimal) arrow).getScale() <= type.scale()) {
      return cast;
    }
    return checked(cast + " <> " + value, value, "has too many digits after the point for", cast);
  }

  private String text(String value, ArrowType arrow, OdpsType type) {
    if (arrow instanceof ArrowType.Binary
        || arrow instanceof ArrowType.LargeBinary
        || arrow instanceof ArrowType.BinaryView) {
      return "decode(" + value + ")";
    }
    expect(isText(arrow), arrow, type);
    return value;
  }

  private String limited(String value, OdpsType.Text type) {
    return checked("length(" + value + ") > " + type.length(), value, "is longer than", value);
  }

  private String json(String value) {
    return checked("NOT json_valid(" + value + ")", value, "is not valid text for", value);
  }

  private String binary(String value, ArrowType arrow, OdpsType type) {
    if (isText(arrow)) {
      return "encode(" + value + ")";
    }
    expect(
        arrow instanceof ArrowType.Binary
            || arrow instanceof ArrowType.LargeBinary
            || arrow instanceof ArrowType.BinaryView
            || arrow instanceof ArrowType.FixedSizeBinary,
        arrow,
        type);
    return value;
  }

  private static boolean isText(ArrowType arrow) {
    return arrow instanceof ArrowType.Utf8
        || arrow instanceof ArrowType.LargeUtf8
        || arrow instanceof ArrowType.Utf8View;
  }

  private String datetime(String value, ArrowType arrow, OdpsType type) {
    expect(arrow instanceof ArrowType.Timestamp, arrow, type);
    String instant =
        finite(
            value, "epoch_us", "CAST(CAST(" + value + " AS " + naive(arrow) + ") AS TIMESTAMPTZ)");
    return switch (((ArrowType.Timestamp) arrow).getUnit()) {
      case SECOND, MILLISECOND -> instant;
      case MICROSECOND -> wholeMillis("epoch_us(" + value + ") % 1000 <> 0", value, instant);
      case NANOSECOND -> wholeMillis("epoch_ns(" + value + ") % 1000000 <> 0", value, instant);
    };
  }

  private String wholeMillis(String lost, String value, String instant) {
    return checked(lost, value, "has digits after the milliseconds, too many for", instant);
  }

  /** DuckDB's type in microseconds for an Arrow timestamp. */
  private static String naive(ArrowType arrow) {
    boolean zoned = ((ArrowType.Timestamp) arrow).getTimezone() != null;
    return zoned ? "TIMESTAMPTZ" : "TIMESTAMP";
  }

  private String timestamp(String value, Field field, OdpsType type) {
    String stored = DuckSql.type(type);
    if (isSecondsAndNanos(field)) {
      return finite(
          value, "epoch_ns", "CAST(make_timestamp_ns(" + nanos(value) + ") AS " + stored + ")");
    }
    expect(field.getType() instanceof ArrowType.Timestamp, field.getType(), type);
    ArrowType.Timestamp arrow = (ArrowType.Timestamp) field.getType();
    String nanos = arrow.getTimezone() == null ? "TIMESTAMP_NS" : "TIMESTAMPTZ_NS";
    return finite(
        value, "epoch_ns", "CAST(CAST(" + value + " AS " + nanos + ") AS " + stored + ")");
  }

  /** DuckDB keeps the ends of the 64-bit range for infinity, which has no number. */
  private String finite(String value, String number, String stored) {
    return checked(
        value + " IS NOT NULL AND " + number + "(" + stored + ") IS NULL",
        value,
        "is outside the range of",
        stored);
  }

  private String dayTime(String value, Field field, OdpsType type) {
    if (isSecondsAndNanos(field)) {
      String micros =
          "(struct_extract("
              + value
              + ", 'sec') * 1000000 + struct_extract("
              + value
              + ", 'nano') // 1000)";
      return checked(
          "struct_extract(" + value + ", 'nano') % 1000 <> 0",
          value,
          "has digits after the microseconds, too many for",
          "to_microseconds(" + micros + ")");
    }
    expect(
        field.getType() instanceof ArrowType.Timestamp timestamp
            && timestamp.getUnit() == TimeUnit.NANOSECOND,
        field.getType(),
        type);
    String nanos = "epoch_ns(" + value + ")";
    return checked(
        nanos + " % 1000 <> 0",
        value,
        "has digits after the microseconds, too many for",
        "to_microseconds(" + nanos + " // 1000)");
  }

  private static boolean isSecondsAndNanos(Field field) {
    return field.getType() instanceof ArrowType.Struct
        && field.getChildren().stream().map(Field::getName).toList().equals(List.of("sec", "nano"));
  }

  private static String nanos(String value) {
    return "struct_extract("
        + value
        + ", 'sec') * 1000000000 + struct_extract("
        + value
        + ", 'nano')";
  }

  private String list(String value, Field field, OdpsType.Array type) {
    ArrowType arrow = field.getType();
    expect(
        arrow instanceof ArrowType.List
            || arrow instanceof ArrowType.LargeList
            || arrow instanceof ArrowType.ListView
            || arrow instanceof ArrowType.FixedSizeList,
        arrow,
        type);
    String item = "e" + depth++;
    String body = convert(item, field.getChildren().get(0), type.element());
    depth--;
    return body.equals(item)
        ? value
        : "list_transform(" + value + ", lambda " + item + ": " + body + ")";
  }

  private String map(String value, Field field, OdpsType.Map type) {
    expect(field.getType() instanceof ArrowType.Map, field.getType(), type);
    List<Field> entry = field.getChildren().get(0).getChildren();
    String item = "e" + depth++;
    String key = convert(item + ".key", entry.get(0), type.key());
    String body = convert(item + ".value", entry.get(1), type.value());
    depth--;
    if (key.equals(item + ".key") && body.equals(item + ".value")) {
      return value;
    }
    return "map_from_entries(list_transform(map_entries("
        + value
        + "), lambda "
        + item
        + ": struct_pack(key := "
        + key
        + ", value := "
        + body
        + ")))";
  }

  private String struct(String value, Field field, OdpsType.Struct type) {
    expect(
        field.getType() instanceof ArrowType.Struct
            && field.getChildren().size() == type.members().size(),
        field.getType(),
        type);
    String members =
        type.members().stream()
            .map(
                member -> DuckSql.name(member.name()) + " := " + member(value, field, type, member))
            .collect(Collectors.joining(", "));
    return "CASE WHEN " + value + " IS NULL THEN NULL ELSE struct_pack(" + members + ") END";
  }

  /** Members match by name in any case; if one does not, all match by position. */
  private String member(String value, Field field, OdpsType.Struct type, OdpsType.Member member) {
    List<String> names =
        field.getChildren().stream()
            .map(child -> child.getName().toLowerCase(Locale.ROOT))
            .toList();
    boolean byName =
        type.members().stream()
            .allMatch(each -> names.contains(each.name().toLowerCase(Locale.ROOT)));
    int index =
        byName
            ? names.indexOf(member.name().toLowerCase(Locale.ROOT))
            : type.members().indexOf(member);
    Field child = field.getChildren().get(index);
    return convert(
        "struct_extract(" + value + ", " + DuckSql.string(child.getName()) + ")",
        child,
        member.type());
  }

  /** Fails with the value where the condition holds. */
  private String checked(String condition, String value, String problem, String otherwise) {
    return "CASE WHEN "
        + condition
        + " THEN error('value ''' || left(CAST("
        + value
        + " AS VARCHAR), 60) || ''' "
        + problem
        + " ' || "
        + DuckSql.string("column " + column.name() + ": " + column.type().text())
        + ") ELSE "
        + otherwise
        + " END";
  }

  private void expect(boolean fits, ArrowType arrow, OdpsType type) {
    if (!fits) {
      throw mismatch(arrow, type);
    }
  }

  private EngineException mismatch(ArrowType arrow, OdpsType type) {
    return new EngineException(
        EngineException.Kind.INVALID_ARGUMENT,
        "Column "
            + column.name()
            + ": Arrow type "
            + arrow
            + " cannot be stored as "
            + type.text());
  }
}
