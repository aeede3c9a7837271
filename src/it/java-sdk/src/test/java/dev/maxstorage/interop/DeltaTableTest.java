package dev.maxstorage.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyun.odps.PartitionSpec;
import com.aliyun.odps.Table;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.data.RecordWriter;
import com.aliyun.odps.storage.MaxStorageException;
import com.aliyun.odps.storage.write.DeltaTableRecordWriter;
import com.aliyun.odps.storage.write.TableArrowWriter;
import com.aliyun.odps.storage.write.TableWriteSession;
import com.aliyun.odps.storage.write.TableWriteSessionBuilder;
import com.aliyun.odps.storage.write.WriteMode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Upserts and deletes of the SDK, and what it reads of a table with a primary key. */
class DeltaTableTest {
  private static final byte UPSERT = 85;
  private static final byte DELETE = 68;

  @AutoClose static final SdkWarehouse WAREHOUSE = SdkWarehouse.start();

  @BeforeEach
  void createTables() throws Exception {
    WAREHOUSE.sql("drop table if exists keyed;");
    WAREHOUSE.sql("drop table if exists parted;");
    WAREHOUSE.sql(
        "create table keyed (id bigint not null, name string, primary key (id))"
            + " tblproperties ('transactional'='true');");
    WAREHOUSE.sql(
        "create table parted (id bigint not null primary key, name string)"
            + " partitioned by (day string) tblproperties ('transactional'='true');");
  }

  private static TableWriteSessionBuilder session(String table) {
    return WAREHOUSE.storage().createTableWriteSessionBuilder(SdkWarehouse.table(table));
  }

  private static Record row(RecordWriter writer, long id, String name) throws IOException {
    Record record = writer.newRecord(false);
    record.set("id", id);
    record.set("name", name);
    return record;
  }

  private static List<String> rows(String table) throws IOException {
    return WAREHOUSE.records(table).stream()
        .map(record -> record.get("id") + " " + record.get("name"))
        .sorted()
        .toList();
  }

  @Test
  void upsertsAndDeletesTakeEffectInOrder() throws Exception {
    TableWriteSession session = session("keyed").build();
    try (DeltaTableRecordWriter writer =
        (DeltaTableRecordWriter) session.createWriterBuilder("0", 1).build().getAsRecordWriter(2)) {
      writer.write(row(writer, 1, "one"));
      writer.write(row(writer, 2, "two"));
      writer.write(row(writer, 3, "three"));
      writer.write(row(writer, 2, "two again"));
      writer.delete(row(writer, 3, null));
    }
    assertThat(rows("keyed")).isEmpty();
    session.commit();
    assertThat(rows("keyed")).containsExactly("1 one", "2 two again");

    SdkWarehouse.write(
        session("keyed").build(),
        10,
        writer -> {
          ((DeltaTableRecordWriter) writer).delete(row(writer, 1, null));
          writer.write(row(writer, 4, "four"));
        });
    assertThat(rows("keyed")).containsExactly("2 two again", "4 four");
    assertThat(WAREHOUSE.records("keyed").get(0).getColumns()).hasSize(2);
  }

  @Test
  void arrowBatchesNameTheirOperation() throws Exception {
    TableWriteSession session = session("keyed").build();
    try (TableArrowWriter writer = (TableArrowWriter) session.createWriterBuilder("0", 1).build();
        VectorSchemaRoot root = writer.createVectorSchemaRoot()) {
      fill(root, 0, 1, "a", UPSERT);
      fill(root, 1, 2, "b", UPSERT);
      fill(root, 2, 1, "c", DELETE);
      fill(root, 3, 3, "d", null);
      root.setRowCount(4);
      writer.writeBatch(root);
      fill(root, 0, 2, "e", (byte) 1);
      root.setRowCount(1);
      assertThatExceptionOfType(MaxStorageException.class)
          .isThrownBy(() -> writer.writeBatch(root))
          .withMessageContaining("Invalid operation value");
    }
    session.commit();
    assertThat(rows("keyed")).containsExactly("2 b", "3 d");
  }

  private static void fill(VectorSchemaRoot root, int at, long id, String name, Byte operation) {
    ((BigIntVector) root.getVector("id")).setSafe(at, id);
    ((VarCharVector) root.getVector("name")).setSafe(at, name.getBytes());
    TinyIntVector operations = (TinyIntVector) root.getVector("__operation");
    if (operation == null) {
      operations.setNull(at);
    } else {
      operations.setSafe(at, operation);
    }
  }

  @Test
  void keysAreUniqueInEachPartition() throws Exception {
    for (String day : List.of("d1", "d2")) {
      TableWriteSession session =
          session("parted").withPartition(new PartitionSpec("day='" + day + "'")).build();
      SdkWarehouse.write(
          session,
          10,
          writer -> {
            writer.write(row(writer, 1, "one of " + day));
            writer.write(row(writer, 2, "two"));
          });
    }
    SdkWarehouse.write(
        session("parted").build(),
        10,
        writer -> {
          Record delete = row(writer, 2, null);
          delete.set("day", "d1");
          ((DeltaTableRecordWriter) writer).delete(delete);
        });
    assertThat(rows("parted")).containsExactly("1 one of d1", "1 one of d2", "2 two");
  }

  @Test
  void streamingUpsertsAreSeenAtOnce() throws Exception {
    for (String name : List.of("first", "second")) {
      SdkWarehouse.write(
          session("keyed").withWriteMode(WriteMode.STREAMING).build(),
          10,
          writer -> writer.write(row(writer, 1, name)));
      assertThat(rows("keyed")).containsExactly("1 " + name);
    }
  }

  @Test
  void changesOfSqlAndOfTheDriverAreRead() throws Exception {
    try (Connection connection = WAREHOUSE.connect();
        Statement statement = connection.createStatement()) {
      try (PreparedStatement insert =
          connection.prepareStatement("insert into keyed values (?, ?)")) {
        for (long id = 0; id < 4; id++) {
          insert.setLong(1, id % 3);
          insert.setString(2, "v" + id);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      assertThat(rows("keyed")).containsExactly("0 v3", "1 v1", "2 v2");
      assertThat(statement.executeUpdate("update keyed set name = 'x' where id > 0")).isEqualTo(2);
      assertThat(statement.executeUpdate("delete from keyed where id = 2"))
          .isEqualTo(Statement.SUCCESS_NO_INFO);
      assertThat(
              statement.executeUpdate(
                  "merge into keyed t using (select 1L id union all select 9L id) s on t.id = s.id"
                      + " when matched then update set name = 'm'"
                      + " when not matched then insert values (s.id, 'new')"))
          .isEqualTo(2);
      assertThat(rows("keyed")).containsExactly("0 v3", "1 m", "9 new");

      SdkWarehouse.write(
          session("keyed").build(), 10, writer -> writer.write(row(writer, 0, "of the SDK")));
      List<String> names = new ArrayList<>();
      try (ResultSet result = statement.executeQuery("select name from keyed where id = 0")) {
        while (result.next()) {
          names.add(result.getString(1));
        }
      }
      assertThat(names).containsExactly("of the SDK");
    }
  }

  @Test
  void theTableSaysThatItIsTransactional() throws Exception {
    Table table = WAREHOUSE.odps().tables().get("keyed");
    assertThat(table.isTransactional()).isTrue();
    assertThat(table.getPrimaryKey()).containsExactly("id");
    assertThat(table.isDeltaTable()).isTrue();
    WAREHOUSE.sql("create table if not exists plain (id bigint);");
    assertThat(WAREHOUSE.odps().tables().get("plain").isTransactional()).isFalse();
  }
}
