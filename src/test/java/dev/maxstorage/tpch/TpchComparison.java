package dev.maxstorage.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maxstorage.testing.EmbeddedDatabase;
import dev.maxstorage.testing.H2;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same tables in a warehouse and in H2, and what both answer. */
final class TpchComparison implements AutoCloseable {
  private final EmbeddedDatabase warehouse = EmbeddedDatabase.open();
  private final Connection ours;
  private final Connection h2;

  TpchComparison(double scaleFactor) throws SQLException {
    ours = warehouse.connect("engine=sql");
    h2 = H2.connect();
    TpchData data = new TpchData(scaleFactor);
    try (Connection loading = warehouse.connect()) {
      data.load(loading);
    }
    data.load(h2);
    data.index(h2);
  }

  /**
   * Compares the answers row by row and value by value; gives the number of rows. Quotients are
   * rounded to different numbers of digits, so only those that both have are compared.
   */
  int compare(TpchQuery query) throws SQLException {
    List<List<@Nullable Object>> actual = EmbeddedDatabase.rows(ours, query.odps());
    List<List<@Nullable Object>> expected = EmbeddedDatabase.rows(h2, query.reference());
    assertThat(actual).hasSameSizeAs(expected);
    for (int row = 0; row < expected.size(); row++) {
      assertThat(actual.get(row)).hasSameSizeAs(expected.get(row));
      for (int column = 0; column < expected.get(row).size(); column++) {
        compare(row, column, actual.get(row).get(column), expected.get(row).get(column));
      }
    }
    return expected.size();
  }

  private static void compare(
      int row, int column, @Nullable Object actual, @Nullable Object expected) {
    if (actual instanceof Number && expected instanceof Number) {
      BigDecimal ours = new BigDecimal(actual.toString());
      BigDecimal theirs = new BigDecimal(expected.toString());
      assertThat(actual).as("row %s, column %s", row, column).isNotInstanceOf(Double.class);
      int digits = Math.min(ours.scale(), theirs.scale());
      assertThat(ours.setScale(digits, RoundingMode.HALF_UP))
          .as("row %s, column %s", row, column)
          .isEqualByComparingTo(theirs.setScale(digits, RoundingMode.HALF_UP));
    } else {
      assertThat(actual).as("row %s, column %s", row, column).isEqualTo(expected);
    }
  }

  @Override
  public void close() throws Exception {
    try (warehouse;
        ours;
        h2) {
      // all three, also if one fails
    }
  }
}
