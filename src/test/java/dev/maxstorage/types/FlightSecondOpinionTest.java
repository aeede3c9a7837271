package dev.maxstorage.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.driver.jdbc.accessor.ArrowFlightJdbcAccessor;
import org.apache.arrow.driver.jdbc.accessor.ArrowFlightJdbcAccessorFactory;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our accessors against those of flight-sql-jdbc-core, on the same vectors, where those are right.
 * The last tests show where they are not: why no room but the tests uses them.
 */
class FlightSecondOpinionTest extends VectorTest {

  private FieldVector column(String typeText, Object... values) {
    OdpsType type = type(typeText);
    FieldVector vector = vector(type);
    ColumnSetter setter = ColumnSetters.bind(vector, type, UTC);
    for (int row = 0; row < values.length; row++) {
      if (values[row] == null) {
        setter.setNull(row);
      } else {
        setter.setObject(row, values[row]);
      }
    }
    vector.setValueCount(values.length);
    return vector;
  }

  private static ArrowFlightJdbcAccessor flight(FieldVector vector, int row) {
    return ArrowFlightJdbcAccessorFactory.createAccessor(vector, () -> row, wasNull -> {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"tinyint", "smallint", "int", "bigint", "float", "double"})
  void numbersAgree(String type) throws SQLException {
    FieldVector vector = column(type, 0, 1, -1, 127, -128, null);
    ColumnAccessor ours = ColumnAccessors.bind(vector, type(type), UTC);

    for (int row = 0; row < 5; row++) {
      ArrowFlightJdbcAccessor theirs = flight(vector, row);
      assertThat(ours.getLong(row)).isEqualTo(theirs.getLong());
      assertThat(ours.getDouble(row)).isEqualTo(theirs.getDouble());
      assertThat(ours.getString(row)).isEqualTo(theirs.getString());
    }
    assertThat(flight(vector, 5).getObject()).isNull();
    assertThat(ours.isNull(5)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"decimal(5,2)", "decimal(38,18)", "decimal(60,10)"})
  void decimalsAgree(String type) throws SQLException {
    FieldVector vector = column(type, new BigDecimal("-123.45"), 0, new BigDecimal("0.01"));
    ColumnAccessor ours = ColumnAccessors.bind(vector, type(type), UTC);

    for (int row = 0; row < 3; row++) {
      assertThat(ours.getBigDecimal(row)).isEqualTo(flight(vector, row).getBigDecimal());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"int", "bigint", "double", "boolean", "decimal(10,2)"})
  void lengthsAndPlainElementsOfArraysAgree(String element) throws SQLException {
    String type = "array<" + element + ">";
    FieldVector vector =
        column(type, Arrays.asList(1, null, 0), List.of(), null, List.of(1), List.of(0, 1));
    ColumnAccessor ours = ColumnAccessors.bind(vector, type(type), UTC);

    for (int row : new int[] {0, 1, 3, 4}) {
      Object[] theirs = (Object[]) flight(vector, row).getArray().getArray();
      assertThat(((SqlArray) ours.getObject(row)).elements()).containsExactly(theirs);
    }
    assertThat(flight(vector, 2).getArray()).isNull();
    assertThat(ours.isNull(2)).isTrue();
  }

  @Test
  void plainAttributesOfStructsAgree() throws SQLException {
    String type = "struct<a:int,b:double>";
    FieldVector vector = column(type, Arrays.asList(1, null), null, List.of(2, 0.5));
    ColumnAccessor ours = ColumnAccessors.bind(vector, type(type), UTC);

    for (int row : new int[] {0, 2}) {
      Object[] theirs = flight(vector, row).getStruct().getAttributes();
      assertThat(((SqlStruct) ours.getObject(row)).getAttributes()).containsExactly(theirs);
    }
    assertThat(flight(vector, 1).getStruct()).isNull();
    assertThat(ours.isNull(1)).isTrue();
  }

  @Test
  void theirElementsAreArrowsOwnObjects() throws SQLException {
    FieldVector dates = column("array<date>", List.of("2026-01-31"));
    FieldVector texts = column("array<string>", List.of("x"));

    Object[] date = (Object[]) flight(dates, 0).getArray().getArray();
    Object[] text = (Object[]) flight(texts, 0).getArray().getArray();
    assertThat(date).containsExactly(20484);
    assertThat(text[0]).isNotInstanceOf(String.class);
  }

  @Test
  void theirGettersNarrowSilentlyAndTheirArraysAreOffByOne() throws SQLException {
    FieldVector longs = column("bigint", 1L << 40);
    FieldVector arrays = column("array<int>", List.of(1, 2));

    assertThat(flight(longs, 0).getInt()).isZero();
    assertThat(flight(arrays, 0).getArray().getArray(1, 1)).isEqualTo(new Object[] {2});
    assertThatThrownBy(() -> flight(arrays, 0).getArray().getArray(2, 1))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class);
  }
}
