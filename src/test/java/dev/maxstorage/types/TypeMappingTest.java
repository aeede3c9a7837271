package dev.maxstorage.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.JDBCType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeMappingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tinyint | TINYINT | java.lang.Byte | TINYINT | 3 | 0 | 4",
        "smallint | SMALLINT | java.lang.Short | SMALLINT | 5 | 0 | 6",
        "int | INTEGER | java.lang.Integer | INT | 10 | 0 | 11",
        "bigint | BIGINT | java.lang.Long | BIGINT | 19 | 0 | 20",
        "float | REAL | java.lang.Float | FLOAT | 7 | 0 | 15",
        "double | DOUBLE | java.lang.Double | DOUBLE | 15 | 0 | 24",
        "decimal(10,2) | DECIMAL | java.math.BigDecimal | DECIMAL | 10 | 2 | 12",
        "decimal(5,5) | DECIMAL | java.math.BigDecimal | DECIMAL | 5 | 5 | 8",
        "string | VARCHAR | java.lang.String | STRING | 8388608 | 0 | 8388608",
        "varchar(7) | VARCHAR | java.lang.String | VARCHAR | 7 | 0 | 7",
        "char(7) | CHAR | java.lang.String | CHAR | 7 | 0 | 7",
        "json | VARCHAR | java.lang.String | JSON | 8388608 | 0 | 8388608",
        "binary | VARBINARY | byte[] | BINARY | 8388608 | 0 | 16777216",
        "boolean | BOOLEAN | java.lang.Boolean | BOOLEAN | 1 | 0 | 5",
        "date | DATE | java.sql.Date | DATE | 10 | 0 | 10",
        "datetime | TIMESTAMP | java.sql.Timestamp | DATETIME | 23 | 3 | 23",
        "timestamp | TIMESTAMP | java.sql.Timestamp | TIMESTAMP | 29 | 9 | 29",
        "timestamp_ntz | TIMESTAMP | java.sql.Timestamp | TIMESTAMP_NTZ | 29 | 9 | 29",
        "interval_day_time | OTHER | java.time.Duration | INTERVAL_DAY_TIME | 0 | 9 | 36",
        "interval_year_month | OTHER | java.time.Period | INTERVAL_YEAR_MONTH | 0 | 0 | 14",
        "array<int> | ARRAY | java.sql.Array | ARRAY<INT> | 0 | 0 | 8388608",
        "map<string,int> | JAVA_OBJECT | java.util.Map | MAP<STRING,INT> | 0 | 0 | 8388608",
        "struct<aB:decimal(5,2)> | STRUCT | java.sql.Struct | STRUCT<aB:DECIMAL(5,2)>"
            + " | 0 | 0 | 8388608",
        "blob | BLOB | java.sql.Blob | BLOB | 2147483647 | 0 | 0",
        "void | NULL | java.lang.Object | VOID | 0 | 0 | 4"
      })
  void theTableOfTypes(
      String text,
      String sqlType,
      String javaClass,
      String typeName,
      int precision,
      int scale,
      int displaySize) {
    TypeMapping mapping = TypeMapping.of(OdpsTypeParser.parse(text));

    assertThat(JDBCType.valueOf(mapping.sqlType()).getName()).isEqualTo(sqlType);
    assertThat(mapping.javaClass().getCanonicalName()).isEqualTo(javaClass);
    assertThat(mapping.typeName()).isEqualTo(typeName);
    assertThat(mapping.precision()).isEqualTo(precision);
    assertThat(mapping.scale()).isEqualTo(scale);
    assertThat(mapping.displaySize()).isEqualTo(displaySize);
  }

  @Test
  void numbersAreSignedAndHaveARadix() {
    assertThat(TypeMapping.all())
        .filteredOn(TypeMapping::signed)
        .extracting(TypeMapping::typeName)
        .containsExactly("TINYINT", "SMALLINT", "INT", "BIGINT", "FLOAT", "DOUBLE", "DECIMAL");
    assertThat(TypeMapping.all()).allMatch(mapping -> mapping.signed() == (mapping.radix() == 10));
  }

  @Test
  void everyKindThatAColumnCanHaveIsListedOnce() {
    assertThat(TypeMapping.all())
        .extracting(TypeMapping::typeName)
        .hasSize(OdpsType.Kind.values().length - 1)
        .doesNotHaveDuplicates()
        .contains("ARRAY", "MAP", "STRUCT")
        .doesNotContain("VOID");
  }

  @Test
  void longestTextsFitTheDisplaySize() {
    assertThat("-0.12345").hasSize(TypeMapping.of(new OdpsType.Decimal(5, 5)).displaySize());
    assertThat("-123").hasSize(TypeMapping.of(new OdpsType.Decimal(3, 0)).displaySize());
    assertThat(Double.toString(-2.2250738585072014E-308)).hasSize(24);
    assertThat(Float.toString(-1.17549435E-38f)).hasSizeLessThanOrEqualTo(15);
  }
}
