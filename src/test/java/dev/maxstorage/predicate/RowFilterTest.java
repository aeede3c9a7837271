package dev.maxstorage.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.types.ArrowTypes;
import dev.maxstorage.types.Column;
import dev.maxstorage.types.ColumnSetter;
import dev.maxstorage.types.ColumnSetters;
import dev.maxstorage.types.TimeUnits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowFilterTest {
  private final BufferAllocator allocator = new RootAllocator();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void closeEverything() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
    allocator.close();
  }

  private VectorSchemaRoot root(FieldVector vector, int rowCount) {
    vector.setValueCount(rowCount);
    VectorSchemaRoot root =
        new VectorSchemaRoot(List.of(vector.getField()), List.of(vector), rowCount);
    opened.add(root);
    return root;
  }

  /** A root of one column in the wire's own form. */
  private VectorSchemaRoot root(Column column, TimeUnits units, @Nullable Object... values) {
    FieldVector vector = ArrowTypes.field(column, units).createVector(allocator);
    ColumnSetter setter = ColumnSetters.bind(vector, column.type(), BoundText.ZONE);
    for (int row = 0; row < values.length; row++) {
      @Nullable Object value = values[row];
      if (value == null) {
        setter.setNull(row);
      } else {
        setter.setObject(row, value);
      }
    }
    return root(vector, values.length);
  }

  private static List<Integer> selected(
      VectorSchemaRoot root, String column, String condition, @Nullable Object... parameters) {
    return rows(
        RowFilter.bind(BoundText.bind(BoundText.columns(column), condition, parameters), root)
            .select());
  }

  private static List<Integer> rows(RowSelection selection) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < selection.count(); i++) {
      rows.add(selection.row(i));
    }
    return rows;
  }

  @Test
  void nanIsEqualToItselfAndAboveAllNumbers() {
    Float8Vector vector = new Float8Vector("d", allocator);
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, 1, 0.0, -0.0};
    for (int row = 0; row < values.length; row++) {
      vector.setSafe(row, values[row]);
    }
    VectorSchemaRoot root = root(vector, values.length);
    assertThat(selected(root, "d double", "d > 0.5")).containsExactly(0, 1, 2);
    assertThat(selected(root, "d double", "d <= 0")).containsExactly(3, 4);
    assertThat(selected(root, "d double", "d = 0")).containsExactly(3, 4);
    assertThat(selected(root, "d double", "d = ?", Double.NaN)).containsExactly(0);
    assertThat(selected(root, "d double", "d < ?", Double.NaN)).containsExactly(1, 2, 3, 4);
    assertThat(selected(root, "d double", "d in (1, ?)", Double.NaN)).containsExactly(0, 2);
  }

  @Test
  void charIsComparedWithoutBlanksAtTheEnd() {
    VarCharVector vector = new VarCharVector("c", allocator);
    List<String> values = List.of("a", "a  ", "a b", "", "  ", "a\t");
    for (int row = 0; row < values.size(); row++) {
      vector.setSafe(row, new Text(values.get(row)));
    }
    VectorSchemaRoot root = root(vector, values.size());
    assertThat(selected(root, "c char(5)", "c = 'a '")).containsExactly(0, 1);
    assertThat(selected(root, "c char(5)", "c = ''")).containsExactly(3, 4);
    assertThat(selected(root, "c char(5)", "c in ('a', '   ')")).containsExactly(0, 1, 3, 4);
    assertThat(selected(root, "c char(5)", "c > 'a'")).containsExactly(2, 5);
    assertThat(selected(root, "c varchar(5)", "c = 'a '")).isEmpty();
  }

  @Test
  void textIsOrderedByCodePoints() {
    LargeVarCharVector vector = new LargeVarCharVector("s", allocator);
    List<String> values = List.of("z", "\uffee", "\ud83d\ude00");
    for (int row = 0; row < values.size(); row++) {
      vector.setSafe(row, new Text(values.get(row)));
    }
    VectorSchemaRoot root = root(vector, values.size());
    assertThat(selected(root, "s string", "s > '\uffee'")).containsExactly(2);
    assertThat(selected(root, "s string", "s not in ('z', '\uffee')")).containsExactly(2);
  }

  @Test
  void largeBinaryIsComparedByUnsignedBytes() {
    LargeVarBinaryVector vector = new LargeVarBinaryVector("bin", allocator);
    byte[][] values = {{}, {0x7f}, {(byte) 0x80}, {(byte) 0x80, 0}};
    for (int row = 0; row < values.length; row++) {
      vector.setSafe(row, values[row]);
    }
    VectorSchemaRoot root = root(vector, values.length);
    assertThat(selected(root, "bin binary", "bin > X'7f'")).containsExactly(2, 3);
    assertThat(selected(root, "bin binary", "bin = X'80'")).containsExactly(2);
    assertThat(selected(root, "bin binary", "bin <= X''")).containsExactly(0);
  }

  @ParameterizedTest
  @EnumSource(TimeUnit.class)
  void timestampOfAnyUnitIsComparedExactly(TimeUnit unit) {
    Column column = BoundText.columns("ts timestamp").get(0);
    Instant second = Instant.parse("1969-12-31T23:59:59Z");
    VectorSchemaRoot root =
        root(
            column,
            new TimeUnits(unit, unit),
            second.minusSeconds(1),
            null,
            second,
            second.plusSeconds(1));
    String between = "ts > ? and ts < ?";
    assertThat(selected(root, "ts timestamp", "ts = ?", second)).containsExactly(2);
    assertThat(selected(root, "ts timestamp", "ts >= ?", second.plusNanos(1))).containsExactly(3);
    assertThat(selected(root, "ts timestamp", "ts < ?", second.minusNanos(1))).containsExactly(0);
    assertThat(selected(root, "ts timestamp", between, second.minusNanos(1), second.plusNanos(1)))
        .containsExactly(2);
    assertThat(selected(root, "ts timestamp", "ts != ?", second)).containsExactly(0, 3);
    assertThat(selected(root, "ts timestamp", "ts < ?", Instant.parse("9999-01-01T00:00:00Z")))
        .containsExactly(0, 2, 3);
    assertThat(selected(root, "ts timestamp", "ts > ?", Instant.parse("9999-01-01T00:00:00Z")))
        .isEmpty();
    assertThat(selected(root, "ts timestamp", "ts > ?", Instant.parse("0001-01-01T00:00:00Z")))
        .containsExactly(0, 2, 3);
  }

  @Test
  void structOfSecondsAndNanosIsATimestamp() {
    Field field =
        new Field(
            "ts",
            FieldType.nullable(ArrowType.Struct.INSTANCE),
            List.of(
                Field.nullable("sec", new ArrowType.Int(64, true)),
                Field.nullable("nano", new ArrowType.Int(32, true))));
    StructVector vector = (StructVector) field.createVector(allocator);
    BigIntVector seconds = (BigIntVector) vector.getChildByOrdinal(0);
    IntVector nanos = (IntVector) vector.getChildByOrdinal(1);
    long[] secondValues = {-1, 0, 253_370_764_800L, 5, 6};
    for (int row = 0; row < secondValues.length; row++) {
      seconds.setSafe(row, secondValues[row]);
      nanos.setSafe(row, 999_999_999);
      vector.setIndexDefined(row);
    }
    vector.setNull(3);
    nanos.setNull(4);
    VectorSchemaRoot root = root(vector, secondValues.length);
    Instant last = Instant.ofEpochSecond(-1, 999_999_999);
    assertThat(selected(root, "ts timestamp", "ts = ?", last)).containsExactly(0);
    assertThat(selected(root, "ts timestamp", "ts > ?", last)).containsExactly(1, 2);
    assertThat(selected(root, "ts timestamp", "ts is null")).containsExactly(3, 4);
    assertThat(selected(root, "ts timestamp", "ts is not null")).containsExactly(0, 1, 2);
  }

  @Test
  void wideDecimalOfAnotherScaleIsCompared() {
    Decimal256Vector vector = new Decimal256Vector("m", allocator, 60, 20);
    List<String> values = List.of("1.5", "-2", "100000000000000000000000000000000000");
    for (int row = 0; row < values.size(); row++) {
      vector.setSafe(row, new BigDecimal(values.get(row)).setScale(20));
    }
    vector.setNull(3);
    VectorSchemaRoot root = root(vector, 4);
    assertThat(selected(root, "m decimal(54,18)", "m > 1.4")).containsExactly(0, 2);
    assertThat(selected(root, "m decimal(54,18)", "m in (1.5, -2)")).containsExactly(0, 1);
    assertThat(selected(root, "m decimal(54,18)", "m not in (1.5)")).containsExactly(1, 2);
  }

  /** The dump of -12345678901.5 in the Storage API document, 7.5. */
  @Test
  void legacyDecimalDumpIsCompared() {
    FixedSizeBinaryVector vector = new FixedSizeBinaryVector("m", allocator, 32);
    byte[] dump = new byte[32];
    byte[] head = {0, 1, 2, 1, 0, 0, 0, 0, 0, 0x65, (byte) 0xcd, 0x1d, 0x35, (byte) 0xa4};
    System.arraycopy(head, 0, dump, 0, head.length);
    dump[14] = (byte) 0x9a;
    dump[15] = 0x14;
    dump[16] = 0x0c;
    vector.setSafe(0, dump);
    VectorSchemaRoot root = root(vector, 1);
    assertThat(selected(root, "m decimal", "m = -12345678901.5BD")).containsExactly(0);
    assertThat(selected(root, "m decimal", "m > -12345678901.5BD")).isEmpty();
  }

  @Test
  void nullVectorMatchesOnlyNullTests() {
    NullVector vector = new NullVector("a", 3);
    VectorSchemaRoot root = root(vector, 3);
    assertThat(selected(root, "a int", "a = 1")).isEmpty();
    assertThat(selected(root, "a int", "a not in (1)")).isEmpty();
    assertThat(selected(root, "a int", "a is null")).containsExactly(0, 1, 2);
  }

  @Test
  void filterIsBoundOnceAndReadsEachBatch() {
    Random random = new Random(7);
    List<List<@Nullable Object>> first = RandomRows.rows(10, random);
    List<List<@Nullable Object>> second = RandomRows.rows(500, random);
    try (VectorSchemaRoot root = RandomRows.batch(first, allocator)) {
      RowFilter filter =
          RowFilter.bind(
              BoundText.bind(
                  RandomRows.COLUMNS, "big >= 0 and s != 'a' or m < 0 or c = '' or k in (1, 2)"),
              root);
      assertThat(rows(filter.select())).isNotEmpty().allMatch(row -> row < 10);
      RandomRows.fill(root, second);
      List<Integer> again = rows(filter.select());
      assertThat(again).isSorted().hasSizeGreaterThan(100);
      RandomRows.fill(root, List.of());
      assertThat(filter.select().count()).isZero();
      RandomRows.fill(root, second);
      assertThat(rows(filter.select())).isEqualTo(again);
    }
  }

  @Test
  void corruptOffsetsAreAnErrorNotACrash() {
    VarCharVector vector = new VarCharVector("s", allocator);
    vector.setSafe(0, new Text("abc"));
    vector.setSafe(1, new Text("def"));
    VectorSchemaRoot root = root(vector, 2);
    vector.getOffsetBuffer().setInt(4, 1 << 30);
    assertThatThrownBy(() -> selected(root, "s string", "s = 'abc'"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not in its buffer");
    assertThatThrownBy(() -> new BufferView().load(vector.getOffsetBuffer(), 1 << 20))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("bytes where it needs 1048576");
  }

  @Test
  void constantSelectsAllOrNothing() {
    Column column = BoundText.columns("a int").get(0);
    VectorSchemaRoot root = root(column, TimeUnits.DEFAULT, 1, null, 3);
    assertThat(selected(root, "a int", "1 = 1")).containsExactly(0, 1, 2);
    assertThat(selected(root, "a int", "1 = 0")).isEmpty();
  }

  @Test
  void missingColumnAndForeignVectorAreErrors() {
    Column column = BoundText.columns("a int").get(0);
    VectorSchemaRoot root = root(column, TimeUnits.DEFAULT, Arrays.asList(1, 2).toArray());
    assertThatThrownBy(() -> selected(root, "b int", "b = 1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no column b");
    assertThatThrownBy(() -> selected(root, "a string", "a = 'x'"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is neither text nor binary");
    assertThatThrownBy(() -> selected(root, "a date", "a = DATE'2026-01-01'"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Column a of type date arrived as Int(32, true)");
  }

  @Test
  void rowBeyondTheSelectionIsRefused() {
    Column column = BoundText.columns("a int").get(0);
    VectorSchemaRoot root = root(column, TimeUnits.DEFAULT, 1, 2);
    RowSelection selection =
        RowFilter.bind(BoundText.bind(List.of(column), "a = 2"), root).select();
    assertThat(selection.row(0)).isEqualTo(1);
    assertThatThrownBy(() -> selection.row(1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
