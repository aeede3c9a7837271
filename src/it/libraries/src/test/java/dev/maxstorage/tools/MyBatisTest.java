package dev.maxstorage.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.datasource.pooled.PooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MyBatis: mappers, its own pool, batches, cursors. */
class MyBatisTest {
  private static ToolWarehouse warehouse;
  private static PooledDataSource source;
  private static SqlSessionFactory sessions;

  /** A row of the table. */
  record Item(Long id, String name) {}

  /** The statements. */
  interface Items {
    @Select("select id, name from items where id >= #{from}")
    List<Item> from(@Param("from") long from);

    @Select("select id, name from items")
    List<Item> some(RowBounds bounds);

    @Select("select id, name from items")
    Cursor<Item> all();

    @Insert("insert into items (id, name) values (#{id}, #{name})")
    int add(Item item);
  }

  @BeforeAll
  static void fill() throws SQLException {
    warehouse = ToolWarehouse.open("mybatis");
    warehouse.run("create table items (id bigint, name string)");
    source = new PooledDataSource(RecordingDriver.class.getName(), warehouse.url(), null, null);
    source.setPoolPingEnabled(true);
    source.setPoolPingQuery("select 1");
    Configuration configuration =
        new Configuration(new Environment("test", new JdbcTransactionFactory(), source));
    configuration.addMapper(Items.class);
    sessions = new SqlSessionFactoryBuilder().build(configuration);
    try (SqlSession session = sessions.openSession(ExecutorType.BATCH)) {
      Items items = session.getMapper(Items.class);
      LongStream.range(0, 500)
          .forEach(id -> items.add(new Item(id, id == 499 ? null : "item " + id)));
      assertThat(session.flushStatements().get(0).getUpdateCounts()).hasSize(500);
      session.commit();
    }
  }

  @AfterAll
  static void refusesWhatThePageOfToolsSays() throws Exception {
    source.forceCloseAll();
    warehouse.close();
    assertThat(RecordingDriver.refusals()).isEmpty();
  }

  @Test
  void aMapperSelects() {
    try (SqlSession session = sessions.openSession()) {
      assertThat(session.getMapper(Items.class).from(498))
          .containsExactly(new Item(498L, "item 498"), new Item(499L, null));
    }
  }

  @Test
  void rowBoundsAreKept() {
    try (SqlSession session = sessions.openSession()) {
      assertThat(session.getMapper(Items.class).some(new RowBounds(10, 2)))
          .extracting(Item::id)
          .containsExactly(10L, 11L);
    }
  }

  @Test
  void aCursorGoesOverAllRows() throws Exception {
    List<Long> ids = new ArrayList<>();
    try (SqlSession session = sessions.openSession();
        Cursor<Item> cursor = session.getMapper(Items.class).all()) {
      cursor.forEach(item -> ids.add(item.id()));
    }
    assertThat(ids).isEqualTo(LongStream.range(0, 500).boxed().toList());
  }

  @Test
  void anInsertIsRolledBack() {
    try (SqlSession session = sessions.openSession()) {
      assertThat(session.getMapper(Items.class).add(new Item(1_000L, "gone"))).isEqualTo(1);
      session.rollback();
    }
    try (SqlSession session = sessions.openSession()) {
      assertThat(session.getMapper(Items.class).from(1_000)).isEmpty();
    }
  }
}
