package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files into BLOB columns and out of them. */
class BlobFilesTest {
  @TempDir private Path directory;
  private MemoryWarehouse warehouse;

  @BeforeEach
  void open() throws Exception {
    warehouse = new MemoryWarehouse();
    Files.createDirectory(directory.resolve("pictures"));
    Files.write(directory.resolve("pictures/small.png"), bytes(1_000));
    Files.write(directory.resolve("pictures/large.png"), bytes(2_000_000));
    Files.write(directory.resolve("empty"), new byte[0]);
  }

  @AfterEach
  void close() throws Exception {
    warehouse.close();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private Path list(String text) throws Exception {
    return Files.writeString(directory.resolve("list.csv"), text);
  }

  @Test
  void filesAreLoadedIntoANewTableAndWrittenBack() throws Exception {
    Path list =
        list(
            "id,file\n1,pictures/small.png\n2,pictures/large.png\n3,\n4,empty\n5,"
                + directory.resolve("pictures/small.png")
                + "\n");
    CommandRun load =
        CommandRun.of("load", warehouse.url(), "t", list.toString(), "--blob", "data=FILE");
    assertThat(load.err()).isEmpty();
    assertThat(load.out()).startsWith("loaded 5 rows");
    Path out = directory.resolve("a/b");
    CommandRun query =
        CommandRun.of(
            "query",
            warehouse.url(),
            "select id, data, data as `my data` from t",
            "--format",
            "csv",
            "--blobs",
            out.toString());
    assertThat(query.err()).isEmpty();
    assertThat(query.out())
        .isEqualTo(
            "id,data,my data\n"
                + "1,%1$s/data-1,%1$s/my_data-1\n".formatted(out)
                + "2,%1$s/data-2,%1$s/my_data-2\n".formatted(out)
                + "3,,\n"
                + "4,%1$s/data-4,%1$s/my_data-4\n".formatted(out)
                + "5,%1$s/data-5,%1$s/my_data-5\n".formatted(out));
    for (String column : new String[] {"data", "my_data"}) {
      assertThat(out.resolve(column + "-1")).hasBinaryContent(bytes(1_000));
      assertThat(out.resolve(column + "-2")).hasBinaryContent(bytes(2_000_000));
      assertThat(out.resolve(column + "-3")).doesNotExist();
      assertThat(out.resolve(column + "-4")).isEmptyFile();
      assertThat(out.resolve(column + "-5")).hasBinaryContent(bytes(1_000));
    }
  }

  @Test
  void filesAreLoadedIntoATableThatExists() throws Exception {
    warehouse.run("create table t (id bigint, path string, a blob, b blob)");
    Path list = list("id,x,y\n1,empty,pictures/small.png\n");
    CommandRun load =
        CommandRun.of(
            "load", warehouse.url(), "t", list.toString(), "--blob", "a=x", "--blob", "b=y");
    assertThat(load.err()).isEmpty();
    Path out = directory.resolve("out");
    CommandRun.of("query", warehouse.url(), "select * from t", "--blobs", out.toString());
    assertThat(out.resolve("a-1")).isEmptyFile();
    assertThat(out.resolve("b-1")).hasBinaryContent(bytes(1_000));
  }

  @Test
  void withoutDirectoryBlobsAreNotAskedFor() throws Exception {
    warehouse.run("create table t (id bigint, data blob)");
    Path list = list("id,file\n1,empty\n");
    CommandRun.of("load", warehouse.url(), "t", list.toString(), "--blob", "data=file");
    CommandRun query =
        CommandRun.of("query", warehouse.url(), "select * from t", "--format", "csv");
    assertThat(query.out()).isEqualTo("id,data\n1,<blob>\n");
  }

  @Test
  void missingFileIsToldWithItsRowAndNothingIsLoaded() throws Exception {
    Path list = list("id,file\n1,empty\n2,absent.png\n");
    CommandRun load =
        CommandRun.of("load", warehouse.url(), "t", list.toString(), "--blob", "data=file");
    assertThat(load.exitCode()).isEqualTo(1);
    assertThat(load.err()).contains("row 2", "absent.png").hasLineCount(1);
    assertThat(warehouse.rows("show tables")).isEmpty();
  }

  @Test
  void wrongOptionsAreRefused() throws Exception {
    Path list = list("id,file\n1,empty\n");
    for (String option : new String[] {"data", "=file", "data=", "data=other", "data=id"}) {
      CommandRun load =
          CommandRun.of("load", warehouse.url(), "t", list.toString(), "--blob", option);
      assertThat(load.exitCode()).as(option).isEqualTo(1);
      assertThat(load.err()).as(option).startsWith("error: ").hasLineCount(1);
    }
    assertThat(warehouse.rows("show tables")).isEmpty();
  }
}
