package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.warehouse.FaultPlan;
import java.io.IOException;
import java.io.InputStream;
import java.sql.BatchUpdateException;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that breaks: what is repaired in silence, and what is told. */
@Timeout(60)
class FaultTest {
  private static final int ROWS = 50_000;
  private static final int BLOB_BYTES = 200_000;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private final FaultPlan faults = DATABASE.faults();
  private Connection connection;

  @BeforeAll
  static void fill() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      EmbeddedDatabase.run(
          connection, "create table many (id bigint, text string)", "create table pic (data blob)");
      try (PreparedStatement insert =
              connection.prepareStatement("insert into many values (?, ?)");
          PreparedStatement picture = connection.prepareStatement("insert into pic values (?)")) {
        for (int i = 0; i < ROWS; i++) {
          insert.setInt(1, i);
          insert.setString(2, "row number " + i);
          insert.addBatch();
        }
        insert.executeBatch();
        byte[] bytes = new byte[BLOB_BYTES];
        new Random(3).nextBytes(bytes);
        picture.setBytes(1, bytes);
        picture.executeUpdate();
      }
    }
  }

  @BeforeEach
  void connect() throws SQLException {
    DATABASE.run("drop table if exists sink", "create table sink (id bigint)");
    connection = DATABASE.connect("fetchSize=1000");
  }

  @AfterEach
  void close() throws SQLException {
    faults.clear();
    connection.close();
  }

  private static List<Object> sink() throws SQLException {
    return DATABASE.rows("select id from sink").stream().map(row -> row.get(0)).sorted().toList();
  }

  private List<Long> scan(String sql) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        long id = result.getLong(1);
        assertThat(result.getString(2)).isEqualTo("row number " + id);
        ids.add(id);
      }
    }
    return ids.stream().sorted().toList();
  }

  private static List<Long> all() {
    return LongStream.range(0, ROWS).boxed().toList();
  }

  // Reading.

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 500, 40_000, 200_000, 700_000})
  void scanThatIsCutGoesOnWithTheNextRow(long bytes) throws SQLException {
    for (String sql : List.of("select * from many", "select * from many where id >= 0")) {
      long before = faults.struck();
      faults.on("TableRead").request(1).cutAfter(bytes);
      faults.on("TableRead").request(2).cutAfter(bytes + 30_000);
      assertThat(scan(sql)).as(sql).isEqualTo(all());
      assertThat(faults.struck()).isGreaterThan(before);
      faults.clear();
    }
  }

  @Test
  void resultOfASqlJobThatIsCutGoesOnWithTheNextRow() throws SQLException {
    long before = faults.struck();
    faults.on("InstanceRead").request(1).cutAfter(100_000);
    faults.on("InstanceTunnelRead").request(1).cutAfter(100_000);
    faults.on("TableRead").request(1).cutAfter(100_000);
    assertThat(scan("select id, text from many order by id")).isEqualTo(all());
    assertThat(faults.struck()).isGreaterThan(before);
  }

  @Test
  void scanThatIsCutAgainAndAgainFailsInTheEnd() throws SQLException {
    faults.on("TableRead").everyRequest().cutAfter(100);
    try (Connection impatient = DATABASE.connect("retryTime=1");
        Statement statement = impatient.createStatement()) {
      SQLException failure =
          refused(
              "58030",
              () -> {
                try (ResultSet result = statement.executeQuery("select * from many")) {
                  while (result.next()) {
                    result.getLong(1);
                  }
                }
              });
      assertThat((Throwable) failure).isInstanceOf(SQLTransientException.class);
      faults.clear();
      assertThat(statement.executeQuery("select * from many").next()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"503", "429", "500", "502"})
  void refusalThatPassesIsRetried(int status) throws SQLException {
    for (String operation : List.of("GetTable", "TableCreateReadSession", "TableRead")) {
      long before = faults.struck();
      faults.on(operation).request(1).answer(status, Duration.ofSeconds(0));
      assertThat(scan("select * from many")).as(operation).hasSize(ROWS);
      assertThat(faults.struck()).as(operation).isEqualTo(before + 1);
    }
  }

  @Test
  void retryWaitsAsLongAsTheServiceSays() throws SQLException {
    faults.on("TableCreateReadSession").request(1).answer(503, Duration.ofSeconds(1));
    long start = System.nanoTime();
    assertThat(scan("select * from many")).hasSize(ROWS);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void refusalThatDoesNotPassIsTold() throws SQLException {
    try (Connection impatient = DATABASE.connect("retryTime=0");
        Statement statement = impatient.createStatement()) {
      faults.on("TableCreateReadSession").request(1).answer(429, Duration.ofSeconds(0));
      SQLException throttled =
          refused("53000", () -> statement.executeQuery("select * from many"), "request id");
      assertThat((Throwable) throttled).isInstanceOf(SQLTransientException.class);
      faults.on("TableCreateReadSession").request(1).answer(503, Duration.ofSeconds(0));
      SQLException unavailable =
          refused("08006", () -> statement.executeQuery("select * from many"), "request id");
      assertThat((Throwable) unavailable).isInstanceOf(SQLTransientConnectionException.class);
      faults.on("TableCreateReadSession").request(1).answer(403);
      refused("42501", () -> statement.executeQuery("select * from many"), "request id");
      faults.on("TableCreateReadSession").request(1).answer(401);
      refused("28000", () -> statement.executeQuery("select * from many"), "request id");
      assertThat(statement.executeQuery("select * from many").next()).isTrue();
    }
  }

  // Blobs.

  private Blob picture() throws SQLException {
    connection.close();
    connection = DATABASE.connect("retryTime=0");
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select data from pic")) {
      assertThat(result.next()).isTrue();
      return result.getBlob(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 4, 4_095, 4_099, 5_000, 100_000, 200_100})
  void flippedBitInABlobIsTold(long offset) throws Exception {
    Blob blob = picture();
    faults.on("BlobRead").everyRequest().flipBitAt(offset);
    refused("XX001", () -> blob.getBytes(1, BLOB_BYTES));
    assertThatThrownBy(
            () -> {
              try (InputStream stream = blob.getBinaryStream()) {
                stream.readAllBytes();
              }
            })
        .isInstanceOf(IOException.class);
    faults.clear();
    assertThat(blob.getBytes(1, BLOB_BYTES)).hasSize(BLOB_BYTES);
  }

  @Test
  void blobThatIsCutIsNotTakenForAShorterOne() throws Exception {
    Blob blob = picture();
    for (long bytes : new long[] {0, 4_100, 50_000, 200_000}) {
      faults.on("BlobRead").everyRequest().cutAfter(bytes);
      refused("58030", () -> blob.getBytes(1, BLOB_BYTES));
      faults.clear();
    }
    assertThat(blob.getBytes(1, BLOB_BYTES)).hasSize(BLOB_BYTES);
  }

  // Writing.

  private void insert(int... ids) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("insert into sink values (?)")) {
      for (int id : ids) {
        insert.setInt(1, id);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @Test
  void droppedAnswerOfACommitIsToldByItsOwnStateAndNotSentAgain() throws SQLException {
    long before = faults.struck();
    faults.on("TableCommitWriteSession").everyRequest().dropAnswer();
    SQLException unknown = refused("40003", () -> insert(1, 2), "session");
    assertThat((Throwable) unknown).isInstanceOf(BatchUpdateException.class);
    assertThat(faults.struck()).isEqualTo(before + 1);
    faults.clear();
    assertThat(sink()).containsExactly(1L, 2L);
    insert(3);
    assertThat(sink()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void commitOfATransactionOfUnknownOutcomeLeavesTheConnectionUsable() throws SQLException {
    connection.setAutoCommit(false);
    insert(1);
    faults.on("TableCommitWriteSession").everyRequest().dropAnswer();
    faults.on("TableGetWriteSession").everyRequest().answer(403);
    SQLException unknown = refused("40003", connection::commit, "session");
    assertThat((Throwable) unknown).isInstanceOf(SQLRecoverableException.class);
    faults.clear();
    connection.rollback();
    insert(2);
    connection.commit();
    assertThat(sink()).containsExactly(1L, 2L);
  }

  @Test
  void refusedCommitWritesNothing() throws SQLException {
    faults.on("TableCommitWriteSession").everyRequest().answer(409);
    refused("40001", () -> insert(1, 2));
    faults.clear();
    assertThat(sink()).isEmpty();
    insert(3);
    assertThat(sink()).containsExactly(3L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TableCreateWriteSession",
        "TableCreateWriteStream",
        "TableWrite",
        "TableCloseWriteStream",
        "TableCommitWriteSession"
      })
  void rowsAreWrittenOnceOrNotAtAll(String operation) throws SQLException {
    for (int status : new int[] {0, 500, 503, 400}) {
      EmbeddedDatabase.run(connection, "truncate table sink");
      long before = faults.struck();
      if (status == 0) {
        faults.on(operation).request(1).dropAnswer();
      } else {
        faults.on(operation).request(1).answer(status, Duration.ZERO);
      }
      String told = "";
      try {
        insert(1, 2, 3);
      } catch (SQLException e) {
        told = e.getSQLState();
      }
      assertThat(faults.struck()).as("%s %d", operation, status).isGreaterThan(before);
      if (told.equals("40003")) {
        assertThat(operation).isEqualTo("TableCommitWriteSession");
        assertThat(sink().size()).as("%s %d", operation, status).isIn(0, 3);
      } else if (!told.isEmpty()) {
        assertThat(sink()).as("%s %d", operation, status).isEmpty();
      } else {
        assertThat(sink()).as("%s %d", operation, status).containsExactly(1L, 2L, 3L);
      }
      faults.clear();
    }
  }

  @Test
  void sqlJobWhoseSubmissionHasNoAnswerIsNotRunTwice() throws SQLException {
    faults.on("CreateInstance").request(1).dropAnswer();
    boolean told = false;
    try {
      EmbeddedDatabase.run(connection, "insert into sink select 1");
    } catch (SQLException e) {
      told = true;
    }
    faults.clear();
    if (told) {
      assertThat(sink()).hasSizeLessThanOrEqualTo(1);
    } else {
      assertThat(sink()).containsExactly(1L);
    }
  }

  @Test
  void pollOfASqlJobIsRetried() throws SQLException {
    for (String operation : List.of("GetInstance", "GetTaskStatus", "GetResult", "GetSummary")) {
      faults.on(operation).request(1).dropAnswer();
      faults.on(operation).request(2).answer(503, Duration.ZERO);
    }
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("insert into sink select 1")).isEqualTo(1);
    }
    assertThat(sink()).containsExactly(1L);
  }
}
