package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFileTest {
  private static final Path SHARED = Path.of("../shared/data");

  @TempDir private Path directory;

  private static Path shared(String name) {
    Path path = SHARED.resolve(name);
    assumeTrue(Files.exists(path), () -> "There is no " + path);
    return path;
  }

  /** The rows as text, one a line, columns with a bar between them. */
  private static List<String> rows(Path path) throws IOException {
    List<String> rows = new ArrayList<>();
    try (DataFile file = DataFile.open(path)) {
      while (file.next()) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < file.columns().size(); column++) {
          cells.add(file.isNull(column) ? "null" : cell(file, column));
        }
        rows.add(String.join("|", cells));
      }
    }
    return rows;
  }

  private static String cell(DataFile file, int column) {
    return switch (file.columns().get(column).form()) {
      case BOOLEAN -> String.valueOf(file.booleanValue(column));
      case INTEGER -> String.valueOf(file.longValue(column));
      case FLOATING -> String.valueOf(file.doubleValue(column));
      case TEXT -> file.text(column);
      case BYTES -> new String(file.bytes(column), StandardCharsets.ISO_8859_1);
      case OBJECT -> String.valueOf(file.object(column));
    };
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void csvColumnsHaveTypes() throws Exception {
    Path csv = write("a.csv", "id,name,share,day\n1,x,0.5,2024-02-29\n2,,1.25,\n");
    try (DataFile file = DataFile.open(csv)) {
      assertThat(file.columns())
          .extracting(DataFile.Column::name, DataFile.Column::type)
          .containsExactly(
              tuple("id", "bigint"),
              tuple("name", "string"),
              tuple("share", "double"),
              tuple("day", "date"));
      assertThat(file.next()).isTrue();
      assertThat(file.longValue(0)).isEqualTo(1);
      assertThat(file.object(3)).isEqualTo(LocalDate.of(2024, 2, 29));
      assertThat(file.next()).isTrue();
      assertThat(file.isNull(1)).isTrue();
      assertThat(file.isNull(3)).isTrue();
      assertThat(file.next()).isFalse();
    }
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @Test
  void jsonLinesMayHoldListsAndObjects() throws Exception {
    Path json = write("a.jsonl", "{\"a\":1,\"l\":[1,2],\"o\":{\"x\":\"y\"}}\n{\"a\":2}\n");
    assertThat(rows(json)).containsExactly("1|[1, 2]|{x=y}", "2|null|null");
  }

  @Test
  void parquetTellsItsRows() throws Exception {
    try (DataFile file = DataFile.open(shared("flights-3m.parquet"))) {
      assertThat(file.totalRows()).isEqualTo(3_000_000);
      assertThat(file.columns())
          .extracting(DataFile.Column::name)
          .contains("delay", "distance", "origin", "destination");
      assertThat(file.next()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"small-zstd.arrows", "small-lz4.arrows", "small-body.zst"})
  void compressedArrowStreamsGiveTheRowsOfThePlainOne(String name) throws Exception {
    List<String> plain = rows(shared("arrow-cpp/small-plain.arrows"));
    assertThat(plain).hasSizeGreaterThan(100);
    Path path = Files.copy(shared("arrow-cpp/" + name), directory.resolve("a.arrows"));
    if (name.endsWith(".zst")) {
      assertThatThrownBy(() -> rows(path)).isInstanceOf(IOException.class);
    } else {
      assertThat(rows(path)).isEqualTo(plain);
    }
  }

  @Test
  void theStreamInsideAnArrowFileIsRead() throws Exception {
    Path stream = shared("arrow-cpp/small-plain.arrows");
    Path file = directory.resolve("a.arrow");
    Files.write(file, arrowFile(Files.readAllBytes(stream)));
    assertThat(rows(file)).isEqualTo(rows(stream));
  }

  @Test
  void aCutArrowFileIsRefused() throws Exception {
    byte[] whole = arrowFile(Files.readAllBytes(shared("arrow-cpp/small-plain.arrows")));
    Path file = directory.resolve("a.arrow");
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 7));
    assertThatThrownBy(() -> DataFile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut");
  }

  @Test
  void aCutArrowStreamIsAnError() throws Exception {
    byte[] whole = Files.readAllBytes(shared("arrow-cpp/small-plain.arrows"));
    Path file = directory.resolve("a.arrows");
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 8));
    assertThatThrownBy(() -> rows(file)).isInstanceOf(IOException.class);
  }

  @Test
  void aFileThatIsNotWhatItsNameSaysIsRefused() throws Exception {
    Path file = write("a.parquet", "this is no Parquet file");
    assertThatThrownBy(() -> DataFile.open(file)).isInstanceOf(IOException.class);
  }

  @Test
  void aNameOfNoKnownFormatIsRefused() throws Exception {
    Path file = write("a.xyz", "1,2\n");
    assertThatThrownBy(() -> DataFile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.xyz");
  }

  /** An Arrow file around a stream; readers of streams do not look into the footer. */
  private static byte[] arrowFile(byte[] stream) throws IOException {
    byte[] magic = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    byte[] footer = new byte[24];
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(magic);
    file.write(new byte[2]);
    file.write(stream);
    file.write(footer);
    file.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array());
    file.write(magic);
    return file.toByteArray();
  }
}
