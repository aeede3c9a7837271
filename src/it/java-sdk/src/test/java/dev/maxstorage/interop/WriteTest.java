package dev.maxstorage.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyun.odps.PartitionSpec;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.data.RecordWriter;
import com.aliyun.odps.storage.ServiceException;
import com.aliyun.odps.storage.write.AppendTableRecordWriter;
import com.aliyun.odps.storage.write.TableArrowWriter;
import com.aliyun.odps.storage.write.TableWriteSession;
import com.aliyun.odps.storage.write.TableWriteSessionBuilder;
import com.aliyun.odps.storage.write.WriteMode;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Write sessions of the SDK. */
class WriteTest {
  @AutoClose static final SdkWarehouse WAREHOUSE = SdkWarehouse.start();

  @BeforeEach
  void createTables() throws Exception {
    WAREHOUSE.sql("drop table if exists plain;");
    WAREHOUSE.sql("drop table if exists parted;");
    WAREHOUSE.sql("create table plain (id bigint);");
    WAREHOUSE.sql("create table parted (id bigint) partitioned by (day string, hour bigint);");
  }

  private static TableWriteSessionBuilder session(String table) {
    return WAREHOUSE.storage().createTableWriteSessionBuilder(SdkWarehouse.table(table));
  }

  private static void addIds(RecordWriter writer, long from, long to) throws IOException {
    for (long id = from; id < to; id++) {
      Record record = writer.newRecord(false);
      record.set("id", id);
      writer.write(record);
    }
  }

  private static void write(TableWriteSession session, long from, long to) throws IOException {
    SdkWarehouse.write(session, 64, writer -> addIds(writer, from, to));
  }

  private static List<Object> ids(String table) throws IOException {
    return WAREHOUSE.records(table).stream().map(r -> r.get("id")).sorted().toList();
  }

  private static List<Object> range(long from, long to) {
    return LongStream.range(from, to).mapToObj(id -> (Object) id).toList();
  }

  @Test
  void rowsAreSeenAfterTheCommitOnly() throws Exception {
    TableWriteSession session = session("plain").build();
    try (RecordWriter writer = session.createWriterBuilder("0", 1).build().getAsRecordWriter(10)) {
      addIds(writer, 0, 100);
    }
    assertThat(ids("plain")).isEmpty();
    session.commit();
    assertThat(ids("plain")).isEqualTo(range(0, 100));
  }

  @Test
  void streamsOfASessionAreCommittedTogether() throws Exception {
    TableWriteSession session = session("plain").build();
    try (RecordWriter first = session.createWriterBuilder("a", 1).build().getAsRecordWriter(10);
        RecordWriter second = session.createWriterBuilder("b", 1).build().getAsRecordWriter(10)) {
      addIds(first, 0, 50);
      addIds(second, 50, 100);
    }
    session.commit();
    assertThat(ids("plain")).isEqualTo(range(0, 100));
  }

  @Test
  void bufferIsSentWhenItIsFull() throws Exception {
    TableWriteSession session = session("plain").build();
    try (RecordWriter writer =
        session.createWriterBuilder("0", 1).withBufferSize(1024).build().getAsRecordWriter(10)) {
      addIds(writer, 0, 500);
    }
    session.commit();
    assertThat(ids("plain")).isEqualTo(range(0, 500));
  }

  @Test
  void newVersionOfAStreamReplacesTheOld() throws Exception {
    TableWriteSession session = session("plain").build();
    try (RecordWriter writer = session.createWriterBuilder("0", 1).build().getAsRecordWriter(10)) {
      addIds(writer, 0, 10);
    }
    try (RecordWriter writer = session.createWriterBuilder("0", 2).build().getAsRecordWriter(10)) {
      addIds(writer, 100, 110);
    }
    session.commit();
    assertThat(ids("plain")).isEqualTo(range(100, 110));
  }

  @Test
  void arrowBatchesAreWritten() throws Exception {
    TableWriteSession session = session("plain").build();
    try (TableArrowWriter writer = (TableArrowWriter) session.createWriterBuilder("0", 1).build();
        VectorSchemaRoot root = writer.createVectorSchemaRoot()) {
      BigIntVector ids = (BigIntVector) root.getVector("id");
      for (int i = 0; i < 5; i++) {
        ids.setSafe(i, i);
      }
      root.setRowCount(5);
      writer.writeBatch(root);
    }
    session.commit();
    assertThat(ids("plain")).isEqualTo(range(0, 5));
  }

  @Test
  void overwriteReplacesTheRows() throws Exception {
    write(session("plain").build(), 0, 10);
    write(session("plain").withOverwrite(true).build(), 5, 8);
    assertThat(ids("plain")).isEqualTo(range(5, 8));
  }

  @Test
  void abortDropsTheRows() throws Exception {
    TableWriteSession session = session("plain").build();
    try (RecordWriter writer = session.createWriterBuilder("0", 1).build().getAsRecordWriter(10)) {
      addIds(writer, 0, 10);
    }
    session.abort();
    assertThat(ids("plain")).isEmpty();
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> session("plain").withSessionId(session.getId()).build().commit())
        .satisfies(e -> assertThat(e.getHttpStatus()).isEqualTo(409));
  }

  @Test
  void sessionIsFoundByItsId() throws Exception {
    String id = session("plain").build().getId();
    write(session("plain").withSessionId(id).build(), 0, 10);
    assertThat(ids("plain")).isEqualTo(range(0, 10));
  }

  @Test
  void writerIsResumed() throws Exception {
    TableWriteSession session = session("plain").build();
    try (AppendTableRecordWriter left =
        (AppendTableRecordWriter)
            session.createWriterBuilder("0", 1).build().getAsRecordWriter(10)) {
      addIds(left, 0, 20);
      left.flush();
      try (RecordWriter writer =
          session.createWriterBuilder("0", 1).withResume(true).build().getAsRecordWriter(10)) {
        addIds(writer, 20, 30);
      }
    }
    session.commit();
    assertThat(ids("plain")).isEqualTo(range(0, 30));
  }

  @Test
  void streamingRowsAreSeenAtOnce() throws Exception {
    TableWriteSession session = session("plain").withWriteMode(WriteMode.STREAMING).build();
    assertThat(session.getId()).isEqualTo("default");
    write(session, 0, 10);
    assertThat(ids("plain")).isEqualTo(range(0, 10));
  }

  @Test
  void partitionIsFixedByTheSession() throws Exception {
    write(session("parted").withPartition(new PartitionSpec("day='d1',hour=3")).build(), 0, 10);
    List<Record> records = WAREHOUSE.records("parted");
    assertThat(records).hasSize(10);
    assertThat(records).allMatch(r -> r.get("day").equals("d1") && r.get("hour").equals(3L));
  }

  @Test
  void rowsFindTheirPartitions() throws Exception {
    TableWriteSession session =
        session("parted").withPartition(new PartitionSpec("day='d1'")).build();
    SdkWarehouse.write(
        session,
        64,
        writer -> {
          for (long id = 0; id < 30; id++) {
            Record record = writer.newRecord(false);
            record.set("id", id);
            record.set("hour", id % 3);
            writer.write(record);
          }
        });
    List<Record> records = WAREHOUSE.records("parted");
    assertThat(records).hasSize(30);
    assertThat(records)
        .allMatch(r -> r.get("day").equals("d1") && r.get("hour").equals((Long) r.get("id") % 3));
  }

  @Test
  void unknownTableIsTold() {
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> session("no_such_table").build())
        .satisfies(
            e -> {
              assertThat(e.getHttpStatus()).isEqualTo(404);
              assertThat(e.getErrorCode()).isEqualTo("NoSuchTable");
              assertThat(e.getMessage()).contains("no_such_table");
            });
  }
}
