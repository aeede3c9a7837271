package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is to be read: with the separator of its first line, and every line like it.
 * Guessing would take a file with a line too short for one of a single column.
 *
 * @param separators how many of them the first line has
 */
record CsvFile(Path file, char separator, int separators) {
  private static final String SEPARATORS = ",\t;|";

  /** Looks at the first line. */
  static CsvFile of(Path file) throws IOException {
    String first = firstLine(file);
    if (first == null || first.isBlank()) {
      throw new EngineException(
          Kind.INVALID_ARGUMENT,
          "File " + file + " begins with an empty line; the names of its columns are wanted there");
    }
    char separator = SEPARATORS.charAt(0);
    for (char candidate : SEPARATORS.toCharArray()) {
      separator = count(first, candidate) > count(first, separator) ? candidate : separator;
    }
    return new CsvFile(file, separator, count(first, separator));
  }

  private static @Nullable String firstLine(Path file) throws IOException {
    boolean packed = String.valueOf(file.getFileName()).endsWith(".gz");
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = packed ? new GZIPInputStream(bytes) : bytes;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.ISO_8859_1))) {
      return reader.readLine();
    }
  }

  /** Occurrences outside quotes. */
  private static int count(String line, char wanted) {
    int count = 0;
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      quoted ^= c == '"';
      count += c == wanted && !quoted ? 1 : 0;
    }
    return count;
  }

  /** The arguments of DuckDB's read_csv after the file's name. */
  String arguments() {
    return ", skip = 0, delim = " + DuckSql.string(Character.toString(separator));
  }

  /**
   * The line that has more or fewer values than the first, in words; empty if there is none. The
   * connection streams no more after it.
   */
  String unlike(DuckConnection connection) {
    StringBuilder columns = new StringBuilder("'c0': 'VARCHAR'");
    for (int i = 1; i <= separators; i++) {
      columns.append(", 'c").append(i).append("': 'VARCHAR'");
    }
    String query =
        ("SELECT count(c0) FROM read_csv(%s%s, auto_detect = false, header = false,"
                + " quote = '\"', escape = '\"', columns = {%s})")
            .formatted(DuckSql.string(file.toAbsolutePath().toString()), arguments(), columns);
    try {
      // a streaming connection would lose the error's text
      connection.execute("SET jdbc_stream_results=false");
      connection.query(query, row -> {});
      return "";
    } catch (SQLException e) {
      return Failures.reason(e);
    }
  }
}
