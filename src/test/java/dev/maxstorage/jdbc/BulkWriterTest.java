package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Arrow batches into tables, through {@code unwrap}. */
@Timeout(60)
class BulkWriterTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private final BufferAllocator allocator = new RootAllocator();
  private Connection connection;

  @BeforeEach
  void createTable() throws SQLException {
    DATABASE.run(
        "drop table if exists t",
        "create table t (id bigint not null, name string, short varchar(3), at timestamp,"
            + " list array<bigint>, pic blob) partitioned by (day string)");
    connection = DATABASE.connect();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    allocator.close();
  }

  private BulkWriter open() throws SQLException {
    return connection.unwrap(BulkConnection.class).openBulkWriter("`T`");
  }

  private BigIntVector longs(String name, long first, int count) {
    BigIntVector vector = new BigIntVector(name, allocator);
    for (int row = 0; row < count; row++) {
      vector.setSafe(row, first + row);
    }
    vector.setValueCount(count);
    return vector;
  }

  private VarCharVector texts(String name, int count, String... values) {
    VarCharVector vector = new VarCharVector(name, allocator);
    for (int row = 0; row < values.length; row++) {
      if (values[row] != null) {
        vector.setSafe(row, values[row].getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    vector.setValueCount(count);
    return vector;
  }

  private static VectorSchemaRoot root(FieldVector... vectors) {
    return new VectorSchemaRoot(List.of(vectors));
  }

  private void write(BulkWriter writer, FieldVector... vectors) throws SQLException {
    try (VectorSchemaRoot root = root(vectors)) {
      writer.write(root);
    }
  }

  private static long count() throws SQLException {
    return (Long) DATABASE.rows("select count(*) from t").get(0).get(0);
  }

  @Test
  void batchesBecomeVisibleTogether() throws SQLException {
    try (BulkWriter writer = open()) {
      assertThat(writer.columns())
          .extracting(
              column -> column.name() + " " + column.type().toLowerCase(java.util.Locale.ROOT))
          .startsWith("id bigint", "name string", "short varchar(3)")
          .endsWith("day string");
      write(writer, longs("ID", 0, 2), texts("day", 2, "a", "b"), texts("name", 2, "x", null));
      write(writer, longs("id", 2, 1), texts("day", 1, "a"));
      assertThat(count()).isZero();
      assertThat(writer.finish()).isEqualTo(3);
      refused("55000", writer::finish);
    }
    assertThat(DATABASE.rows("select id, name, day from t"))
        .containsExactlyInAnyOrder(
            List.of(0L, "x", "a"),
            java.util.Arrays.asList(1L, null, "b"),
            java.util.Arrays.asList(2L, null, "a"));
  }

  @Test
  void writerTakesPartInTheTransaction() throws SQLException {
    connection.setAutoCommit(false);
    EmbeddedDatabase.run(connection, "insert into t (id, day) values (100, 'a')");
    try (BulkWriter writer = open()) {
      for (int batch = 0; batch < 50; batch++) {
        String[] days = new String[10_000];
        java.util.Arrays.fill(days, "a");
        write(writer, longs("id", batch * 10_000L, 10_000), texts("day", 10_000, days));
      }
      assertThat(writer.finish()).isEqualTo(500_000);
    }
    assertThat(count()).isZero();
    connection.commit();
    assertThat(count()).isEqualTo(500_001);
  }

  @Test
  void writerThatIsNotFinishedWritesNothing() throws SQLException {
    try (BulkWriter writer = open()) {
      write(writer, longs("id", 0, 2), texts("day", 2, "a", "b"));
    }
    BulkWriter forgotten = open();
    write(forgotten, longs("id", 0, 2), texts("day", 2, "a", "b"));
    connection.close();
    refused("08003", forgotten::finish);
    assertThat(count()).isZero();
  }

  @Test
  void otherFormsAreConverted() throws SQLException {
    TimeStampMicroVector micros = new TimeStampMicroVector("at", allocator);
    micros.setSafe(0, 1_700_000_000_123_456L);
    micros.setValueCount(1);
    LargeVarCharVector large = new LargeVarCharVector("name", allocator);
    large.setSafe(0, new byte[] {'h', 'i'});
    large.setValueCount(1);
    ListVector list = ListVector.empty("list", allocator);
    UnionListWriter lists = list.getWriter();
    lists.setPosition(0);
    lists.startList();
    lists.bigInt().writeBigInt(7);
    lists.bigInt().writeBigInt(8);
    lists.endList();
    list.setValueCount(1);
    try (BulkWriter writer = open()) {
      write(
          writer,
          longs("id", 0, 1),
          texts("day", 1, "a"),
          texts("short", 1, "abc"),
          micros,
          large,
          list);
      writer.finish();
    }
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("select at, name, list, short from t")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getObject(1, Instant.class))
          .isEqualTo(Instant.ofEpochSecond(1_700_000_000, 123_456_000));
      assertThat(result.getString(2)).isEqualTo("hi");
      assertThat(result.getObject(3, List.class)).isEqualTo(List.of(7L, 8L));
      assertThat(result.getString(4)).isEqualTo("abc");
    }
  }

  @Test
  void whatDoesNotFitIsRefusedByNameAndTheWriterGoesOn() throws SQLException {
    try (BulkWriter writer = open()) {
      write(writer, longs("id", 0, 2), texts("day", 2, "a", "a"));
      refused(
          "42S22", () -> write(writer, longs("id", 0, 1), texts("nope", 1, "a")), "'nope'", "name");
      refused("23502", () -> write(writer, texts("day", 1, "a")), "'id'", "row 3");
      refused(
          "22001",
          () ->
              write(
                  writer,
                  longs("id", 0, 2),
                  texts("day", 2, "a", "a"),
                  texts("short", 2, "ok", "long")),
          "'short'",
          "row 4",
          "long");
      IntVector ints = new IntVector("name", allocator);
      ints.setSafe(0, 1);
      ints.setValueCount(1);
      refused(
          "07006", () -> write(writer, longs("id", 0, 1), texts("day", 1, "a"), ints), "'name'");
      refused(
          "0AM00",
          () -> write(writer, longs("id", 0, 1), texts("day", 1, "a"), texts("pic", 1, "x")),
          "'pic'");
      assertThat(writer.finish()).isEqualTo(2);
    }
    assertThat(count()).isEqualTo(2);
    refused("22023", () -> connection.unwrap(BulkConnection.class).openBulkWriter("t where 1=1"));
    refused("42S02", () -> connection.unwrap(BulkConnection.class).openBulkWriter("none"));
  }

  @Test
  void stagingIdsAreReachable() throws SQLException {
    try (Connection streaming = DATABASE.connect("writeMode=streaming")) {
      BulkConnection bulk = streaming.unwrap(BulkConnection.class);
      assertThat(bulk.newestStagingId()).isNull();
      EmbeddedDatabase.run(streaming, "insert into t (id, day) values (1, 'a')");
      String first = bulk.newestStagingId();
      assertThat(first).isNotEmpty();
      try (BulkWriter writer = bulk.openBulkWriter("t")) {
        write(writer, longs("id", 5, 1), texts("day", 1, "a"));
        writer.finish();
      }
      assertThat(bulk.newestStagingId()).isNotEmpty().isNotEqualTo(first);
      assertThat(bulk.newestCommitMessage()).isEmpty();
      assertThat(bulk.minUncommittedStagingId("t")).isNull();
    }
    assertThat(count()).isEqualTo(2);
    EmbeddedDatabase.run(connection, "insert into t (id, day) values (9, 'a')");
    assertThat(connection.unwrap(BulkConnection.class).newestStagingId()).isNull();
    assertThat(connection.unwrap(BulkConnection.class).newestCommitMessage()).isEmpty();
  }
}
