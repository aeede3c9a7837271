package dev.maxstorage.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Does the main job from nothing, and compares everything it reads with what it wrote. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Create a table in an embedded warehouse, write rows and blobs, read them back.",
      "Exit code 1 if anything read differs from what was written."
    })
final class DemoCommand implements Callable<Integer> {
  private static final List<String> REGIONS = List.of("north", "south", "east", "west");
  private static final String PICTURE_REGION = "gallery";
  private static final int ROWS_PER_REGION = 25_000;
  private static final int PICTURES = 8;
  private static final int FIRST_PICTURE_ID = REGIONS.size() * ROWS_PER_REGION;
  private static final BigDecimal LEAST_PRICE = new BigDecimal("990.00");

  private final Console console;

  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      description = "Directory of the warehouse, which stays; default: a temporary one.")
  private @Nullable Path directory;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, SQLException, CommandException {
    if (directory != null) {
      run(directory);
      return 0;
    }
    String prefix = "maxstorage-" + ProcessHandle.current().pid() + "-demo";
    Path temporary = Files.createTempDirectory(prefix);
    try {
      run(temporary);
    } finally {
      Directories.delete(temporary);
    }
    return 0;
  }

  private void run(Path warehouse) throws IOException, SQLException, CommandException {
    String url = EmbeddedUrl.of(warehouse, "demo");
    console.line("warehouse  " + url);
    try (Connection connection = Connections.open(url, console)) {
      DemoTable table = new DemoTable(connection);
      create(table);
      load(table);
      insert(table);
      scan(connection);
      aggregate(connection);
      readPictures(connection);
    }
    console.line("all rows and bytes are as expected");
  }

  private void create(DemoTable table) throws SQLException, IOException {
    long started = System.nanoTime();
    table.create();
    int columns = DemoColumn.ALL.size();
    report("create", columns + " scalar columns, a BLOB column, a partition column", started);
  }

  private void load(DemoTable table) throws SQLException, IOException {
    long started = System.nanoTime();
    int firstId = 0;
    for (String region : REGIONS) {
      table.load(region, firstId, ROWS_PER_REGION);
      firstId += ROWS_PER_REGION;
    }
    String what = rows(firstId) + " into " + REGIONS.size() + " partitions";
    report("load", what, started);
  }

  private void insert(DemoTable table) throws SQLException, IOException, CommandException {
    long started = System.nanoTime();
    long inserted = table.insertPictures(PICTURE_REGION, FIRST_PICTURE_ID, PICTURES);
    expect("inserted rows", (long) PICTURES, inserted);
    report("insert", rows(inserted) + " with a blob of 1 MiB each, one batch", started);
  }

  private void scan(Connection connection) throws SQLException, IOException, CommandException {
    String sql =
        "SELECT * FROM %s WHERE %s = '%s' AND price >= %s"
            .formatted(DemoTable.NAME, DemoTable.PARTITION, REGIONS.get(1), LEAST_PRICE);
    try (Statement statement = connection.createStatement()) {
      try (ResultSet plan = statement.executeQuery("EXPLAIN " + sql)) {
        while (plan.next()) {
          console.line("explain    " + plan.getString(1));
        }
      }
      long started = System.nanoTime();
      long found = 0;
      try (ResultSet row = statement.executeQuery(sql)) {
        while (row.next()) {
          DemoTable.check(row);
          found++;
        }
      }
      expect("rows of the scan", expectedScanRows(), found);
      report("scan", rows(found) + " of " + rows(ROWS_PER_REGION) + ", all values equal", started);
    }
  }

  private static long expectedScanRows() {
    long rows = 0;
    for (int id = ROWS_PER_REGION; id < 2 * ROWS_PER_REGION; id++) {
      rows += DemoColumn.price(id).compareTo(LEAST_PRICE) >= 0 ? 1 : 0;
    }
    return rows;
  }

  private void aggregate(Connection connection) throws SQLException, IOException, CommandException {
    long started = System.nanoTime();
    String sql =
        "SELECT %s, COUNT(*), SUM(price) FROM %s GROUP BY %1$s ORDER BY MIN(id)"
            .formatted(DemoTable.PARTITION, DemoTable.NAME);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      int firstId = 0;
      for (String region : REGIONS) {
        expectGroup(row, region, firstId, ROWS_PER_REGION);
        firstId += ROWS_PER_REGION;
      }
      expectGroup(row, PICTURE_REGION, FIRST_PICTURE_ID, PICTURES);
      expect("further groups", false, row.next());
    }
    report("aggregate", (REGIONS.size() + 1) + " groups by a SQL job", started);
  }

  private static void expectGroup(ResultSet row, String region, int firstId, int rows)
      throws SQLException, CommandException {
    expect("group " + region, true, row.next());
    expect("region", region, row.getString(1));
    expect("rows of " + region, (long) rows, row.getLong(2));
    BigDecimal sum = DemoTable.priceSum(firstId, rows);
    expect("price sum of " + region, sum, row.getBigDecimal(3).setScale(sum.scale()));
  }

  private void readPictures(Connection connection)
      throws SQLException, IOException, CommandException {
    long started = System.nanoTime();
    String sql =
        "SELECT id, %s FROM %s WHERE %s = '%s'"
            .formatted(DemoTable.PICTURE, DemoTable.NAME, DemoTable.PARTITION, PICTURE_REGION);
    int pictures = 0;
    String last = "";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        try (InputStream stream = row.getBlob(2).getBinaryStream()) {
          last = sha256(stream);
        }
        String expected = hex(sha256().digest(DemoTable.picture(row.getInt(1))));
        expect("SHA-256 of picture " + row.getInt(1), expected, last);
        pictures++;
      }
    }
    expect("pictures", PICTURES, pictures);
    report("blobs", pictures + " read as streams, last SHA-256 " + last.substring(0, 16), started);
  }

  private static String sha256(InputStream stream) throws IOException {
    DigestInputStream digesting = new DigestInputStream(stream, sha256());
    digesting.transferTo(OutputStream.nullOutputStream());
    return hex(digesting.getMessageDigest().digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java has SHA-256", e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void expect(String what, Object expected, Object actual) throws CommandException {
    if (!expected.equals(actual)) {
      throw new CommandException(what + ": expected " + expected + ", read " + actual);
    }
  }

  private static String rows(long rows) {
    return new Speed(rows, 0).rowsText();
  }

  private void report(String step, String what, long started) throws IOException {
    double seconds = (System.nanoTime() - started) / 1e9;
    console.line(String.format(Locale.ROOT, "%-10s %-66s %6.2f s", step, what, seconds));
  }
}
