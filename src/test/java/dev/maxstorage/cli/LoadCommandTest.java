package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {
  @TempDir private Path directory;
  private MemoryWarehouse warehouse;

  @BeforeEach
  void open() throws Exception {
    warehouse = new MemoryWarehouse();
  }

  @AfterEach
  void close() throws Exception {
    warehouse.close();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private CommandRun load(String table, Path... files) {
    List<String> arguments = new ArrayList<>(List.of("load", warehouse.url(), table));
    for (Path file : files) {
      arguments.add(file.toString());
    }
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static void assertLoaded(CommandRun run, String rows) {
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("loaded " + rows + " into ").hasLineCount(1);
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aNewTableHasTheColumnsOfTheFile() throws Exception {
    Path csv = file("a.csv", "id,name,share,day\n1,x,0.5,2024-02-29\n2,,-1.25,\n");
    assertLoaded(load("t", csv), "2 rows");
    assertThat(warehouse.rows("select * from t"))
        .containsExactly("1|x|0.5|2024-02-29", "2|null|-1.25|null");
    assertThat(warehouse.rows("show tables")).containsExactly("t");
  }

  @Test
  void columnsOfATableThatExistsAreMatchedByName() throws Exception {
    warehouse.run("create table t (a int, b string, c double)");
    warehouse.run("insert into t values (0, 'old', 0.5)");
    Path csv = file("a.csv", "B,a\nnew,1\n");
    assertLoaded(load("t", csv), "1 row");
    assertThat(warehouse.rows("select * from t")).containsExactly("0|old|0.5", "1|new|null");
  }

  @Test
  void severalFilesAreOneLoad() throws Exception {
    Path csv = file("a.csv", "id,name\n1,x\n");
    Path json = file("b.jsonl", "{\"name\":\"y\",\"id\":2}\n{\"id\":3}\n");
    assertLoaded(load("t", csv, json), "3 rows");
    assertThat(warehouse.rows("select * from t")).containsExactly("1|x", "2|y", "3|null");
  }

  @Test
  void partitionColumnsAreTakenFromTheFile() throws Exception {
    warehouse.run("create table t (id bigint) partitioned by (ds string)");
    Path csv = file("a.csv", "id,ds\n1,a\n2,b\n3,a\n");
    assertLoaded(load("t", csv), "3 rows");
    assertThat(warehouse.rows("select id from t where ds = 'a'")).containsExactly("1", "3");
    assertThat(warehouse.rows("show partitions t")).containsExactly("ds=a", "ds=b");
  }

  @Test
  void nestedValuesAreLoaded() throws Exception {
    Path json = file("a.jsonl", "{\"l\":[1,2],\"o\":{\"x\":\"y\",\"n\":null}}\n{\"l\":null}\n");
    assertLoaded(load("t", json), "2 rows");
    assertThat(warehouse.rows("select * from t"))
        .containsExactly("[1,2]|{\"x\":\"y\",\"n\":null}", "null|null");
  }

  @Test
  void arrowStreamsOfAnotherWriterAreLoaded() throws Exception {
    Path arrow = Path.of("../shared/data/arrow-cpp/small-zstd.arrows");
    assumeTrue(Files.exists(arrow), () -> "There is no " + arrow);
    CommandRun run = load("t", arrow);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(warehouse.rows("select count(*) > 100 from t")).containsExactly("true");
  }

  @Test
  void aFailureInTheSecondFileLeavesNoTable() throws Exception {
    Path good = file("a.csv", "id\n1\n");
    Path bad = file("b.csv", "id,other\n2,x\n");
    CommandRun run = load("t", good, bad);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("error: " + bad).contains("other", "42S22").hasLineCount(1);
    assertThat(warehouse.rows("show tables")).isEmpty();
  }

  @Test
  void aFailureLeavesATableThatExistsAsItWas() throws Exception {
    warehouse.run("create table t (id tinyint)");
    warehouse.run("insert into t values (7)");
    Path csv = file("a.csv", "id\n1\n2\n1000\n");
    CommandRun run = load("t", csv);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(csv + ", row 3: ", "1000", "22003").hasLineCount(1);
    assertThat(warehouse.rows("select * from t")).containsExactly("7");
  }

  @Test
  void aLoadingTableOfADeadLoadIsReplaced() throws Exception {
    warehouse.run("create table t__loading (something string)");
    assertLoaded(load("t", file("a.csv", "id\n1\n")), "1 row");
    assertThat(warehouse.rows("show tables")).containsExactly("t");
  }

  @Test
  void aMissingFileIsOneLine() {
    CommandRun run = load("t", directory.resolve("none.csv"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: There is no file ").hasLineCount(1);
  }

  @Test
  void aFileOfAnUnknownFormatIsOneLine() throws Exception {
    CommandRun run = load("t", file("a.xyz", "1"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: ").contains("a.xyz").hasLineCount(1);
  }
}
