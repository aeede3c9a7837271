package dev.maxstorage.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrowTypesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tinyint | Int(8, true)",
        "smallint | Int(16, true)",
        "int | Int(32, true)",
        "bigint | Int(64, true)",
        "boolean | Bool",
        "float | FloatingPoint(SINGLE)",
        "double | FloatingPoint(DOUBLE)",
        "string | Utf8",
        "varchar(5) | Utf8",
        "char(5) | Utf8",
        "json | Utf8",
        "binary | Binary",
        "blob | Binary",
        "date | Date(DAY)",
        "datetime | Timestamp(MILLISECOND, null)",
        "timestamp | Timestamp(NANOSECOND, null)",
        "timestamp_ntz | Timestamp(NANOSECOND, null)",
        "decimal(10,2) | Decimal(10, 2, 128)",
        "decimal(38,18) | Decimal(38, 18, 128)",
        "decimal(54,18) | Decimal(38, 18, 128)",
        "decimal(54,10) | Decimal(54, 10, 256)",
        "interval_year_month | Int(64, true)",
        "interval_day_time | Struct<sec: Int(64, true), nano: Int(32, true)>",
        "array<int> | List<element: Int(32, true)>",
        "map<string,bigint> | Map(false)<entries: Struct<key: Utf8 not null,"
            + " value: Int(64, true)> not null>",
        "struct<a:int,B:array<string>> | Struct<a: Int(32, true), B: List<element: Utf8>>",
        "void | Null"
      })
  void theWiresFormOfEveryType(String type, String arrowType) {
    Field field = ArrowTypes.field(Column.of("c", OdpsTypeParser.parse(type)));

    assertThat(field.toString()).isEqualTo("c: " + arrowType);
  }

  @Test
  void unitsOfTimeColumnsAreThoseAskedForAtAnyDepth() {
    TimeUnits units = new TimeUnits(TimeUnit.SECOND, TimeUnit.MICROSECOND);
    OdpsType type = OdpsTypeParser.parse("map<datetime,array<timestamp>>");

    assertThat(ArrowTypes.field(Column.of("c", type), units).toString())
        .contains("key: Timestamp(SECOND, null)")
        .contains("element: Timestamp(MICROSECOND, null)");
  }

  @Test
  void schemaKeepsOrderNamesAndNullability() {
    Column id = new Column("Id", OdpsTypeParser.parse("bigint"), false, "");
    Column name = Column.of("name", OdpsTypeParser.parse("string"));

    assertThat(ArrowTypes.schema(List.of(id, name)).toString())
        .isEqualTo("Schema<Id: Int(64, true) not null, name: Utf8>");
  }
}
