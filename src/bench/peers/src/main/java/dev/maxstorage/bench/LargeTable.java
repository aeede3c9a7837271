package dev.maxstorage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A warehouse on disk with the table {@code large}: 13 numbers a row, 104 bytes in Arrow's form.
 * Built once and found again by later forks, below {@code target/} of the working directory.
 */
final class LargeTable {
  static final int ROW_BYTES = 13 * 8;

  private static final int COLUMNS = 13;
  private static final int SEED_ROWS = 1000;

  private LargeTable() {}

  static BenchWarehouse open(long rows) throws SQLException, IOException {
    Path directory = Path.of("target", "large-" + rows);
    boolean isNew = !Files.exists(directory);
    BenchWarehouse warehouse = BenchWarehouse.onDisk(Files.createDirectories(directory));
    if (isNew || warehouse.count("large") < rows) {
      build(warehouse, rows);
    }
    return warehouse;
  }

  private static void build(BenchWarehouse warehouse, long rows) throws SQLException {
    StringBuilder definition = new StringBuilder("create table large (id bigint");
    StringBuilder numbers = new StringBuilder();
    for (int c = 1; c < COLUMNS; c++) {
      definition.append(", n").append(c).append(" bigint");
      numbers.append(", id + ").append(c);
    }
    StringBuilder seed = new StringBuilder("insert into seed values (0)");
    for (int id = 1; id < SEED_ROWS; id++) {
      seed.append(", (").append(id).append(')');
    }
    warehouse.run(
        "drop table if exists large",
        "drop table if exists seed",
        definition.append(')').toString(),
        "create table seed (id bigint)",
        seed.toString(),
        "insert into large select id" + numbers + " from seed");
    long there = SEED_ROWS;
    while (there < rows) {
      long more = Math.min(there, rows - there);
      warehouse.run(
          "insert into large select id + " + there + numbers + " from large where id < " + more);
      there += more;
    }
  }
}
