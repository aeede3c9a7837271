package dev.maxstorage.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.Test;

class NestedValuesTest extends VectorTest {

  @Test
  void arrayGivesElementsOfTheElementTypesClass() throws SQLException {
    ColumnAccessor values = written("array<int>", Arrays.asList(1, null, 3), List.of(), null);

    Array array = (Array) values.getObject(0);
    assertThat(array.getBaseType()).isEqualTo(Types.INTEGER);
    assertThat(array.getBaseTypeName()).isEqualTo("INT");
    assertThat(array.getArray()).isEqualTo(new Integer[] {1, null, 3});
    assertThat(array.getArray(2, 5)).isEqualTo(new Integer[] {null, 3});
    assertThat(array.getArray(1, 1)).isEqualTo(new Integer[] {1});
    assertThat(((Array) values.getObject(1)).getArray()).isEqualTo(new Integer[0]);
    assertThat(values.isNull(2)).isTrue();
  }

  @Test
  void arrayIndexesStartAtOne() {
    Array array = (Array) written("array<int>", List.of(1, 2)).getObject(0);

    assertThatThrownBy(() -> array.getArray(0, 1))
        .isInstanceOf(ConversionException.class)
        .hasMessage("1 elements from index 0 does not fit into array of 2 elements");
    assertThatThrownBy(() -> array.getArray(3, 1)).isInstanceOf(ConversionException.class);
    assertThatThrownBy(() -> array.getArray(1, -1)).isInstanceOf(ConversionException.class);
  }

  @Test
  void elementsAreTheSameAsColumnsOfTheirType() throws SQLException {
    Instant instant = Instant.parse("2026-01-31T12:00:00.123Z");

    assertThat(elements("array<datetime>", instant)).containsExactly(Timestamp.from(instant));
    assertThat(elements("array<timestamp>", instant.plusNanos(1)))
        .containsExactly(Timestamp.from(instant.plusNanos(1)));
    assertThat(elements("array<date>", LocalDate.of(1, 1, 1)))
        .containsExactly(Date.valueOf("0001-01-01"));
    assertThat(elements("array<decimal(38,18)>", BigDecimal.ONE))
        .containsExactly(new BigDecimal("1.000000000000000000"));
    assertThat(elements("array<tinyint>", 1)).containsExactly((byte) 1);
    assertThat(elements("array<string>", "x")).containsExactly("x");
    assertThat(elements("array<binary>", (Object) new byte[] {1})).containsExactly(new byte[] {1});
    assertThat(elements("array<blob>", "ref"))
        .containsExactly("ref".getBytes(StandardCharsets.UTF_8));
    assertThat(elements("array<boolean>", true)).containsExactly(true);
  }

  private Object[] elements(String type, Object element) throws SQLException {
    return (Object[]) ((Array) written(type, List.of(element)).getObject(0)).getArray();
  }

  @Test
  void structHasTypeNameAndAttributes() throws SQLException {
    ColumnAccessor values =
        written("struct<Id:bigint,name:string>", Arrays.asList(7, null), List.of(8, "x"));

    Struct struct = (Struct) values.getObject(0);
    assertThat(struct.getSQLTypeName()).isEqualTo("STRUCT<Id:BIGINT,name:STRING>");
    assertThat(struct.getAttributes()).containsExactly(7L, null);
    assertThat(struct.getAttributes(Map.of())).containsExactly(7L, null);
    assertThat(values.getObject(1, Object[].class)).containsExactly(8L, "x");
  }

  @Test
  void mapKeepsOrderAndTheClassesOfItsTypes() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("z", 1);
    map.put("a", null);
    ColumnAccessor values = written("map<string,bigint>", map, Map.of());

    assertThat((Map<?, ?>) values.getObject(0)).isEqualTo(mapOf("z", 1L, "a", null));
    assertThat(((Map<?, ?>) values.getObject(0)).keySet().toString()).isEqualTo("[z, a]");
    assertThat((Map<?, ?>) values.getObject(1)).isEmpty();
  }

  private static Map<Object, Object> mapOf(Object key, Object value, Object key2, Object value2) {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    map.put(key2, value2);
    return map;
  }

  private static final String DEEP =
      "map<string,array<struct<a:array<int>,b:map<date,decimal(5,2)>,c:array<string>>>>";

  private ColumnAccessor deep() {
    Map<String, Object> struct = new LinkedHashMap<>();
    struct.put("A", new int[] {1, 2});
    struct.put("b", Map.of(LocalDate.of(2026, 1, 31), new BigDecimal("1.5")));
    return written(DEEP, Map.of("k", Arrays.asList(struct, null)));
  }

  @Test
  void getObjectIsMadeOfJavaSqlAtEveryDepth() throws SQLException {
    Map<?, ?> map = (Map<?, ?>) deep().getObject(0);

    Object[] structs = (Object[]) ((Array) map.get("k")).getArray();
    assertThat(structs[1]).isNull();
    Object[] attributes = ((Struct) structs[0]).getAttributes();
    assertThat(((Array) attributes[0]).getArray()).isEqualTo(new Integer[] {1, 2});
    assertThat(attributes[1]).isEqualTo(Map.of(Date.valueOf("2026-01-31"), new BigDecimal("1.50")));
    assertThat(attributes[2]).isNull();
  }

  @Test
  void askedForAsCollectionsItIsMadeOfCollectionsAtEveryDepth() {
    Map<?, ?> map = deep().getObject(0, Map.class);

    List<?> structs = (List<?>) map.get("k");
    assertThat(structs.get(1)).isNull();
    Map<?, ?> struct = (Map<?, ?>) structs.get(0);
    assertThat(struct.get("a")).isEqualTo(List.of(1, 2));
    assertThat(struct.get("b"))
        .isEqualTo(Map.of(Date.valueOf("2026-01-31"), new BigDecimal("1.50")));
    assertThat(struct.get("c")).isNull();
    assertThat(struct.keySet().toString()).isEqualTo("[a, b, c]");
  }

  @Test
  void textIsJson() {
    assertThat(deep().getString(0))
        .isEqualTo("{\"k\":[{\"a\":[1,2],\"b\":{\"2026-01-31\":1.50},\"c\":null},null]}");
    assertThat(written("array<string>", List.of("\"\\\n\r\t\b\f\u0001é\uD83D\uDE00")).getString(0))
        .isEqualTo("[\"\\\"\\\\\\n\\r\\t\\b\\f\\u0001é\uD83D\uDE00\"]");
    assertThat(written("array<double>", List.of(1.5, Double.NaN, 1e300)).getString(0))
        .isEqualTo("[1.5,\"NaN\",1.0E300]");
    assertThat(written("array<boolean>", List.of(true)).getString(0)).isEqualTo("[true]");
    assertThat(written("array<decimal(38,18)>", List.of(1)).getString(0))
        .isEqualTo("[1.000000000000000000]");
    assertThat(written("array<binary>", List.of(new byte[] {10})).getString(0))
        .isEqualTo("[\"0a\"]");
    assertThat(written("map<int,timestamp>", Map.of(1, Instant.EPOCH)).getString(0))
        .isEqualTo("{\"1\":\"1970-01-01 00:00:00\"}");
    assertThat(written("array<float>", List.of()).getObject(0, String.class)).isEqualTo("[]");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    ColumnAccessor values = written("array<int>", List.of(1));

    assertThatThrownBy(() -> values.getInt(0)).hasMessage("ARRAY<INT> cannot be converted to int");
    assertThatThrownBy(() -> values.getTimestamp(0, null)).isInstanceOf(ConversionException.class);
    assertThatThrownBy(() -> values.getObject(0, Map.class))
        .hasMessage("ARRAY<INT> cannot be converted to java.util.Map");
    assertThatThrownBy(() -> values.getObject(0, int[].class))
        .isInstanceOf(ConversionException.class);
  }

  @Test
  void valuesStayWhenTheNextBatchIsLoaded() throws SQLException {
    OdpsType type = type("array<string>");
    FieldVector vector = vector(type);
    ColumnSetter setter = ColumnSetters.bind(vector, type, UTC);
    setter.setObject(0, List.of("first"));
    vector.setValueCount(1);
    Array array = (Array) ColumnAccessors.bind(vector, type, UTC).getObject(0);

    vector.clear();
    vector.allocateNew();
    setter.setObject(0, List.of("other"));

    assertThat(array.getArray()).isEqualTo(new String[] {"first"});
  }

  @Test
  void theLastRowMaySetAgainWithMoreFewerOrNoElements() {
    OdpsType type = type("map<string,array<string>>");
    FieldVector vector = vector(type);
    ColumnSetter setter = ColumnSetters.bind(vector, type, UTC);
    setter.setObject(0, Map.of("a", List.of("1", "2", "3")));
    setter.setObject(0, Map.of("b", List.of("4")));
    setter.setObject(1, Map.of("c", List.of("5", "6")));
    setter.setNull(1);
    setter.setObject(2, Map.of("d", List.of("7")));
    setter.setNull(2);
    setter.setObject(2, Map.of("e", List.of("8", "9")));
    vector.setValueCount(4);
    ColumnAccessor values = ColumnAccessors.bind(vector, type, UTC);

    assertThat(values.getString(0)).isEqualTo("{\"b\":[\"4\"]}");
    assertThat(values.isNull(1)).isTrue();
    assertThat(values.getString(2)).isEqualTo("{\"e\":[\"8\",\"9\"]}");
    assertThat(values.isNull(3)).isTrue();
  }

  @Test
  void aRowThatFailedHalfWayIsSetAgain() {
    OdpsType type = type("array<struct<a:tinyint,b:string>>");
    FieldVector vector = vector(type);
    ColumnSetter setter = ColumnSetters.bind(vector, type, UTC);
    setter.setObject(0, List.of(List.of(1, "x")));

    assertThatThrownBy(() -> setter.setObject(1, List.of(List.of(2, "y"), List.of(300, "z"))))
        .hasMessage("300 does not fit into TINYINT (-128 to 127)");
    setter.setObject(1, List.of(List.of(3, "w")));
    vector.setValueCount(2);

    assertThat(ColumnAccessors.bind(vector, type, UTC).getString(1))
        .isEqualTo("[{\"a\":3,\"b\":\"w\"}]");
  }

  @Test
  void arraysComeFromEverythingThatHoldsElementsInOrder() {
    SqlArray sqlArray = new SqlArray(type("int"), List.of(1, 2));
    ColumnAccessor values =
        written(
            "array<int>",
            List.of(1, 2),
            new LinkedHashSet<>(List.of(1, 2)),
            new int[] {1, 2},
            new long[] {1, 2},
            new byte[] {1, 2},
            new Object[] {1L, "2"},
            sqlArray,
            new ForeignArray(new short[] {1, 2}));

    for (int row = 0; row < 8; row++) {
      assertThat(values.getString(row)).isEqualTo("[1,2]");
    }
    assertThatThrownBy(() -> written("array<int>", "1,2"))
        .hasMessage("String cannot be converted to ARRAY<INT>");
    assertThatThrownBy(() -> written("array<int>", Map.of()))
        .hasMessageEndingWith("cannot be converted to ARRAY<INT>");
    assertThatThrownBy(() -> written("array<int>", new ForeignArray(null)))
        .isInstanceOf(ConversionException.class)
        .hasCauseInstanceOf(SQLException.class);
  }

  @Test
  void structsComeFromStructsListsArraysAndMaps() {
    OdpsType.Struct type = (OdpsType.Struct) type("struct<a:int,B:string>");
    ColumnAccessor values =
        written(
            type,
            UTC,
            new SqlStruct(type, Arrays.asList(1, "x")),
            List.of(1, "x"),
            new Object[] {1, "x"},
            Map.of("A", 1, "b", "x"),
            Map.of("a", 1));

    for (int row = 0; row < 4; row++) {
      assertThat(values.getString(row)).isEqualTo("{\"a\":1,\"B\":\"x\"}");
    }
    assertThat(values.getObject(4, Map.class)).containsExactly(entry("a", 1), entry("B", null));
    assertThatThrownBy(() -> written(type, UTC, Map.of("c", 1)))
        .hasMessage("Member 'c' does not fit into struct<a:int,B:string>");
    assertThatThrownBy(() -> written(type, UTC, List.of(1)))
        .hasMessage("1 attributes does not fit into struct<a:int,B:string>");
    assertThatThrownBy(() -> written(type, UTC, 1)).isInstanceOf(ConversionException.class);
    assertThatThrownBy(() -> new SqlStruct(type, List.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNullKeyIsRefused() {
    Map<String, Integer> map = Collections.singletonMap(null, 1);

    assertThatThrownBy(() -> written("map<string,int>", map))
        .hasMessage("Key null does not fit into map<string,int>");
    assertThatThrownBy(() -> written("map<string,int>", List.of()))
        .isInstanceOf(ConversionException.class);
  }

  @Test
  void manyRowsWithNullsRoundTrip() {
    OdpsType type = type("struct<a:array<string>,m:map<int,timestamp>,s:struct<x:decimal(20,4)>>");
    List<Object> written = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("a", i % 3 == 0 ? null : Collections.nCopies(i % 5, "v" + i));
      row.put("m", i % 4 == 0 ? null : Map.of(i, Timestamp.from(Instant.ofEpochSecond(i, i))));
      row.put("s", i % 7 == 0 ? null : Collections.singletonMap("x", BigDecimal.valueOf(i, 4)));
      written.add(i % 11 == 0 ? null : row);
    }
    ColumnAccessor values = written(type, UTC, written.toArray());

    for (int i = 0; i < written.size(); i++) {
      assertThat(values.isNull(i) ? null : values.getObject(i, Map.class))
          .as("row %d", i)
          .isEqualTo(written.get(i));
    }
  }

  /** An Array of another driver; without content it fails. */
  private record ForeignArray(Object content) implements Array {
    @Override
    public Object getArray() throws SQLException {
      if (content == null) {
        throw new SQLException("freed");
      }
      return content;
    }

    @Override
    public String getBaseTypeName() {
      return "INT";
    }

    @Override
    public int getBaseType() {
      return Types.INTEGER;
    }

    @Override
    public Object getArray(Map<String, Class<?>> map) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object getArray(long index, int count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object getArray(long index, int count, Map<String, Class<?>> map) {
      throw new UnsupportedOperationException();
    }

    @Override
    public java.sql.ResultSet getResultSet() {
      throw new UnsupportedOperationException();
    }

    @Override
    public java.sql.ResultSet getResultSet(Map<String, Class<?>> map) {
      throw new UnsupportedOperationException();
    }

    @Override
    public java.sql.ResultSet getResultSet(long index, int count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public java.sql.ResultSet getResultSet(long index, int count, Map<String, Class<?>> map) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void free() {}
  }
}
