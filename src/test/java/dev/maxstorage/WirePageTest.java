package dev.maxstorage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares the conformance cases that {@code docs/wire.md} lists with the tests it names. */
class WirePageTest {
  private static final int LAST_CASE = 232;
  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d+)(?: to (\\d+))? \\| ([CSB]) \\| (.+) \\|$");
  private static final Pattern CLASS = Pattern.compile("`([a-z.]+)\\.([A-Z][A-Za-z0-9]+Test)`");

  /** {@code case5...}, {@code cases19And20...}, {@code case115To118...}, and mixtures. */
  private static final Pattern METHOD =
      Pattern.compile("void cases?(\\d+(?:(?:And|To)\\d+)*)[A-Za-z_]");

  private static final Pattern NUMBER = Pattern.compile("(And|To)?(\\d+)");

  private record Row(int first, int last, String side, String text) {
    boolean passes() {
      return text.startsWith("pass: ");
    }
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("docs/wire.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        int first = Integer.parseInt(row.group(1));
        int last = row.group(2) == null ? first : Integer.parseInt(row.group(2));
        rows.add(new Row(first, last, row.group(3), row.group(4)));
      }
    }
    return rows;
  }

  @Test
  void everyCaseIsListedOnceInOrder() throws IOException {
    List<Integer> listed = new ArrayList<>();
    rows().forEach(row -> IntStream.rangeClosed(row.first, row.last).forEach(listed::add));
    assertThat(listed)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, LAST_CASE).boxed().toList());
  }

  @Test
  void aCaseThatDoesNotPassSaysWhy() throws IOException {
    assertThat(rows())
        .filteredOn(row -> !row.passes())
        .allMatch(row -> row.text.matches("(not applicable|open): .{10,}"), "reason");
  }

  @Test
  void testsOfCasesThatPassCarryTheirNumbers() throws IOException {
    for (Row row : rows()) {
      if (row.passes()) {
        boolean server = false;
        boolean client = false;
        for (String file : row.text.split(";", -1)[0].split(",", -1)) {
          Matcher name = CLASS.matcher(file);
          assertThat(name.find()).as(row.text).isTrue();
          assertThat(numbers(name.group(1), name.group(2)))
              .as("cases of %s", name.group())
              .containsAll(IntStream.rangeClosed(row.first, row.last).boxed().toList());
          boolean ofServer = name.group(1).startsWith("warehouse");
          server |= ofServer;
          client |= !ofServer;
        }
        assertThat(server || row.side.equals("C") || row.text.contains("; server: "))
            .as("the server's half of %s", row)
            .isTrue();
        assertThat(client || row.side.equals("S") || row.text.contains("; client: "))
            .as("the client's half of %s", row)
            .isTrue();
      }
    }
  }

  /** The numbers in the names of a class's tests. */
  private static Set<Integer> numbers(String room, String type) throws IOException {
    Path file =
        Path.of("src/test/java/dev/maxstorage", room.replace('.', '/')).resolve(type + ".java");
    Set<Integer> numbers = new TreeSet<>();
    Matcher methods = METHOD.matcher(Files.readString(file));
    while (methods.find()) {
      Matcher each = NUMBER.matcher(methods.group(1));
      int before = 0;
      while (each.find()) {
        int number = Integer.parseInt(each.group(2));
        int from = "To".equals(each.group(1)) ? before : number;
        IntStream.rangeClosed(from, number).forEach(numbers::add);
        before = number;
      }
    }
    return numbers;
  }
}
