package dev.maxstorage.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sqlline.SqlLine;

/** sqlline: scripts with its own commands and with statements. */
class SqlLineTest {
  private static ToolWarehouse warehouse;

  @TempDir private Path directory;

  @BeforeAll
  static void fill() throws SQLException {
    warehouse = ToolWarehouse.open("sqlline");
    warehouse.run(
        "create table goods (id bigint comment 'the key', name string, price decimal(8,2))"
            + " comment 'what there is'",
        "insert into goods values (1, 'pen', 1.20bd), (2, 'a \"red\" one', null)");
  }

  @AfterAll
  static void refusesWhatThePageOfToolsSays() throws Exception {
    warehouse.close();
    assertThat(RecordingDriver.refusals()).isEmpty();
  }

  /** What sqlline prints for a script. */
  private String output(String... lines) throws IOException {
    Path script = directory.resolve("script.sql");
    Files.writeString(script, String.join("\n", lines) + "\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SqlLine line = new SqlLine();
    line.setOutputStream(out);
    line.setErrorStream(out);
    SqlLine.Status status =
        line.begin(
            new String[] {
              "-u",
              warehouse.url(),
              "-n",
              "",
              "-p",
              "",
              "--color=false",
              "--silent=false",
              "--maxWidth=200",
              "-f",
              script.toString()
            },
            new ByteArrayInputStream(new byte[0]),
            false);
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(status).as(text).isEqualTo(SqlLine.Status.OK);
    return text;
  }

  @Test
  void tablesAndColumnsAreListed() throws IOException {
    String text = output("!tables", "!describe goods", "!schemas", "!metadata getCatalogs");
    assertThat(text).containsPattern("demo *\\| default *\\| goods *\\| TABLE *\\| what there is");
    assertThat(text).containsPattern("goods *\\| price *\\| 3 *\\| DECIMAL");
    assertThat(text).contains("TABLE_SCHEM", "TABLE_CAT");
  }

  @Test
  void rowsAreWrittenAsCsv() throws IOException {
    String text =
        output("!set outputformat csv", "select id, name, price from goods where id >= 1;");
    assertThat(text)
        .contains("'id','name','price'")
        .contains("'1','pen','1.20'")
        .contains("'2','a \"red\" one',");
  }

  @Test
  void statementsAndTransactionsRun() throws IOException {
    String text =
        output(
            "create table made (n bigint);",
            "insert into made values (1), (2);",
            "!autocommit off",
            "insert into made values (3);",
            "!rollback",
            "!autocommit on",
            "select count(*) as c, sum(n) as s from made;");
    assertThat(text).containsPattern("\\| 2 *\\| 3 *\\|");
  }

  @Test
  void otherMetadataIsListed() throws IOException {
    String text =
        output("!dbinfo", "!typeinfo", "!primarykeys goods", "!indexes goods", "!procedures");
    assertThat(text).contains("MaxStorage", "BIGINT");
  }
}
