package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.warehouse.FaultPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A blob whose download is cut at every byte, or altered at every byte, bare and in a window: an
 * SQLException or the bytes as they were.
 */
@Timeout(60)
class DamagedBlobReadTest {
  private static final byte[] CONTENT = new byte[30];

  /** More than any body here has. */
  private static final int BODY_BYTES = 90;

  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @BeforeAll
  static void fill() throws SQLException {
    new Random(3).nextBytes(CONTENT);
    try (Connection connection = DATABASE.connect()) {
      EmbeddedDatabase.run(connection, "create table pics (id bigint, data blob)");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into pics values (?, ?)")) {
        for (int id = 0; id < 3; id++) {
          insert.setInt(1, id);
          insert.setBytes(2, CONTENT);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  /** Gives the bytes, or null after an SQLException. */
  private static byte @Nullable [] read(ResultSet result) {
    try {
      return result.getBytes(2);
    } catch (SQLException e) {
      return null;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "zstd", "lz4"})
  void bareBlob(String codec) throws SQLException {
    FaultPlan faults = DATABASE.faults();
    try (Connection connection =
            DATABASE.connect("retryTime=0&blobWindow=0&blobCompression=" + codec);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, data from pics")) {
      assertThat(result.next()).isTrue();
      int refused = 0;
      for (int at = 0; at < BODY_BYTES; at++) {
        for (boolean cut : new boolean[] {true, false}) {
          faults.clear();
          if (cut) {
            faults.on("BlobRead").everyRequest().cutAfter(at);
          } else {
            faults.on("BlobRead").everyRequest().flipBitAt(at);
          }
          byte[] read = read(result);
          refused += read == null ? 1 : 0;
          assertThat(read).as("%s at %s", cut ? "cut" : "altered", at).isIn(null, CONTENT);
        }
      }
      assertThat(refused).isGreaterThan(2 * CONTENT.length);
      faults.clear();
      assertThat(read(result)).isEqualTo(CONTENT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "zstd", "lz4"})
  void blobOfAWindow(String codec) throws SQLException {
    FaultPlan faults = DATABASE.faults();
    try (Connection connection = DATABASE.connect("retryTime=0&blobCompression=" + codec);
        Statement statement = connection.createStatement()) {
      for (int at = 0; at < 2 * BODY_BYTES; at += 7) {
        for (boolean cut : new boolean[] {true, false}) {
          faults.clear();
          try (ResultSet result = statement.executeQuery("select id, data from pics")) {
            assertThat(result.next()).isTrue();
            assertThat(read(result)).isEqualTo(CONTENT);
            if (cut) {
              faults.on("BlobRead").everyRequest().cutAfter(at);
            } else {
              faults.on("BlobRead").everyRequest().flipBitAt(at);
            }
            while (result.next()) {
              assertThat(read(result)).as("%s", at).isIn(null, CONTENT);
            }
          }
        }
      }
    } finally {
      faults.clear();
    }
  }
}
