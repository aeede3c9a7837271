package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.TransferPair;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The batches of a result set for programs that want Arrow, and how far the reading has come. */
@Timeout(60)
class ArrowReaderTest {
  private static final int ROWS = 5_000;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private Connection connection;
  private Statement statement;

  @BeforeAll
  static void fill() throws SQLException {
    DATABASE.run("create table t (id bigint, text string, list array<int>)");
    try (Connection connection = DATABASE.connect();
        PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?, ?)")) {
      for (int i = 0; i < ROWS; i++) {
        insert.setLong(1, i);
        insert.setString(2, i % 5 == 0 ? null : "row " + i);
        insert.setObject(3, List.of(i, i + 1));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @BeforeEach
  void connect() throws SQLException {
    connection = DATABASE.connect("fetchSize=700");
    statement = connection.createStatement();
  }

  /** Fails if a buffer was left. */
  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private ArrowReader reader(String sql) throws SQLException {
    return statement.executeQuery(sql).unwrap(ArrowReader.class);
  }

  private static List<@Nullable Object> column(ArrowReader reader, int index) throws IOException {
    List<@Nullable Object> values = new ArrayList<>();
    VectorSchemaRoot root = reader.getVectorSchemaRoot();
    while (reader.loadNextBatch()) {
      assertThat(reader.getVectorSchemaRoot()).isSameAs(root);
      assertThat(root.getRowCount()).isPositive();
      FieldVector vector = root.getVector(index);
      for (int row = 0; row < root.getRowCount(); row++) {
        Object value = vector.getObject(row);
        values.add(value instanceof Long || value == null ? value : value.toString());
      }
    }
    return values;
  }

  @Test
  void batchesHaveAllRowsInOrder() throws Exception {
    try (ArrowReader reader = reader("select * from t")) {
      List<@Nullable Object> ids = column(reader, 0);
      assertThat(ids).hasSize(ROWS).startsWith(0L, 1L, 2L).endsWith(ROWS - 1L);
      assertThat(ids).isSorted();
      assertThat(reader.loadNextBatch()).isFalse();
      assertThat(reader.bytesRead()).isGreaterThan(8 * ROWS);
    }
    assertThat(connection.isClosed()).isFalse();
  }

  @Test
  void predicateLeavesExactlyTheRowsThatMatch() throws Exception {
    String where = " from t where text like 'row 1%' or id in (0, 4999)";
    try (ArrowReader reader = reader("select text, id, list" + where)) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      while (reader.loadNextBatch()) {
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        for (int row = 0; row < root.getRowCount(); row++) {
          rows.add(
              java.util.Arrays.asList(
                  root.getVector(0).isNull(row)
                      ? null
                      : root.getVector(0).getObject(row).toString(),
                  root.getVector(1).getObject(row),
                  root.getVector(2).getObject(row)));
        }
      }
      List<List<@Nullable Object>> expected = new ArrayList<>();
      for (long id = 0; id < ROWS; id++) {
        if (id == 0 || id == 4999 || (id % 5 != 0 && ("row " + id).startsWith("row 1"))) {
          expected.add(
              java.util.Arrays.asList(
                  id % 5 == 0 ? null : "row " + id, id, List.of((int) id, (int) id + 1)));
        }
      }
      assertThat(rows).isEqualTo(expected);
    }
  }

  @Test
  void columnsHaveTheLabelsAndTheOrderOfTheResult() throws Exception {
    try (ArrowReader reader = reader("select text as b, id as a, 7 as seven, id from t")) {
      assertThat(reader.getVectorSchemaRoot().getSchema().getFields())
          .extracting(Field::getName)
          .containsExactly("b", "a", "seven", "id");
      assertThat(reader.loadNextBatch()).isTrue();
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      assertThat(root.getVector("seven").getObject(3)).isEqualTo(7);
      assertThat(root.getVector("a").getObject(3)).isEqualTo(3L);
      assertThat(root.getVector("id").getObject(3)).isEqualTo(3L);
    }
  }

  @Test
  void limitAndMaxRowsCutTheLastBatch() throws Exception {
    try (ArrowReader reader = reader("select id from t limit 1000")) {
      assertThat(column(reader, 0)).hasSize(1000);
    }
    statement.setMaxRows(50);
    try (ArrowReader reader = reader("select id from t where id >= 10")) {
      assertThat(column(reader, 0)).hasSize(50).startsWith(10L);
    }
  }

  @Test
  void emptyResultsHaveTheirColumns() throws Exception {
    for (String sql :
        List.of("select id as x from t where id < 0", "select id as x from t limit 0")) {
      try (ArrowReader reader = reader(sql)) {
        assertThat(reader.getVectorSchemaRoot().getSchema().findField("x")).isNotNull();
        assertThat(reader.loadNextBatch()).isFalse();
      }
    }
  }

  @Test
  void resultsOfSqlJobsHaveBatchesToo() throws Exception {
    try (ArrowReader reader = reader("select id + 1 as n from t order by n desc")) {
      List<@Nullable Object> values = column(reader, 0);
      assertThat(values).hasSize(ROWS).startsWith((long) ROWS);
    }
  }

  @Test
  void readerAndNextDoNotMix() throws Exception {
    ResultSet rows = statement.executeQuery("select id from t");
    assertThat(rows.isWrapperFor(ArrowReader.class)).isTrue();
    ArrowReader reader = rows.unwrap(ArrowReader.class);
    assertThat(rows.unwrap(ArrowReader.class)).isSameAs(reader);
    refused("24000", rows::next);
    assertThat(column(reader, 0)).hasSize(ROWS);

    ResultSet begun = statement.executeQuery("select id from t");
    assertThat(begun.next()).isTrue();
    refused("24000", () -> begun.unwrap(ArrowReader.class));
    assertThat(begun.getLong(1)).isZero();
  }

  @Test
  void closingOneClosesTheOther() throws Exception {
    ResultSet rows = statement.executeQuery("select id from t");
    ArrowReader reader = rows.unwrap(ArrowReader.class);
    assertThat(reader.loadNextBatch()).isTrue();
    reader.close();
    assertThat(rows.isClosed()).isTrue();

    ResultSet again = statement.executeQuery("select id from t");
    ArrowReader second = again.unwrap(ArrowReader.class);
    assertThat(second.loadNextBatch()).isTrue();
    again.close();
    assertThatThrownBy(second::loadNextBatch).isInstanceOf(IOException.class);
  }

  @Test
  void batchThatIsKeptOutlivesTheResultSet() throws Exception {
    ResultSet rows = statement.executeQuery("select id from t");
    ArrowReader reader = rows.unwrap(ArrowReader.class);
    assertThat(reader.loadNextBatch()).isTrue();
    FieldVector vector = reader.getVectorSchemaRoot().getVector(0);
    try (BufferAllocator own =
        vector.getAllocator().getRoot().newChildAllocator("kept", 0, Long.MAX_VALUE)) {
      TransferPair pair = vector.getTransferPair(own);
      pair.transfer();
      rows.close();
      try (BigIntVector kept = (BigIntVector) pair.getTo()) {
        assertThat(kept.get(699)).isEqualTo(699);
      }
    }
  }

  @Test
  void failureOfTheServiceIsTold() throws Exception {
    DATABASE.faults().on("TableRead").everyRequest().answer(403);
    try (ArrowReader reader = reader("select id from t")) {
      assertThatThrownBy(reader::loadNextBatch)
          .isInstanceOf(IOException.class)
          .hasCauseInstanceOf(SQLException.class);
    } finally {
      DATABASE.faults().clear();
    }
  }

  // How far it has come.

  @Test
  void progressCountsRowsAndBytes() throws Exception {
    refused("22023", () -> statement.unwrap(ScanProgress.class));
    ScanProgress progress;
    try (ResultSet rows = statement.executeQuery("select id from t")) {
      progress = statement.unwrap(ScanProgress.class);
      assertThat(progress.totalRows()).isEqualTo(ROWS);
      assertThat(progress.rowsRead()).isZero();
      while (rows.next()) {
        assertThat(progress.rowsRead()).isGreaterThanOrEqualTo(rows.getRow());
      }
    }
    assertThat(progress.rowsRead()).isEqualTo(ROWS);
    assertThat(progress.bytesRead()).isGreaterThan(8 * ROWS);
    statement.executeQuery("select id from t where id >= 0").next();
    assertThat(statement.unwrap(ScanProgress.class).totalRows()).isEqualTo(-1);
  }

  // Many result sets at once.

  @Test
  void everyResultSetGetsOnWhateverTheOthersHold() throws Exception {
    try (Connection tight = DATABASE.connect("fetchSize=100&prefetchBytes=1048576&parallelism=4")) {
      List<ResultSet> open = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        open.add(
            tight
                .createStatement()
                .executeQuery("select * from t" + (i % 2 == 0 ? "" : " where id >= 0")));
        assertThat(open.get(i).next()).isTrue();
      }
      Collections.reverse(open);
      for (ResultSet rows : open) {
        int count = 1;
        while (rows.next()) {
          assertThat(rows.getLong(1)).isEqualTo(count);
          count++;
        }
        assertThat(count).isEqualTo(ROWS);
      }
    }
  }

  @Test
  void inAnyOrderEveryRowComesOnce() throws Exception {
    try (Connection any = DATABASE.connect("fetchSize=100&rowOrder=any");
        Statement query = any.createStatement()) {
      for (String sql : List.of("select id from t", "select id from t where id >= 0")) {
        List<Long> ids = new ArrayList<>();
        try (ResultSet rows = query.executeQuery(sql)) {
          while (rows.next()) {
            ids.add(rows.getLong(1));
          }
        }
        assertThat(ids).hasSize(ROWS).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void threadsEndWithTheResultSet() throws Exception {
    try (Connection own = DATABASE.connect("fetchSize=50&prefetchBytes=1048576");
        ResultSet rows = own.createStatement().executeQuery("select * from t")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.next()).isTrue();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("maxstorage-read-"));
  }
}
