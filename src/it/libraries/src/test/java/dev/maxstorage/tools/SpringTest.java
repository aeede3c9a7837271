package dev.maxstorage.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring JDBC: templates, batches, transactions, the translation of errors. */
class SpringTest {
  private static ToolWarehouse warehouse;
  private static DriverManagerDataSource source;
  private static JdbcTemplate template;

  /** A row of the table. */
  record Sale(long id, String name, LocalDateTime soldAt) {}

  @BeforeAll
  static void fill() throws SQLException {
    warehouse = ToolWarehouse.open("spring");
    warehouse.run(
        "create table sales (id bigint, name string, sold_at timestamp_ntz)",
        "create table written (id bigint, name string)",
        "insert into sales values (1, 'one', timestamp_ntz '2026-01-31 12:00:00'),"
            + " (2, 'two', null), (3, null, null)");
    source = new DriverManagerDataSource(warehouse.url());
    template = new JdbcTemplate(source);
  }

  @AfterAll
  static void refusesWhatThePageOfToolsSays() throws Exception {
    warehouse.close();
    assertThat(RecordingDriver.refusals()).isEmpty();
  }

  @Test
  void rowsBecomeObjects() {
    assertThat(
            template.query(
                "select id, name, sold_at from sales where id < ?",
                new DataClassRowMapper<>(Sale.class),
                3))
        .containsExactly(
            new Sale(1, "one", LocalDateTime.of(2026, 1, 31, 12, 0)), new Sale(2, "two", null));
  }

  @Test
  void aValueIsTakenAsTheWantedType() {
    assertThat(template.queryForObject("select count(*) from sales", Integer.class)).isEqualTo(3);
    assertThat(template.queryForList("select name from sales where id in (1, 2)", String.class))
        .containsExactly("one", "two");
    assertThat(template.queryForMap("select * from sales where id = ?", 2L))
        .containsEntry("name", "two");
    assertThat(
            JdbcClient.create(source)
                .sql("select name from sales where id = :id")
                .param("id", 1)
                .query(String.class)
                .single())
        .isEqualTo("one");
  }

  @Test
  void namedParametersAndLists() {
    assertThat(
            new NamedParameterJdbcTemplate(source)
                .queryForList(
                    "select id from sales where id in (:ids) and name is not null",
                    Map.of("ids", List.of(1, 2, 3)),
                    Long.class))
        .containsExactly(1L, 2L);
  }

  @Test
  void limitsOfTheTemplateHold() {
    JdbcTemplate limited = new JdbcTemplate(source);
    limited.setMaxRows(2);
    limited.setFetchSize(100);
    limited.setQueryTimeout(30);
    assertThat(limited.queryForList("select id from sales")).hasSize(2);
  }

  @Test
  void aBatchIsWritten() {
    List<Object[]> rows = new ArrayList<>();
    IntStream.range(0, 1_000).forEach(id -> rows.add(new Object[] {id, id % 2 == 0 ? null : "x"}));
    int[] counts = template.batchUpdate("insert into written values (?, ?)", rows);
    assertThat(counts).hasSize(1_000).containsOnly(1);
    assertThat(template.queryForObject("select count(*) from written where id >= 0", Long.class))
        .isEqualTo(1_000);
  }

  @Test
  void aTransactionIsRolledBack() {
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(source));
    transaction.executeWithoutResult(
        status -> {
          template.update("insert into written values (?, ?)", -1, "gone");
          status.setRollbackOnly();
        });
    transaction.executeWithoutResult(
        status -> template.update("insert into written values (?, ?)", -2, "kept"));
    assertThat(template.queryForList("select id from written where id < 0", Long.class))
        .containsExactly(-2L);
  }

  @Test
  void errorsAreTranslated() {
    assertThatThrownBy(() -> template.queryForList("select * from missing"))
        .isInstanceOf(BadSqlGrammarException.class);
    assertThatThrownBy(() -> template.queryForList("select missing from sales"))
        .isInstanceOf(BadSqlGrammarException.class);
  }
}
