package dev.maxstorage.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.odps.data.Record;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TableRoundTripTest {
  @AutoClose static final SdkWarehouse WAREHOUSE = SdkWarehouse.start();

  @Test
  void rowsWrittenAreRead() throws Exception {
    WAREHOUSE.sql("create table t (id bigint, name string);");
    WAREHOUSE.write(
        "t",
        writer -> {
          Record record = writer.newRecord(false);
          record.set("id", 1L);
          record.set("name", "one");
          writer.write(record);
        });
    List<Record> records = WAREHOUSE.records("t");
    assertThat(records).hasSize(1);
    assertThat(records.get(0).get("id")).isEqualTo(1L);
    assertThat(records.get(0).get("name")).isEqualTo("one");
  }
}
