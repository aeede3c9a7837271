package dev.maxstorage.tpch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * A query with the validation parameters of the TPC-H specification.
 *
 * @param odps in MaxCompute's SQL
 * @param reference in standard SQL
 */
record TpchQuery(String odps, String reference) {
  static final int COUNT = 22;

  private static final String ODPS = "-- odps\n";
  private static final String REFERENCE = "-- reference\n";

  /** Query 1 to 22. */
  static TpchQuery number(int number) {
    String file = String.format(Locale.ROOT, "q%02d.sql", number);
    try (InputStream stream =
        Objects.requireNonNull(TpchQuery.class.getResourceAsStream(file), file)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      int middle = text.indexOf(REFERENCE);
      return new TpchQuery(
          text.substring(ODPS.length(), middle), text.substring(middle + REFERENCE.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
