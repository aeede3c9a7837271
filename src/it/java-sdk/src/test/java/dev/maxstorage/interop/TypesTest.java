package dev.maxstorage.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.odps.Instance;
import com.aliyun.odps.data.Record;
import com.aliyun.odps.data.RecordReader;
import com.aliyun.odps.table.InstanceIdentifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of every type, written by one side and read by the other. */
class TypesTest {
  @AutoClose static final SdkWarehouse WAREHOUSE = SdkWarehouse.start();

  @BeforeAll
  static void write() throws Exception {
    WAREHOUSE.sql("create table by_sdk (" + SampleColumn.definitions() + ");");
    WAREHOUSE.sql("create table by_driver (" + SampleColumn.definitions() + ");");
    writeWithSdk();
    writeWithDriver();
  }

  private static void writeWithSdk() throws Exception {
    WAREHOUSE.write(
        "by_sdk",
        writer -> {
          for (int row = 0; row < SampleColumn.rows(); row++) {
            Record record = writer.newRecord(false);
            record.set(0, (long) row);
            for (int c = 0; c < SampleColumn.ALL.size(); c++) {
              record.set(c + 1, SampleColumn.ALL.get(c).sample(row).sdk());
            }
            writer.write(record);
          }
        });
  }

  private static void writeWithDriver() throws SQLException {
    String marks = ", ?".repeat(SampleColumn.ALL.size());
    try (Connection connection = WAREHOUSE.connect();
        PreparedStatement insert =
            connection.prepareStatement("insert into by_driver values (?" + marks + ")")) {
      for (int row = 0; row < SampleColumn.rows(); row++) {
        insert.setLong(1, row);
        for (int c = 0; c < SampleColumn.ALL.size(); c++) {
          insert.setObject(c + 2, SampleColumn.ALL.get(c).sample(row).driver());
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static List<List<Object>> expected() throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    for (int row = 0; row < SampleColumn.rows(); row++) {
      List<Object> values = new ArrayList<>();
      values.add((long) row);
      for (SampleColumn column : SampleColumn.ALL) {
        values.add(PlainValue.of(column.sample(row).driver()));
      }
      rows.add(values);
    }
    return rows;
  }

  private static List<List<Object>> rows(List<Record> records) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    for (Record record : records) {
      List<Object> values = new ArrayList<>();
      for (int c = 0; c < record.getColumnCount(); c++) {
        values.add(PlainValue.of(record.get(c)));
      }
      rows.add(values);
    }
    return rows;
  }

  private static List<List<Object>> rows(ResultSet result) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    while (result.next()) {
      List<Object> values = new ArrayList<>();
      values.add(result.getLong(1));
      for (int c = 0; c < SampleColumn.ALL.size(); c++) {
        values.add(PlainValue.of(result.getObject(c + 2, SampleColumn.ALL.get(c).driverClass())));
      }
      rows.add(values);
    }
    return rows;
  }

  private static void assertRows(List<List<Object>> actual) throws SQLException {
    assertThat(PlainValue.lines(actual)).isEqualTo(PlainValue.lines(expected()));
    assertThat(actual).isEqualTo(expected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"by_sdk", "by_driver"})
  void sdkReadsATable(String table) throws Exception {
    assertRows(rows(WAREHOUSE.records(table)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"by_sdk", "by_driver"})
  void sdkReadsTheResultOfAQuery(String table) throws Exception {
    Instance instance = WAREHOUSE.sql("select * from " + table + " order by id limit 100;");
    List<Record> records = new ArrayList<>();
    try (RecordReader reader =
        WAREHOUSE
            .storage()
            .createInstanceReadSessionBuilder(
                InstanceIdentifier.of(SdkWarehouse.PROJECT, instance.getId()))
            .build()
            .createReaderBuilder()
            .build()
            .getAsRecordReader()) {
      SdkWarehouse.addAll(reader, records);
    }
    assertRows(rows(records));
  }

  @ParameterizedTest
  @ValueSource(strings = {"storage", "sql"})
  void driverReadsWhatTheSdkWrote(String engine) throws Exception {
    try (Connection connection = WAREHOUSE.connect("&engine=" + engine);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select * from by_sdk")) {
      assertRows(rows(result));
    }
  }
}
