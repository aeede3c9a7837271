package dev.maxstorage.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyun.odps.Column;
import com.aliyun.odps.Instance;
import com.aliyun.odps.NoSuchObjectException;
import com.aliyun.odps.Odps;
import com.aliyun.odps.OdpsException;
import com.aliyun.odps.Partition;
import com.aliyun.odps.PartitionSpec;
import com.aliyun.odps.Project;
import com.aliyun.odps.Schema;
import com.aliyun.odps.Table;
import com.aliyun.odps.TableFilter;
import com.aliyun.odps.TableSchema;
import com.aliyun.odps.account.Account;
import com.aliyun.odps.account.AliyunAccount;
import com.aliyun.odps.account.StsAccount;
import com.aliyun.odps.task.SQLTask;
import com.aliyun.odps.type.TypeInfoFactory;
import dev.maxstorage.warehouse.WarehouseCredentials;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Projects, schemas, tables, partitions and instances through odps-sdk-core. */
class ControlPlaneTest {
  @AutoClose static final SdkWarehouse WAREHOUSE = SdkWarehouse.start();

  private static final Odps ODPS = WAREHOUSE.odps();

  @BeforeAll
  static void createTables() throws Exception {
    WAREHOUSE.sql(
        "create table sales (id bigint not null comment 'the key', price decimal(10,2),"
            + " tags map<string,array<int>>) comment 'all sales' partitioned by"
            + " (day string comment 'of the sale') lifecycle 30;");
  }

  @Test
  void projectIsDescribed() throws Exception {
    assertThat(ODPS.projects().exists(SdkWarehouse.PROJECT)).isTrue();
    assertThat(ODPS.projects().exists("no_such_project")).isFalse();
    Project project = ODPS.projects().get(SdkWarehouse.PROJECT);
    project.reload();
    assertThat(project.getName()).isEqualTo(SdkWarehouse.PROJECT);
    assertThat(project.getOwner()).isNotEmpty();
    assertThat(project.getCreatedTime()).isNotNull();
    assertThat(project.getLastModifiedTime()).isNotNull();
    assertThat(project.getProperties()).isNotNull();
    assertThat(project.getTunnelEndpoint()).startsWith("http://127.0.0.1:");
  }

  @Test
  void schemasAreListed() throws Exception {
    Schema schema = ODPS.schemas().get("default");
    schema.reload();
    assertThat(schema.getCreateTime()).isNotNull();
    assertThat(ODPS.schemas().iterable()).extracting(Schema::getName).contains("default");
    assertThat(ODPS.schemas().exists("no_such_schema")).isFalse();
  }

  @Test
  void aSchemaIsMadeListedAndDropped() throws Exception {
    ODPS.schemas().create("extra");
    assertThat(ODPS.schemas().exists("extra")).isTrue();
    assertThat(ODPS.schemas().iterable()).extracting(Schema::getName).contains("extra");
    assertThatExceptionOfType(OdpsException.class)
        .isThrownBy(() -> ODPS.schemas().create("extra"))
        .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo("ObjectAlreadyExists"));
    ODPS.schemas().create(SdkWarehouse.PROJECT, "extra", "", true);
    ODPS.schemas().delete("extra");
    assertThat(ODPS.schemas().exists("extra")).isFalse();
  }

  @Test
  void tableIsDescribed() throws Exception {
    Table table = ODPS.tables().get("sales");
    table.reload();
    assertThat(table.getComment()).isEqualTo("all sales");
    assertThat(table.getLife()).isEqualTo(30);
    assertThat(table.getOwner()).isNotEmpty();
    assertThat(table.getType()).isEqualTo(Table.TableType.MANAGED_TABLE);
    assertThat(table.isVirtualView()).isFalse();
    assertThat(table.getCreatedTime()).isNotNull();
    assertThat(table.getLastDataModifiedTime()).isNotNull();
    List<Column> columns = table.getSchema().getColumns();
    assertThat(columns).extracting(Column::getName).containsExactly("id", "price", "tags");
    assertThat(columns)
        .extracting(c -> c.getTypeInfo().getTypeName())
        .containsExactly("BIGINT", "DECIMAL(10,2)", "MAP<STRING,ARRAY<INT>>");
    assertThat(columns).extracting(Column::isNullable).containsExactly(false, true, true);
    assertThat(columns.get(0).getComment()).isEqualTo("the key");
    Column day = table.getSchema().getPartitionColumns().get(0);
    assertThat(day.getName()).isEqualTo("day");
    assertThat(day.getComment()).isEqualTo("of the sale");
    assertThat(table.isPartitioned()).isTrue();
  }

  @Test
  void tableIsCreatedAndDroppedBySdk() throws Exception {
    TableSchema schema = new TableSchema();
    schema.addColumn(new Column("id", TypeInfoFactory.BIGINT, "it's a key"));
    schema.addColumn(new Column("names", TypeInfoFactory.getArrayTypeInfo(TypeInfoFactory.STRING)));
    schema.addPartitionColumn(new Column("day", TypeInfoFactory.STRING));
    ODPS.tables()
        .newTableCreator(SdkWarehouse.PROJECT, "made", schema)
        .withComment("by the SDK")
        .withLifeCycle(7L)
        .ifNotExists()
        .create();
    Table table = ODPS.tables().get("made");
    table.reload();
    assertThat(table.getComment()).isEqualTo("by the SDK");
    assertThat(table.getSchema().getColumn("id").getComment()).isEqualTo("it's a key");
    ODPS.tables().delete("made");
    assertThat(ODPS.tables().exists("made")).isFalse();
    assertThatExceptionOfType(NoSuchObjectException.class)
        .isThrownBy(() -> ODPS.tables().get("made").reload());
  }

  @Test
  void manyTablesAreListedPageByPage() throws Exception {
    for (int i = 0; i < 25; i++) {
      WAREHOUSE.sql("create table if not exists list_" + i + " (id bigint);");
    }
    TableFilter filter = new TableFilter();
    filter.setName("list_");
    Iterable<Table> tables = () -> ODPS.tables().iterator(SdkWarehouse.PROJECT, filter);
    assertThat(tables)
        .extracting(Table::getName)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 25).mapToObj(i -> "list_" + i).toList());
  }

  @Test
  void partitionsAreMadeListedAndDropped() throws Exception {
    Table table = ODPS.tables().get("sales");
    for (int day = 1; day <= 3; day++) {
      table.createPartition(new PartitionSpec("day='2024-01-0" + day + "'"));
    }
    table.createPartition(new PartitionSpec("day='2024-01-01'"), true);
    table.deletePartition(new PartitionSpec("day='2024-01-02'"));
    assertThat(table.getPartitions())
        .extracting(p -> p.getPartitionSpec().get("day"))
        .containsExactlyInAnyOrder("2024-01-01", "2024-01-03");
    assertThat(table.getPartitionSpecs()).hasSize(2);
    assertThat(table.hasPartition(new PartitionSpec("day='2024-01-03'"))).isTrue();
    assertThat(table.hasPartition(new PartitionSpec("day='2024-01-02'"))).isFalse();
    Partition partition = table.getPartition(new PartitionSpec("day='2024-01-03'"));
    partition.reload();
    assertThat(partition.getCreatedTime()).isNotNull();
    WAREHOUSE.sql("alter table sales drop if exists partition (day='2024-01-01');");
    WAREHOUSE.sql("alter table sales drop if exists partition (day='2024-01-03');");
  }

  @Test
  void instanceIsDescribed() throws Exception {
    Instance instance = SQLTask.run(ODPS, "select 1 as one;");
    instance.waitForSuccess(10);
    assertThat(instance.isTerminated()).isTrue();
    assertThat(instance.isSuccessful()).isTrue();
    assertThat(instance.getTaskNames()).containsExactly(SQLTask.AnonymousSQLTaskName);
    assertThat(instance.getTaskStatus().get(SQLTask.AnonymousSQLTaskName).getStatus())
        .isEqualTo(Instance.TaskStatus.Status.SUCCESS);
    assertThat(instance.getOwner()).isNotEmpty();
    assertThat(instance.getStartTime()).isNotNull();
    assertThat(instance.getEndTime()).isAfterOrEqualTo(instance.getStartTime());
    assertThat(instance.getTasks()).hasSize(1);
    assertThat(((SQLTask) instance.getTasks().get(0)).getQuery()).contains("select 1 as one");
    assertThat(instance.getTaskProgress(SQLTask.AnonymousSQLTaskName))
        .extracting(Instance.StageProgress::getFinishedPercentage)
        .containsExactly(100);
    assertThat(SQLTask.getSqlWarning(instance)).isEmpty();
    assertThat(instance.getTaskSummary(SQLTask.AnonymousSQLTaskName).getJsonSummary()).isNotEmpty();
    assertThat(ODPS.instances().exists(instance.getId())).isTrue();
    assertThat(ODPS.instances().exists("20240101000000000gnosuch")).isFalse();
    assertThat(
            StreamSupport.stream(ODPS.instances().iterable().spliterator(), false)
                .map(Instance::getId))
        .contains(instance.getId());
    assertThat(ODPS.logview().generateLogView(instance, 1)).contains(instance.getId());
  }

  @Test
  void failureOfAStatementIsTold() throws Exception {
    Instance instance = SQLTask.run(ODPS, "select * from no_such_table;");
    assertThatExceptionOfType(OdpsException.class)
        .isThrownBy(() -> instance.waitForSuccess(10))
        .withMessageContaining("no_such_table");
    assertThat(instance.getTaskStatus().get(SQLTask.AnonymousSQLTaskName).getStatus())
        .isEqualTo(Instance.TaskStatus.Status.FAILED);
    assertThat(instance.isSuccessful()).isFalse();
  }

  @Test
  void instanceThatHasEndedCannotBeStopped() throws Exception {
    Instance instance = WAREHOUSE.sql("select 1 as one;");
    assertThatExceptionOfType(OdpsException.class)
        .isThrownBy(instance::stop)
        .satisfies(e -> assertThat(e.getStatus()).isEqualTo(409));
  }

  @Test
  void settingsComeWithTheTask() throws Exception {
    Instance instance =
        SQLTask.run(
            ODPS,
            SdkWarehouse.PROJECT,
            "set odps.sql.timezone=Asia/Tokyo; select 1 as one;",
            java.util.Map.of("odps.sql.type.system.odps2", "true"),
            null);
    instance.waitForSuccess(10);
    assertThat(SQLTask.getResult(instance).get(0).get("one")).isEqualTo("1");
  }

  private static void assertAccepted(Account account) throws OdpsException {
    assertThat(WAREHOUSE.odps(account).tables().exists("sales")).isTrue();
  }

  @Test
  void signaturesOfBothVersionsAreAccepted() throws Exception {
    WarehouseCredentials pair = WAREHOUSE.credentials();
    assertAccepted(new AliyunAccount(pair.accessId(), pair.accessKey()));
    assertAccepted(new AliyunAccount(pair.accessId(), pair.accessKey(), "cn-shanghai"));
    assertAccepted(new StsAccount(pair.accessId(), pair.accessKey(), "any token"));
  }

  @Test
  void wrongKeyIsRefused() {
    Account account = new AliyunAccount(WAREHOUSE.credentials().accessId(), "wrong");
    assertThatExceptionOfType(OdpsException.class)
        .isThrownBy(() -> WAREHOUSE.odps(account).tables().get("sales").reload())
        .satisfies(e -> assertThat(e).hasStackTraceContaining("SignatureNotMatch"));
  }
}
