package dev.maxstorage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The escapes of JDBC, carried out. */
class EscapesTest {
  @AutoClose static final EmbeddedDatabase DATABASE = EmbeddedDatabase.open();

  private static Connection connection;

  @BeforeAll
  static void open() throws SQLException {
    connection = DATABASE.connect();
    EmbeddedDatabase.run(
        connection,
        "create table e (i int, s string)",
        "insert into e values (1, 'a%b'), (2, 'aab'), (3, '{d}')");
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select cast({d '2024-02-29'} as string)                                     | 2024-02-29
          select cast({ts '2024-02-29 01:02:03'} as string)                           | 2024-02-29 01:02:03
          select {fn ucase('a')}                                                      | A
          select {fn lcase({fn concat('A', 'B')})}                                    | ab
          select {fn ifnull(null, 'x')}                                               | x
          select {fn truncate(1.57, 1)}                                               | 1.5
          select {fn log(1.0)}                                                        | 0.0
          select {fn char(65)}                                                        | A
          select {fn character_length('abc')}                                         | 3
          select {fn abs(-2)}                                                         | 2
          select {fn curdate()} = current_date()                                      | true
          select {fn week({d '2026-01-05'})}                                          | 2
          select '{fn ucase(1)}'                                                      | {fn ucase(1)}
          select i from e where s like 'a!%b' {escape '!'}                            | 1
          select i from e where s = '{d}'                                             | 3
          select count(*) from (select i from e {limit 2}) t                          | 2
          select max(x.i) from {oj e x left outer join e y on x.i = y.i}              | 3
          """)
  void escapeMeansWhatJdbcSays(String sql, String value) throws SQLException {
    assertThat(EmbeddedDatabase.rows(connection, sql).toString()).isEqualTo("[[" + value + "]]");
  }

  @Test
  void nativeSqlShowsWhatIsSent() throws SQLException {
    assertThat(connection.nativeSQL("select {fn ucase(s)} from e {limit 2}"))
        .isEqualTo("select upper(s) from e LIMIT 2");
  }

  @Test
  void limitWithAnOffset() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThat(
              EmbeddedDatabase.rows(statement.executeQuery("select i from e {limit 1 offset 1}")))
          .isEqualTo(List.of(List.of(2)));
    }
  }
}
