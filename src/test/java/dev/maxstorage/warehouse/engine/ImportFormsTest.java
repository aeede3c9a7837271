package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arrow forms that a writer may send besides the canonical one (Storage API document, 7.3). */
class ImportFormsTest {
  private static final ArrowType LONG = new ArrowType.Int(64, true);
  private static final ArrowType INT = new ArrowType.Int(32, true);

  private final Warehouse warehouse = Warehouse.inMemory();

  @AfterEach
  void close() {
    warehouse.close();
  }

  /** Writes one column of one row into a fresh table, and gives what a snapshot reads. */
  private Object through(String type, Field field, Consumer<FieldVector> fill) {
    warehouse.run("create table t (c " + type + ")");
    try (VectorSchemaRoot root =
        VectorSchemaRoot.create(new Schema(List.of(field)), warehouse.allocator)) {
      root.allocateNew();
      fill.accept(root.getVector(0));
      root.setRowCount(1);
      RowSource source =
          new RowSource() {
            private boolean given;

            @Override
            public Schema schema() {
              return root.getSchema();
            }

            @Override
            public boolean next() {
              boolean first = !given;
              given = true;
              return first;
            }

            @Override
            public VectorSchemaRoot root() {
              return root;
            }
          };
      StagedRows rows =
          warehouse.engine.stage(new WriteTarget(warehouse.id("t"), PartitionSpec.EMPTY), source);
      warehouse.commit("t", "", OverwriteMode.APPEND, rows);
      return warehouse.values("t", "c").get(0);
    } finally {
      warehouse.run("drop table t");
    }
  }

  private static Field field(ArrowType type, Field... children) {
    return new Field("c", FieldType.nullable(type), List.of(children));
  }

  private static Field secondsAndNanos() {
    return field(
        ArrowType.Struct.INSTANCE, Field.nullable("sec", LONG), Field.nullable("nano", INT));
  }

  private static Consumer<FieldVector> secondsAndNanos(long sec, int nano) {
    return vector -> {
      StructVector struct = (StructVector) vector;
      struct.setIndexDefined(0);
      ((BigIntVector) struct.getChild("sec")).setSafe(0, sec);
      ((IntVector) struct.getChild("nano")).setSafe(0, nano);
    };
  }

  private static Field timestamp(TimeUnit unit, String zone) {
    return field(new ArrowType.Timestamp(unit, zone));
  }

  private static Consumer<FieldVector> epoch(long value) {
    return vector -> ((TimeStampVector) vector).setSafe(0, value);
  }

  @Test
  void timestampsMayBeSecondsAndNanos() {
    assertThat(through("timestamp", secondsAndNanos(), secondsAndNanos(-1, 999_999_999)))
        .isEqualTo("1969-12-31T23:59:59.999999999");
    assertThat(through("timestamp_ntz", secondsAndNanos(), secondsAndNanos(1_700_000_000, 5)))
        .isEqualTo("2023-11-14T22:13:20.000000005");
    assertThat(through("timestamp", secondsAndNanos(), vector -> vector.setNull(0))).isNull();
    assertThatThrownBy(
            () -> through("timestamp", secondsAndNanos(), secondsAndNanos(253_402_300_799L, 0)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Overflow");
  }

  @Test
  void aStructOfThoseNamesStaysAStruct() {
    assertThat(through("struct<sec:bigint,nano:int>", secondsAndNanos(), secondsAndNanos(7, 8)))
        .isEqualTo("{\"sec\":7,\"nano\":8}");
  }

  @Test
  void membersMatchByNameElseByPosition() {
    Field struct =
        field(ArrowType.Struct.INSTANCE, Field.nullable("B", INT), Field.nullable("a", LONG));
    Consumer<FieldVector> fill =
        vector -> {
          StructVector values = (StructVector) vector;
          values.setIndexDefined(0);
          ((IntVector) values.getChild("B")).setSafe(0, 2);
          ((BigIntVector) values.getChild("a")).setSafe(0, 1);
        };
    assertThat(through("struct<a:bigint,b:int>", struct, fill)).isEqualTo("{\"a\":1,\"b\":2}");
    assertThat(through("struct<x:int,y:bigint>", struct, fill)).isEqualTo("{\"x\":2,\"y\":1}");
  }

  @Test
  void timesMayHaveAnyUnitAndAZone() {
    assertThat(through("datetime", timestamp(TimeUnit.SECOND, null), epoch(-1)))
        .isEqualTo("1969-12-31T23:59:59");
    assertThat(
            through(
                "datetime", timestamp(TimeUnit.MICROSECOND, null), epoch(253_402_300_799_999_000L)))
        .isEqualTo("9999-12-31T23:59:59.999");
    assertThat(through("datetime", timestamp(TimeUnit.NANOSECOND, null), epoch(1_000_000)))
        .isEqualTo("1970-01-01T00:00:00.001");
    assertThat(through("datetime", timestamp(TimeUnit.MILLISECOND, "Asia/Shanghai"), epoch(1)))
        .isEqualTo("1970-01-01T00:00:00.001");
    assertThat(through("timestamp", timestamp(TimeUnit.NANOSECOND, "Asia/Shanghai"), epoch(1)))
        .isEqualTo("1970-01-01T00:00:00.000000001");
    assertThat(through("timestamp", timestamp(TimeUnit.MICROSECOND, "UTC"), epoch(-1)))
        .isEqualTo("1969-12-31T23:59:59.999999");
    assertThat(through("timestamp_ntz", timestamp(TimeUnit.MILLISECOND, null), epoch(1)))
        .isEqualTo("1970-01-01T00:00:00.001");
    assertThatThrownBy(
            () -> through("timestamp", timestamp(TimeUnit.NANOSECOND, null), epoch(Long.MAX_VALUE)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("outside the range");
  }

  @Test
  void textAndBytesMayBeLarge() {
    byte[] bytes = "h\u00e9".getBytes(StandardCharsets.UTF_8);
    Field largeText = field(ArrowType.LargeUtf8.INSTANCE);
    Field largeBytes = field(ArrowType.LargeBinary.INSTANCE);
    Consumer<FieldVector> text = vector -> ((LargeVarCharVector) vector).setSafe(0, bytes);
    Consumer<FieldVector> binary = vector -> ((LargeVarBinaryVector) vector).setSafe(0, bytes);
    assertThat(through("string", largeText, text)).isEqualTo("h\u00e9");
    assertThat(through("varchar(2)", largeText, text)).isEqualTo("h\u00e9");
    assertThat(through("string", largeBytes, binary)).isEqualTo("h\u00e9");
    assertThat(through("binary", largeBytes, binary)).asString().startsWith("[B");
    assertThatThrownBy(
            () ->
                through(
                    "string",
                    field(ArrowType.Binary.INSTANCE),
                    vector -> ((VarBinaryVector) vector).setSafe(0, new byte[] {-1})))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("UTF8");
  }

  @Test
  void monthsAndIntegersMayBeNarrower() {
    Consumer<FieldVector> five = vector -> ((IntVector) vector).setSafe(0, 5);
    assertThat(through("interval_year_month", field(INT), five)).isEqualTo(5L);
    assertThat(through("bigint", field(INT), five)).isEqualTo(5L);
    assertThat(through("interval_day_time", timestamp(TimeUnit.NANOSECOND, null), epoch(-1000)))
        .isEqualTo("{\"sec\":-1,\"nano\":999999000}");
    assertThat(through("map<string,bigint>", field(ArrowType.Null.INSTANCE), vector -> {}))
        .isNull();
  }
}
