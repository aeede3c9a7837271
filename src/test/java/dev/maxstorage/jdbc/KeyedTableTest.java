package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.H2;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables with a primary key, through the driver. */
class KeyedTableTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  @BeforeEach
  void createTables() throws SQLException {
    try (Connection connection = DATABASE.connect()) {
      EmbeddedDatabase.run(
          connection,
          "drop table if exists t",
          "drop table if exists s",
          "create table t (a bigint not null, b string not null, n bigint, w string,"
              + " primary key (b, a)) tblproperties ('transactional'='true')",
          "create table s (a bigint, b string, n bigint)");
    }
  }

  private static List<String> rows(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(String.join("|", row.stream().map(String::valueOf).toList()));
      }
      return rows;
    }
  }

  private static final String ALL = "select a, b, n, w from t order by b, a";

  @Test
  void batchesOfInsertsReplaceRowsByKey() throws SQLException {
    try (Connection connection = DATABASE.connect();
        PreparedStatement insert =
            connection.prepareStatement("insert into t values (?, ?, ?, ?)")) {
      for (int round = 0; round < 3; round++) {
        for (int key = 0; key < 4; key++) {
          insert.setLong(1, key % 3);
          insert.setString(2, "x");
          insert.setLong(3, 10L * round + key);
          insert.setString(4, "round " + round);
          insert.addBatch();
        }
        assertThat(insert.executeBatch()).containsExactly(1, 1, 1, 1);
      }
      assertThat(rows(connection, ALL))
          .containsExactly("0|x|23|round 2", "1|x|21|round 2", "2|x|22|round 2");
    }
  }

  @Test
  void case227BlobsFollowTheirKeys() throws Exception {
    try (Connection connection = DATABASE.connect()) {
      EmbeddedDatabase.run(
          connection,
          "create table pics (k bigint not null primary key, pic blob)"
              + " tblproperties ('transactional'='true')");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into pics values (?, ?)")) {
        String[] payloads = {"one", "two", "three", "two again"};
        for (int i = 0; i < payloads.length; i++) {
          insert.setLong(1, i == 3 ? 2 : i + 1);
          byte[] payload = payloads[i].getBytes(StandardCharsets.UTF_8);
          insert.setBinaryStream(2, new ByteArrayInputStream(payload));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      EmbeddedDatabase.run(connection, "delete from pics where k = 3");
      List<String> read = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("select k, pic from pics order by k")) {
        while (result.next()) {
          byte[] payload = result.getBlob(2).getBinaryStream().readAllBytes();
          read.add(result.getLong(1) + " " + new String(payload, StandardCharsets.UTF_8));
        }
      }
      assertThat(read).containsExactly("1 one", "2 two again");
    }
  }

  @Test
  void keysAreMetadata() throws SQLException {
    try (Connection connection = DATABASE.connect();
        ResultSet keys = connection.getMetaData().getPrimaryKeys(null, null, "t")) {
      List<String> found = new ArrayList<>();
      while (keys.next()) {
        assertThat(keys.getString("TABLE_SCHEM")).isEqualTo("default");
        assertThat(keys.getString("PK_NAME")).isNull();
        found.add(keys.getString("COLUMN_NAME") + keys.getShort("KEY_SEQ"));
      }
      assertThat(found).containsExactly("a2", "b1");
      for (String other : List.of("s", "nowhere")) {
        assertThat(connection.getMetaData().getPrimaryKeys("demo", "default", other).next())
            .isFalse();
      }
      assertThat(connection.getMetaData().getPrimaryKeys("other", null, "t").next()).isFalse();
    }
  }

  @Test
  void plainTablesRefuseChanges() throws SQLException {
    try (Connection connection = DATABASE.connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("update s set n = 1"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("UPDATE needs a delta table; demo.s has no primary key");
    }
  }

  /** The same statements on H2, whose table has the same key, give the same counts and rows. */
  @Test
  void changesAreThoseOfH2() throws SQLException {
    Random random = new Random(20261122);
    try (Connection ours = DATABASE.connect();
        Connection h2 = H2.connect();
        Statement our = ours.createStatement();
        Statement their = h2.createStatement()) {
      their.execute(
          "create table t (a bigint, b varchar, n bigint, w varchar, primary key (b, a))");
      their.execute("create table s (a bigint, b varchar, n bigint)");
      for (int i = 0; i < 24; i++) {
        String source = "insert into s values " + sourceRows(random);
        for (Statement each : List.of(our, their)) {
          each.execute("truncate table s");
          each.execute(source);
        }
        String change = change(random, i);
        assertThat(our.executeUpdate(change)).as(change).isEqualTo(their.executeUpdate(change));
        assertThat(rows(ours, ALL)).as(change).isEqualTo(rows(h2, ALL));
      }
      assertThat(rows(ours, ALL)).isNotEmpty();
    }
  }

  /** Each key once. */
  private static String sourceRows(Random random) {
    List<String> rows = new ArrayList<>();
    for (int a = 0; a < 4; a++) {
      for (String b : List.of("x", "y", "Zoë")) {
        if (random.nextInt(3) > 0) {
          rows.add("(" + a + ", '" + b + "', " + random.nextInt(100) + ")");
        }
      }
    }
    rows.add("(77, 'z', null)");
    return String.join(", ", rows);
  }

  private static String change(Random random, int i) {
    int n = random.nextInt(100);
    String merge = "merge into t using s on t.a = s.a and t.b = s.b";
    return switch (i % 8) {
      case 0 ->
          merge
              + " when matched and s.n > "
              + n
              + " then delete when matched then update set n = t.n + s.n, w = 'merged'"
              + " when not matched and s.n is not null then insert values (s.a, s.b, s.n, 'new')";
      case 1 -> "update t set n = n * 2 + 1, w = concat(coalesce(w, ''), '+') where n < " + n;
      case 2 -> merge + " when not matched then insert (a, b, w) values (s.a, s.b, 'only new')";
      case 3 -> "delete from t where a in (select a from s where n > " + n + ") and b = 'x'";
      case 4 ->
          "update t set n = (select max(s.n) from s where s.a = t.a)"
              + " where exists (select 1 from s where s.a = t.a)";
      case 5 -> merge + " when matched and t.n is null then update set t.n = s.n";
      case 6 -> "delete from t where n is null or n > 1000";
      default ->
          "update t set w = case when n > "
              + n
              + " then 'high' when n is null then null else b end";
    };
  }
}
