package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.warehouse.TestSwitches.Filters;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RejectedFiltersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          `a` = 1                             | `a` = ?
          `a` >= -1.5e+10 and `b` in (1, 2)   | `a` >= ? and `b` in (?, ?)
          `a1` = 'it\\'s 5' or `2``` is null  | `a1` = ? or `2``` is null
          `d` < DATE'2026-01-31'              | `d` < DATE?
          `a$b` = 1                           | `a$b` = ?
          """)
  void shapeHasNoLiterals(String filter, String shape) {
    assertThat(RejectedFilters.shape(filter)).isEqualTo(shape);
  }

  @Test
  void shapeThatWasRefusedIsKnownWithOtherLiterals() {
    RejectedFilters rejected = new RejectedFilters();
    rejected.add("`a` = 1");
    assertThat(rejected.contains("`a` = 22")).isTrue();
    assertThat(rejected.contains("`b` = 1")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Filters.class)
  void everyServerGivesTheSameRows(Filters filters) throws SQLException, IOException {
    try (EmbeddedDatabase database = EmbeddedDatabase.open();
        Connection connection = database.connect()) {
      EmbeddedDatabase.run(
          connection,
          "create table t (id bigint)",
          "insert into t values (1), (2), (3), (null), (4)");
      database.switches().set(filters);
      for (int i = 0; i < 3; i++) {
        assertThat(EmbeddedDatabase.rows(connection, "select id from t where id > ?", i + 1))
            .extracting(row -> row.get(0))
            .isEqualTo(List.of(2L, 3L, 4L).subList(i, 3));
      }
      assertThat(EmbeddedDatabase.rows(connection, "select count(*) from t where id > 2"))
          .containsExactly(List.of(2L));
    }
  }

  @Test
  void refusedShapeIsNotSentAgain() throws SQLException, IOException {
    try (EmbeddedDatabase database = EmbeddedDatabase.open();
        Connection connection = database.connect()) {
      EmbeddedDatabase.run(connection, "create table t (id bigint)", "insert into t values (7)");
      database.switches().set(Filters.REJECT);
      EmbeddedDatabase.rows(connection, "select id from t where id > 1");
      // The second request of a session would be the one that repeats without the filter.
      database.faults().on("TableCreateReadSession").request(2).answer(403);
      assertThat(EmbeddedDatabase.rows(connection, "select id from t where id > 2"))
          .containsExactly(List.of(7L));
      assertThat(database.faults().struck()).isZero();
    }
  }
}
