package dev.maxstorage.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All 22 queries over the tables of one scale factor. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TpchQueries {
  private final double scaleFactor;
  private TpchComparison comparison;

  TpchQueries(double scaleFactor) {
    this.scaleFactor = scaleFactor;
  }

  @BeforeAll
  void load() throws SQLException {
    comparison = new TpchComparison(scaleFactor);
  }

  @AfterAll
  void close() throws Exception {
    comparison.close();
  }

  static IntStream queries() {
    return IntStream.rangeClosed(1, TpchQuery.COUNT);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void answersAreThoseOfH2(int number) throws SQLException {
    assertThat(comparison.compare(TpchQuery.number(number))).isNotNegative();
  }
}
