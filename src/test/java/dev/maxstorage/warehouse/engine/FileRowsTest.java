package dev.maxstorage.warehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.maxstorage.types.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as rows with MaxCompute types. */
class FileRowsTest {
  private static final Path FLIGHTS = Path.of("../shared/data/flights-3m.parquet");

  @TempDir Path directory;

  private static List<String> types(FileRows rows) {
    return rows.columns().stream()
        .map(column -> column.name() + " " + column.type().text())
        .toList();
  }

  @Test
  void csvTypesAreGuessed() throws IOException {
    Path file = directory.resolve("some 'file'.csv");
    Files.writeString(
        file, "id,name,price,day,at\n1,a,1.5,2024-01-02,2024-01-02 03:04:05\n2,,,,\n");
    FileRows rows = FileRows.open(file, 100);
    assertThat(types(rows))
        .containsExactly(
            "id bigint", "name string", "price double", "day date", "at timestamp_ntz");
    assertThat(rows.totalRows()).isEqualTo(-1);
    assertThat(Warehouse.rows(rows))
        .containsExactly(
            List.of(1L, "a", 1.5, 19724, "2024-01-02T03:04:05"),
            Arrays.asList(2L, null, null, null, null));
  }

  @Test
  void jsonLinesMayBeNested() throws IOException {
    Path file = directory.resolve("x.jsonl");
    Files.writeString(file, "{\"a\": 1, \"b\": {\"c\": [1, 2]}}\n{\"a\": null, \"b\": null}\n");
    FileRows rows = FileRows.open(file, 100);
    assertThat(types(rows)).containsExactly("a bigint", "b struct<c:array<bigint>>");
    assertThat(Warehouse.rows(rows))
        .containsExactly(List.of(1L, "{\"c\":[1,2]}"), Arrays.asList(null, null));
  }

  @Test
  void parquetKnowsItsRows() {
    assumeTrue(Files.exists(FLIGHTS), "no " + FLIGHTS);
    try (FileRows rows = FileRows.open(FLIGHTS, 20_000)) {
      assertThat(rows.totalRows()).isEqualTo(3_000_000);
      assertThat(rows.columns())
          .extracting(Column::name)
          .containsExactly("date", "delay", "distance", "origin", "destination");
      long delays = 0;
      long count = 0;
      while (rows.next()) {
        count += rows.root().getRowCount();
        for (int i = 0; i < rows.root().getRowCount(); i++) {
          Number delay = (Number) rows.root().getVector("delay").getObject(i);
          delays += delay == null ? 0 : delay.longValue();
        }
      }
      assertThat(count).isEqualTo(3_000_000);
      assertThat(delays).isEqualTo(20_003_603);
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path text = Files.writeString(directory.resolve("x.txt"), "x");
    assertThatThrownBy(() -> FileRows.open(text, 1)).hasMessageContaining("none of .parquet");
    Path broken = Files.writeString(directory.resolve("x.parquet"), "x");
    assertThatThrownBy(() -> FileRows.open(broken, 1))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("x.parquet could not be read");
    assertThatThrownBy(() -> FileRows.open(directory.resolve("none.csv"), 1))
        .hasMessageContaining("There is no file");
  }

  private Path csv(String content) throws IOException {
    return Files.writeString(directory.resolve("lines.csv"), content);
  }

  @Test
  void aLineWithTooFewOrTooManyValuesIsNamed() throws IOException {
    for (String line : List.of("4,5", "4,5,6,7")) {
      Path file = csv("a,b,c\n1,2,3\n" + line + "\n6,7,8\n");
      assertThatThrownBy(() -> FileRows.open(file, 10))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("lines.csv has a line that is not like its first")
          .hasMessageContaining("Line: 3");
    }
  }

  @Test
  void aFileWithoutALineIsRefused() throws IOException {
    for (String content : List.of("", "\n", "  \n1,2\n")) {
      Path file = csv(content);
      assertThatThrownBy(() -> FileRows.open(file, 10))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("lines.csv begins with an empty line");
    }
  }

  @Test
  void aFileWithNamesOnlyHasNoRows() throws IOException {
    try (FileRows rows = FileRows.open(csv("a,b\n"), 10)) {
      assertThat(rows.columns()).extracting(Column::name).containsExactly("a", "b");
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void theFirstLineTellsTheSeparator() throws IOException {
    FileRows rows = FileRows.open(csv("a;\"b,x,y\"\n1;\"two\nlines\"\n"), 10);
    assertThat(Warehouse.rows(rows)).containsExactly(List.of(1L, "two\nlines"));
  }
}
