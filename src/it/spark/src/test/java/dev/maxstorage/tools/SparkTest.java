package dev.maxstorage.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.jdbc.SplitScans;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.jdbc.JdbcDialects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Spark SQL in local mode: a table read in splits, each by a task of its own. */
class SparkTest {
  private static final int ROWS = 10_000;

  private static ToolWarehouse warehouse;
  private static SparkSession spark;

  @BeforeAll
  static void fill() throws SQLException {
    warehouse = ToolWarehouse.open("spark");
    warehouse.run(
        "create table sales (id bigint, name string, price decimal(10,2), day date)"
            + " partitioned by (region string)",
        "create table written (id bigint, name string)");
    try (Connection connection = warehouse.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into sales (id, name, price, day, region) values (?, ?, ?, ?, ?)")) {
      for (long id = 0; id < ROWS; id++) {
        insert.setLong(1, id);
        insert.setString(2, id % 10 == 0 ? null : "name " + id);
        insert.setBigDecimal(3, BigDecimal.valueOf(id, 2));
        insert.setDate(4, Date.valueOf("2026-01-31"));
        insert.setString(5, id < 6_000 ? "north" : "south");
        insert.addBatch();
      }
      insert.executeBatch();
    }
    JdbcDialects.registerDialect(new MaxComputeSparkDialect());
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 1)
            .config("spark.sql.adaptive.enabled", false)
            .config("spark.sql.codegen.wholeStage", false)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .getOrCreate();
  }

  @AfterAll
  static void refusesWhatThePageOfToolsSays() throws Exception {
    spark.stop();
    warehouse.close();
    assertThat(RecordingDriver.refusals()).isEmpty();
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("driver", RecordingDriver.class.getName());
    properties.setProperty("parallelism", "1");
    return properties;
  }

  /** A query as a data frame with a Spark partition for each split. */
  private static Dataset<Row> read(String select, int count) throws SQLException {
    List<String> splits;
    try (Connection connection = warehouse.connect()) {
      splits = connection.unwrap(SplitScans.class).splits(select, count);
    }
    return spark
        .read()
        .jdbc(warehouse.url(), "(" + select + ") q", splits.toArray(new String[0]), properties());
  }

  @Test
  void eachTaskReadsItsSplit() throws SQLException {
    Dataset<Row> sales = read("select * from sales", 4);
    assertThat(sales.rdd().getNumPartitions()).isEqualTo(4);
    assertThat(sales.dtypes())
        .extracting(type -> type._1() + " " + type._2())
        .containsExactly(
            "id LongType",
            "name StringType",
            "price DecimalType(10,2)",
            "day DateType",
            "region StringType");
    Row row =
        sales
            .selectExpr("count(*)", "count(distinct id)", "sum(id)", "count(name)", "max(price)")
            .first();
    assertThat(row.getLong(0)).isEqualTo(ROWS);
    assertThat(row.getLong(1)).isEqualTo(ROWS);
    assertThat(row.getLong(2)).isEqualTo(ROWS * (ROWS - 1L) / 2);
    assertThat(row.getLong(3)).isEqualTo(ROWS - ROWS / 10);
    assertThat(row.getDecimal(4)).isEqualByComparingTo("99.99");
    List<Row> sizes =
        sales.selectExpr("spark_partition_id() p").groupBy("p").count().collectAsList();
    assertThat(sizes).extracting(size -> size.getLong(1)).containsOnly(ROWS / 4L).hasSize(4);
  }

  @Test
  void conditionsOfSparkAreDecidedByTheDriver() throws SQLException {
    Dataset<Row> found =
        read("select id, name, region from sales", 4)
            .where("id between 2499 and 2500 and region = 'north' or name = 'name 9999'")
            .select("id");
    assertThat(found.collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactlyInAnyOrder(2499L, 2500L, 9999L);
  }

  @Test
  void conditionsInTheQueryChoosePartitions() throws SQLException {
    Dataset<Row> south = read("select id from sales where region = 'south' and id >= 7000", 5);
    assertThat(south.count()).isEqualTo(3_000);
    assertThat(south.selectExpr("min(id)").first().getLong(0)).isEqualTo(7_000);
  }

  @Test
  void splitsAreOfOneSnapshot() throws SQLException {
    warehouse.run("create table growing (id bigint)", "insert into growing values (1), (2), (3)");
    Dataset<Row> before = read("select id from growing", 3);
    warehouse.run("insert into growing values (4)");
    assertThat(before.count()).isEqualTo(3);
    assertThat(read("select id from growing", 3).count()).isEqualTo(4);
  }

  @Test
  void aTableIsReadWithoutSplitsToo() {
    Dataset<Row> sales = spark.read().jdbc(warehouse.url(), "sales", properties());
    assertThat(sales.where("id < 10").count()).isEqualTo(10);
    assertThat(sales.groupBy("region").count().collectAsList()).hasSize(2);
  }

  @Test
  void aDataFrameIsAppended() {
    spark
        .range(0, 100)
        .selectExpr("id", "concat('n', id) as name")
        .repartition(1)
        .write()
        .mode("append")
        .jdbc(warehouse.url(), "written", properties());
    assertThat(spark.read().jdbc(warehouse.url(), "written", properties()).count()).isEqualTo(100);
  }
}
