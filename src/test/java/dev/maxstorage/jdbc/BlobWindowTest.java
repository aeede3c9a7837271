package dev.maxstorage.jdbc;

import static dev.maxstorage.jdbc.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.io.InputStream;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many requests the blobs of a result set take, and that they are the right ones. */
@Timeout(60)
class BlobWindowTest {
  private static final int ROWS = 300;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @BeforeAll
  static void fill() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      EmbeddedDatabase.run(connection, "create table pics (id bigint, a blob, b blob)");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into pics values (?, ?, ?)")) {
        for (int id = 0; id < ROWS; id++) {
          insert.setInt(1, id);
          insert.setBytes(2, content(id));
          insert.setBytes(3, id % 5 == 0 ? null : content(ROWS + id));
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  @AfterEach
  void clearFaults() {
    DATABASE.faults().clear();
  }

  private static byte[] content(int id) {
    byte[] content = new byte[id % 7 == 0 ? 0 : 100 + id];
    new Random(id).nextBytes(content);
    return content;
  }

  /** The ways to read a blob. */
  private enum Way {
    BYTES {
      @Override
      byte[] read(ResultSet row, int column) throws SQLException {
        return row.getBytes(column);
      }
    },
    STREAM {
      @Override
      byte[] read(ResultSet row, int column) throws Exception {
        try (InputStream in = row.getBinaryStream(column)) {
          return in == null ? null : in.readAllBytes();
        }
      }
    },
    BLOB_WITH_LENGTH {
      @Override
      byte[] read(ResultSet row, int column) throws Exception {
        Blob blob = row.getBlob(column);
        return blob == null ? null : blob.getBytes(1, (int) blob.length());
      }
    },
    OBJECT {
      @Override
      byte[] read(ResultSet row, int column) throws Exception {
        return row.getObject(column, byte[].class);
      }
    };

    abstract byte[] read(ResultSet row, int column) throws Exception;
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void blobsInRowOrderTakeFewRequests(Way way) throws Exception {
    RequestCount reads = RequestCount.of(DATABASE, "BlobRead");
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, a, b from pics")) {
      int rows = 0;
      while (result.next()) {
        int id = result.getInt(1);
        assertThat(way.read(result, 2)).isEqualTo(content(id));
        assertThat(way.read(result, 3)).isEqualTo(id % 5 == 0 ? null : content(ROWS + id));
        rows++;
      }
      assertThat(rows).isEqualTo(ROWS);
    }
    assertThat(reads.requests()).isLessThan(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blobWindow=0", "blobWindow=1"})
  void withoutWindowsEachBlobIsARequest(String property) throws Exception {
    RequestCount reads = RequestCount.of(DATABASE, "BlobRead");
    try (Connection connection = DATABASE.connect(property);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, a from pics")) {
      while (result.next()) {
        assertThat(result.getBytes(2)).isEqualTo(content(result.getInt(1)));
      }
    }
    assertThat(reads.requests()).isEqualTo(ROWS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blobWindow=2",
        "blobWindow=7",
        "blobWindowBytes=0",
        "blobWindowBytes=1000",
        "fetchSize=7",
        "blobCompression=zstd",
        "blobCompression=lz4",
        "apiVersion=2"
      })
  void everyKindOfWindowGivesTheSameBytes(String properties) throws Exception {
    try (Connection connection = DATABASE.connect(properties);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, a, b from pics")) {
      while (result.next()) {
        int id = result.getInt(1);
        assertThat(result.getBytes(2)).isEqualTo(content(id));
        assertThat(result.getBytes(3)).isEqualTo(id % 5 == 0 ? null : content(ROWS + id));
      }
    }
  }

  @Test
  void windowsReachOverBatchesAndFilteredRows() throws Exception {
    RequestCount reads = RequestCount.of(DATABASE, "BlobRead");
    int rows = 0;
    try (Connection connection = DATABASE.connect("fetchSize=50&filterPushdown=false");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("select id, a from pics where id in (0, 1, 2, 60, 61, 299)")) {
      while (result.next()) {
        assertThat(result.getBytes(2)).isEqualTo(content(result.getInt(1)));
        rows++;
      }
    }
    assertThat(rows).isEqualTo(6);
    assertThat(reads.requests()).isLessThanOrEqualTo(5);
  }

  @Test
  void rowsBehindMaxRowsAreNotFetched() throws Exception {
    RequestCount reads = RequestCount.of(DATABASE, "BlobRead");
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      statement.setMaxRows(2);
      try (ResultSet result = statement.executeQuery("select id, a from pics")) {
        while (result.next()) {
          assertThat(result.getBytes(2)).isEqualTo(content(result.getInt(1)));
        }
      }
    }
    assertThat(reads.requests()).isEqualTo(2);
  }

  @Test
  void skippedRowsAreNotFetched() throws Exception {
    RequestCount reads = RequestCount.of(DATABASE, "BlobRead");
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, a from pics")) {
      while (result.next()) {
        if (result.getRow() % 100 == 0) {
          assertThat(result.getBytes(2)).isEqualTo(content(result.getInt(1)));
        } else {
          assertThat(result.getBlob(2)).isNotNull(); // lazy
        }
      }
    }
    assertThat(reads.requests()).isEqualTo(3);
  }

  @Test
  void blobsOutliveTheirRowsAndTheirResultSet() throws Exception {
    try (Connection connection = DATABASE.connect()) {
      List<Blob> blobs = new ArrayList<>();
      List<Integer> ids = new ArrayList<>();
      InputStream half;
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("select id, a from pics where id < 50")) {
        while (result.next()) {
          ids.add(result.getInt(1));
          blobs.add(result.getBlob(2));
          if (blobs.size() < 10) {
            result.getBytes(2);
          }
        }
        half = blobs.get(20).getBinaryStream();
        half.read();
      }
      half.close();
      for (int i = blobs.size() - 1; i >= 0; i--) {
        assertThat(blobs.get(i).getBinaryStream()).hasBinaryContent(content(ids.get(i)));
      }
    }
  }

  @Test
  void cancelOfTheStatementEndsTheReadingOfItsBlobsToo() throws Exception {
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, a from pics where id > 0")) {
      assertThat(result.next()).isTrue();
      result.getBytes(2);
      assertThat(result.next()).isTrue();
      Blob blob = result.getBlob(2);
      statement.cancel();
      refused("57014", blob::getBinaryStream);
      refused("57014", blob::length);
    }
  }

  @Test
  void failingWindowIsReadOneByOne() throws Exception {
    try (Connection connection = DATABASE.connect("retryTime=0");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, a from pics")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getBytes(2)).isEqualTo(content(result.getInt(1)));
      DATABASE.faults().on("BlobRead").request(1).flipBitAt(20);
      while (result.next()) {
        assertThat(result.getBytes(2)).isEqualTo(content(result.getInt(1)));
      }
    }
  }

  @Test
  void cutWindowIsReadOneByOne() throws Exception {
    for (long bytes : new long[] {0, 1, 50, 300, 500, 900}) {
      try (Connection connection = DATABASE.connect("retryTime=0");
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("select id, a from pics where id < 30")) {
        assertThat(result.next()).isTrue();
        assertThat(result.getBytes(2)).isEqualTo(content(result.getInt(1)));
        DATABASE.faults().on("BlobRead").request(1).cutAfter(bytes);
        while (result.next()) {
          assertThat(result.getBytes(2)).isEqualTo(content(result.getInt(1)));
        }
      }
    }
  }

  @Test
  void serviceThatFailsForGoodIsToldOfEachRow() throws Exception {
    try (Connection connection = DATABASE.connect("retryTime=0");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, a from pics")) {
      assertThat(result.next()).isTrue();
      result.getBytes(2);
      assertThat(result.next()).isTrue();
      DATABASE.faults().on("BlobRead").everyRequest().answer(503);
      refused("08006", () -> result.getBytes(2));
      DATABASE.faults().clear();
      assertThat(result.getBytes(2)).isEqualTo(content(result.getInt(1)));
    }
  }
}
