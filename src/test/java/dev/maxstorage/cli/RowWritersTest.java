package dev.maxstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The output formats, over result sets of H2. */
class RowWritersTest {
  private Connection connection;

  @BeforeEach
  void open() throws Exception {
    connection = new org.h2.Driver().connect("jdbc:h2:mem:", new Properties());
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  private String write(OutputFormat format, String sql) throws Exception {
    StringWriter text = new StringWriter();
    RowWriter writer = format.writer(text);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      writer.begin(Cell.of(row.getMetaData()));
      while (row.next()) {
        writer.row(row);
      }
      writer.end();
    }
    return text.toString();
  }

  private String updateCount(OutputFormat format, long rows) throws Exception {
    StringWriter text = new StringWriter();
    format.writer(text).updateCount(rows);
    return text.toString();
  }

  @Test
  void csvBeginsWithAHeadingLine() throws Exception {
    assertThat(write(OutputFormat.CSV, "select 1 as \"a\", -2 as \"b c\", 'x' as \"d,e\""))
        .isEqualTo("a,b c,\"d,e\"\n1,-2,x\n");
  }

  @Test
  void csvOfNoRowsIsTheHeadingAlone() throws Exception {
    assertThat(write(OutputFormat.CSV, "select 1 as \"a\" where false")).isEqualTo("a\n");
  }

  @Test
  void csvQuotesOnlyWhereRfc4180Needs() throws Exception {
    String sql = "select 'plain', 'a,b', 'say \"hi\"', 'two\nlines', 'a\rb', '-5', 'é', 'x y'";
    assertThat(withoutHeading(write(OutputFormat.CSV, sql)))
        .isEqualTo("plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"a\rb\",-5,é,x y\n");
  }

  @Test
  void csvTellsNullFromEmptyText() throws Exception {
    assertThat(withoutHeading(write(OutputFormat.CSV, "select '', null, '', null, 'z'")))
        .isEqualTo("\"\",,\"\",,z\n");
  }

  @Test
  void csvWritesBinaryInHexadecimalAndMarksBlobs() throws Exception {
    String sql =
        "select cast(x'00ff10' as varbinary), cast(x'00' as blob), cast(null as blob), true, 1.50";
    assertThat(withoutHeading(write(OutputFormat.CSV, sql)))
        .isEqualTo("00ff10,<blob>,,TRUE,1.50\n");
  }

  @Test
  void jsonEscapesWhatJsonMustEscape() throws Exception {
    String sql = "select 'q\" b\\ n\n t\t r\r \u0001 é 😀' as \"a\"";
    assertThat(write(OutputFormat.JSON, sql))
        .isEqualTo("{\"a\":\"q\\\" b\\\\ n\\n t\\t r\\r \\u0001 é 😀\"}\n");
  }

  @Test
  void jsonWritesNumbersBooleansAndNullAsSuch() throws Exception {
    String sql =
        "select 7 as \"i\", cast(2.50 as decimal(5,2)) as \"d\", cast(null as int) as \"n\","
            + " cast('NaN' as double precision) as \"f\", cast(1.5 as double precision) as \"e\"";
    assertThat(write(OutputFormat.JSON, sql))
        .isEqualTo("{\"i\":7,\"d\":2.50,\"n\":null,\"f\":\"NaN\",\"e\":1.5}\n");
  }

  @Test
  void jsonGivesRepeatedLabelsNamesOfTheirOwn() throws Exception {
    assertThat(write(OutputFormat.JSON, "select 1 as \"a\", 2 as \"a\", 3 as \"a_2\""))
        .isEqualTo("{\"a\":1,\"a_2\":2,\"a_2_2\":3}\n");
  }

  @Test
  void tableAlignsColumnsNumbersAtTheRight() throws Exception {
    String sql =
        "select * from (values (1, 'a', null), (200, 'long text', 'é\nx')) as t(\"n\", \"s\", \"u\")";
    assertThat(write(OutputFormat.TABLE, sql))
        .isEqualTo(
            """
              n  s          u
            ---  ---------  ----
              1  a          NULL
            200  long text  é\\nx
            (2 rows)
            """);
  }

  @Test
  void tableCountsWideCharactersTwice() throws Exception {
    assertThat(write(OutputFormat.TABLE, "select '日本' as \"a\", 'x' as \"b\""))
        .isEqualTo("a     b\n----  -\n日本  x\n(1 row)\n");
  }

  @Test
  void tableWritesRowsBeyondTheSampleAsTheyCome() throws Exception {
    String text =
        write(
            OutputFormat.TABLE,
            "select x, case when x = 1500 then 'wider than before' else 'a' end as c, 'end' as d"
                + " from system_range(1, 2000) order by x");
    assertThat(text.lines()).hasSize(2 + 2000 + 1);
    assertThat(text).contains("1500  wider than before  end\n").endsWith("(2,000 rows)\n");
  }

  @Test
  void updateCountsHaveAFormToo() throws Exception {
    assertThat(updateCount(OutputFormat.TABLE, 3)).isEqualTo("OK, 3 rows\n");
    assertThat(updateCount(OutputFormat.TABLE, 1)).isEqualTo("OK, 1 row\n");
    assertThat(updateCount(OutputFormat.CSV, 3)).isEqualTo("update_count\n3\n");
    assertThat(updateCount(OutputFormat.JSON, 3)).isEqualTo("{\"update_count\":3}\n");
    assertThat(updateCount(OutputFormat.TABLE, -2)).isEqualTo("OK\n");
    assertThat(updateCount(OutputFormat.CSV, -2)).isEqualTo("update_count\n\n");
    assertThat(updateCount(OutputFormat.JSON, -2)).isEqualTo("{\"update_count\":null}\n");
  }

  /** The text without its heading line. */
  private static String withoutHeading(String csv) {
    return csv.substring(csv.indexOf('\n') + 1);
  }
}
