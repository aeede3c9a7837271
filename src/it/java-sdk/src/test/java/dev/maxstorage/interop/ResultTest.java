package dev.maxstorage.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.odps.Column;
import com.aliyun.odps.Instance;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.data.RecordReader;
import com.aliyun.odps.sqa.ExecuteMode;
import com.aliyun.odps.sqa.SQLExecutor;
import com.aliyun.odps.sqa.SQLExecutorBuilder;
import com.aliyun.odps.storage.read.InstanceReadSession;
import com.aliyun.odps.storage.read.InstanceReadSessionBuilder;
import com.aliyun.odps.storage.read.InstanceReaderBuilder;
import com.aliyun.odps.table.InstanceIdentifier;
import com.aliyun.odps.task.SQLTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Results of SQL jobs: as text, and through the Storage API. */
class ResultTest {
  private static final int ROWS = 12_000;

  @AutoClose static final SdkWarehouse WAREHOUSE = SdkWarehouse.start();

  @BeforeAll
  static void write() throws Exception {
    WAREHOUSE.sql("create table numbers (id bigint, square bigint);");
    WAREHOUSE.write(
        "numbers",
        writer -> {
          for (long id = 0; id < ROWS; id++) {
            Record record = writer.newRecord(false);
            record.set("id", id);
            record.set("square", id * id);
            writer.write(record);
          }
        });
  }

  private static InstanceReadSessionBuilder session(Instance instance) {
    return WAREHOUSE
        .storage()
        .createInstanceReadSessionBuilder(
            InstanceIdentifier.of(SdkWarehouse.PROJECT, instance.getId()));
  }

  private static List<Object> ids(InstanceReaderBuilder builder) throws IOException {
    List<Record> records = new ArrayList<>();
    try (RecordReader reader = builder.build().getAsRecordReader()) {
      SdkWarehouse.addAll(reader, records);
    }
    return records.stream().map(r -> r.get("id")).toList();
  }

  private static List<Object> range(long from, long to) {
    return LongStream.range(from, to).mapToObj(id -> (Object) id).toList();
  }

  @Test
  void resultIsReadThroughASession() throws Exception {
    Instance instance = WAREHOUSE.sql("select * from numbers order by id limit 100000;");
    InstanceReadSession session = session(instance).build();
    assertThat(session.getRecordCount()).isEqualTo(ROWS);
    assertThat(session.getTableSchema().getColumns())
        .extracting(Column::getName)
        .containsExactly("id", "square");
    assertThat(ids(session.createReaderBuilder())).isEqualTo(range(0, ROWS));
    assertThat(ids(session.createReaderBuilder().withOffset(100).withCount(50)))
        .isEqualTo(range(100, 150));
    assertThat(ids(session.createReaderBuilder().withAsync(true))).isEqualTo(range(0, ROWS));
  }

  @Test
  void sessionIsFoundByItsId() throws Exception {
    Instance instance = WAREHOUSE.sql("select * from numbers where id < 5 order by id limit 10;");
    String id = session(instance).build().getId();
    InstanceReadSession session = session(instance).withSessionId(id).build();
    assertThat(session.getRecordCount()).isEqualTo(5);
    assertThat(ids(session.createReaderBuilder())).isEqualTo(range(0, 5));
  }

  @Test
  void resultWithoutRowsHasItsColumns() throws Exception {
    InstanceReadSession session =
        session(WAREHOUSE.sql("select * from numbers where id < 0;")).build();
    assertThat(session.getRecordCount()).isZero();
    assertThat(session.getTableSchema().getColumns()).hasSize(2);
    assertThat(ids(session.createReaderBuilder())).isEmpty();
  }

  @Test
  void resultMayBeLimitedWhereThereIsNoLimit() throws Exception {
    InstanceReadSession session =
        session(WAREHOUSE.sql("select * from numbers;")).withEnableLimit(true).build();
    assertThat(session.getRecordCount()).isEqualTo(ROWS);
    assertThat(ids(session.createReaderBuilder().withEnableLimit(true))).hasSize(ROWS);
  }

  @Test
  void smallResultIsText() throws Exception {
    Instance instance =
        WAREHOUSE.sql(
            "select id, 'a \"b\", c' as text, cast(null as bigint) as none from numbers"
                + " where id in (3, 4) order by id limit 10;");
    List<Record> records = SQLTask.getResult(instance);
    assertThat(records).extracting(r -> r.get("id")).containsExactly("3", "4");
    assertThat(records).extracting(r -> r.get("text")).containsOnly("a \"b\", c");
    assertThat(records.get(0).get("none")).isEqualTo("\\N");
  }

  @Test
  void sqlExecutorReadsTextResults() throws Exception {
    SQLExecutor executor =
        SQLExecutorBuilder.builder()
            .odps(WAREHOUSE.odps())
            .executeMode(ExecuteMode.OFFLINE)
            .useInstanceTunnel(false)
            .build();
    executor.run("select count(*) as n from numbers;", Map.of());
    assertThat(executor.getResult()).extracting(r -> r.get("n")).containsExactly("" + ROWS);
    assertThat(executor.getLogView()).isNotNull();
    executor.close();
  }
}
