package dev.maxstorage.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyun.odps.Column;
import com.aliyun.odps.PartitionSpec;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.data.RecordReader;
import com.aliyun.odps.storage.ServiceException;
import com.aliyun.odps.storage.read.TableReadSession;
import com.aliyun.odps.storage.read.TableReadSessionBuilder;
import com.aliyun.odps.storage.read.TableReaderBuilder;
import com.aliyun.odps.storage.settings.SplitOptions;
import com.aliyun.odps.table.arrow.ArrowReader;
import com.aliyun.odps.table.configuration.ArrowOptions;
import com.aliyun.odps.table.read.split.InputSplit;
import com.aliyun.odps.table.read.split.impl.RowRangeInputSplit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Read sessions and previews of the SDK on a table of four partitions with the ids 0 to 249, 250 to
 * 499, and so on.
 */
class ReadTest {
  private static final int ROWS = 1000;
  private static final int PARTITION_ROWS = 250;

  @AutoClose static final SdkWarehouse WAREHOUSE = SdkWarehouse.start();

  @BeforeAll
  static void write() throws Exception {
    WAREHOUSE.sql(
        "create table events (id bigint, name string, at timestamp)"
            + " partitioned by (day string, region string);");
    WAREHOUSE.sql("create table nothing (id bigint);");
    int first = 0;
    for (String partition :
        List.of("day=d1,region=eu", "day=d1,region=us", "day=d2,region=eu", "day=d2,region=us")) {
      write(new PartitionSpec(partition), first);
      first += PARTITION_ROWS;
    }
  }

  private static void write(PartitionSpec partition, int first) throws IOException {
    SdkWarehouse.write(
        WAREHOUSE
            .storage()
            .createTableWriteSessionBuilder(SdkWarehouse.table("events"))
            .withPartition(partition)
            .build(),
        100,
        writer -> {
          for (int id = first; id < first + PARTITION_ROWS; id++) {
            Record record = writer.newRecord(false);
            record.set("id", (long) id);
            record.set("name", id % 10 == 0 ? null : "name " + id);
            writer.write(record);
          }
        });
  }

  private static TableReadSessionBuilder session() {
    return WAREHOUSE.storage().createTableReadSessionBuilder(SdkWarehouse.table("events"));
  }

  private static long[] ids(TableReadSession session) throws IOException {
    return SdkWarehouse.records(session).stream().mapToLong(r -> (Long) r.get("id")).toArray();
  }

  private static long[] range(int from, int to) {
    return LongStream.range(from, to).toArray();
  }

  private static List<Record> records(TableReaderBuilder builder) throws IOException {
    List<Record> records = new ArrayList<>();
    try (RecordReader reader = builder.build().getAsRecordReader()) {
      SdkWarehouse.addAll(reader, records);
    }
    return records;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1024, 268435456})
  void splitsBySizeGiveEveryRowOnce(long bytes) throws Exception {
    TableReadSession session =
        session().withSplitOptions(SplitOptions.newBuilder().withSplitSize(bytes).build()).build();
    assertThat(session.getSplits()).isNotEmpty();
    assertThat(ids(session)).containsExactlyInAnyOrder(range(0, ROWS));
  }

  @ParameterizedTest
  @CsvSource({"1000, 1", "300, 4", "999, 2", "100000, 1"})
  void splitsByRowOffsetGiveEveryRowOnce(long rows, int splits) throws Exception {
    TableReadSession session =
        session()
            .withSplitOptions(SplitOptions.newBuilder().withSplitRowCount(rows).build())
            .build();
    assertThat(session.getSplits()).hasSize(splits);
    assertThat(ids(session)).containsExactlyInAnyOrder(range(0, ROWS));
  }

  @Test
  void anyRangeOfRowsCanBeRead() throws Exception {
    TableReadSession session =
        session()
            .withPartitions(List.of(new PartitionSpec("day=d2,region=us")))
            .withSplitOptions(SplitOptions.newBuilder().withSplitRowCount(10).build())
            .build();
    InputSplit range = new RowRangeInputSplit(session.getId(), 95, 110);
    assertThat(records(session.createReaderBuilder(range)))
        .extracting(r -> r.get("id"))
        .containsExactlyElementsOf(LongStream.range(845, 955).boxed().toList());
  }

  @Test
  void partitionsAreChosen() throws Exception {
    TableReadSession session =
        session()
            .withPartitions(
                List.of(
                    new PartitionSpec("day='d1',region='us'"),
                    new PartitionSpec("day='d2',region='eu'")))
            .build();
    assertThat(ids(session)).containsExactlyInAnyOrder(range(250, 750));
  }

  @Test
  void columnsAndPartitionColumnsAreChosen() throws Exception {
    TableReadSession session =
        session().withColumns(List.of("name")).withPartitionColumns(List.of("region")).build();
    assertThat(session.getTableSchema().getColumns())
        .extracting(Column::getName)
        .containsExactly("name");
    List<Record> records = SdkWarehouse.records(session);
    assertThat(records).hasSize(ROWS);
    assertThat(records.get(0).getColumns())
        .extracting(Column::getName)
        .containsExactly("name", "region");
    assertThat(records).filteredOn(r -> "eu".equals(r.get("region"))).hasSize(ROWS / 2);
  }

  @Test
  void partitionColumnsComeWithEveryRow() throws Exception {
    TableReadSession session = session().build();
    assertThat(session.getTableSchema().getPartitionColumns())
        .extracting(Column::getName)
        .containsExactly("day", "region");
    for (Record record : SdkWarehouse.records(session)) {
      long id = (Long) record.get("id");
      assertThat(record.get("day")).isEqualTo(id < 500 ? "d1" : "d2");
      assertThat(record.get("region")).isEqualTo(id / PARTITION_ROWS % 2 == 0 ? "eu" : "us");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id >= 100 and id < 200 | 100",
        "id = 7 or id = 8 | 2",
        "name is null | 100",
        "name in ('name 1', 'name 2', 'none') | 2",
        "not (id > 10) | 11",
        "day = 'd1' | 500",
        "day = 'd1' and name is not null and id <> 1 | 449",
        "id > 5000 | 0"
      })
  void filterIsApplied(String filter, int rows) throws Exception {
    assertThat(ids(session().withFilter(filter).build())).hasSize(rows);
  }

  @Test
  void filterThatCannotBeUnderstoodIsRefused() {
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> session().withFilter("no_such_column = 1").build())
        .satisfies(
            e -> {
              assertThat(e.getHttpStatus()).isEqualTo(400);
              assertThat(e.getMessage()).contains("no_such_column");
              assertThat(e.getRequestId()).isNotEmpty();
            });
  }

  @Test
  void filterThatCannotBeUnderstoodIsLeftOutWithFallback() throws Exception {
    TableReadSession session =
        session().withFilter("no_such_column = 1").enableFilterFallback(true).build();
    assertThat(ids(session)).hasSize(ROWS);
  }

  @Test
  void batchesAreNoLargerThanAsked() throws Exception {
    TableReadSession session = session().build();
    List<Integer> sizes = new ArrayList<>();
    for (InputSplit split : session.getSplits()) {
      try (ArrowReader reader = session.createReaderBuilder(split).withMaxBatchRows(64).build()) {
        while (reader.nextBatch()) {
          sizes.add(reader.getCurrentValue().getRowCount());
        }
      }
    }
    assertThat(sizes).allMatch(size -> size > 0 && size <= 64);
    assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(ROWS);
  }

  @Test
  void readerBeginsAtARow() throws Exception {
    TableReadSession session =
        session().withPartitions(List.of(new PartitionSpec("day=d1,region=eu"))).build();
    assertThat(session.getSplits()).hasSize(1);
    InputSplit split = session.getSplits().get(0);
    assertThat(records(session.createReaderBuilder(split).withSkipRowNum(200)))
        .extracting(r -> r.get("id"))
        .containsExactlyElementsOf(LongStream.range(200, 250).boxed().toList());
  }

  @Test
  void readerChoosesColumnsOfTheSession() throws Exception {
    TableReadSession session = session().build();
    InputSplit split = session.getSplits().get(0);
    try (ArrowReader reader =
        session.createReaderBuilder(split).withDataColumns(List.of("name")).build()) {
      assertThat(reader.nextBatch()).isTrue();
      assertThat(reader.getCurrentValue().getSchema().getFields())
          .extracting(f -> f.getName())
          .contains("name")
          .doesNotContain("id", "at");
    }
  }

  @Test
  void readerReadsAhead() throws Exception {
    TableReadSession session = session().build();
    int rows = 0;
    for (InputSplit split : session.getSplits()) {
      rows +=
          records(session.createReaderBuilder(split).withMaxBatchRows(50).withAsync(true)).size();
    }
    assertThat(rows).isEqualTo(ROWS);
  }

  @Test
  void unitsOfTimesAreChosen() throws Exception {
    TableReadSession session =
        session()
            .withArrowOptions(
                ArrowOptions.newBuilder()
                    .withTimestampUnit(ArrowOptions.TimestampUnit.MICRO)
                    .build())
            .build();
    try (ArrowReader reader = session.createReaderBuilder(session.getSplits().get(0)).build()) {
      assertThat(reader.nextBatch()).isTrue();
      FieldVector at = reader.getCurrentValue().getVector("at");
      assertThat(at.getField().getType())
          .isEqualTo(new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));
    }
  }

  @Test
  void sessionIsFoundByItsId() throws Exception {
    TableReadSession session = session().withFilter("id < 10").build();
    TableReadSession again = session().withSessionId(session.getId()).build();
    assertThat(again.getSplits()).hasSameSizeAs(session.getSplits());
    assertThat(ids(again)).containsExactlyInAnyOrder(range(0, 10));
  }

  @Test
  void emptyTableGivesNoRows() throws Exception {
    assertThat(WAREHOUSE.records("nothing")).isEmpty();
  }

  @Test
  void unknownTableIsTold() {
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> WAREHOUSE.records("no_such_table"))
        .satisfies(
            e -> {
              assertThat(e.getHttpStatus()).isEqualTo(404);
              assertThat(e.getErrorCode()).isEqualTo("NoSuchTable");
            });
  }

  private static List<Long> preview(PartitionSpec partition, List<String> columns, Integer limit)
      throws IOException {
    List<Long> ids = new ArrayList<>();
    try (ArrowReader reader =
        WAREHOUSE.storage().previewTable(SdkWarehouse.table("events"), partition, columns, limit)) {
      while (reader.nextBatch()) {
        VectorSchemaRoot root = reader.getCurrentValue();
        BigIntVector vector = (BigIntVector) root.getVector("id");
        IntStream.range(0, root.getRowCount()).forEach(row -> ids.add(vector.get(row)));
      }
    }
    return ids;
  }

  @Test
  void previewGivesTheFirstRowsOfAPartition() throws Exception {
    assertThat(preview(new PartitionSpec("day=d2,region=us"), null, 5))
        .containsExactly(750L, 751L, 752L, 753L, 754L);
  }

  @Test
  void previewOfAllPartitionsHasColumnsAndALimit() throws Exception {
    assertThat(preview(null, List.of("id"), 600)).hasSize(600);
    assertThat(preview(null, null, null)).hasSize(ROWS);
  }
}
