package dev.maxstorage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.types.Column;
import dev.maxstorage.wire.WireJson;
import dev.maxstorage.wire.WriteSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Storage API document, 12.8, the cases of schemas. */
class SchemaColumnsTest {

  @Test
  void case125_codesBecomeTypes() throws Exception {
    List<String> types =
        columns(
                "{\"Type\":0},{\"Type\":1},{\"Type\":2},{\"Type\":3},{\"Type\":4},"
                    + "{\"Type\":5,\"Precision\":10,\"Scale\":2},{\"Type\":6},{\"Type\":7},"
                    + "{\"Type\":8},{\"Type\":9,\"SpecifiedLength\":3},"
                    + "{\"Type\":10,\"SpecifiedLength\":4},{\"Type\":11},{\"Type\":12},"
                    + "{\"Type\":13},{\"Type\":14},{\"Type\":15},{\"Type\":16},"
                    + "{\"Type\":17,\"SubTypes\":[{\"Type\":8}]},"
                    + "{\"Type\":18,\"SubTypes\":[{\"Type\":4},{\"Type\":0}]},"
                    + "{\"Type\":19,\"SubTypes\":[{\"MemberName\":\"m\",\"Type\":4}]},"
                    + "{\"Type\":20},{\"Type\":21},{\"Type\":22}")
            .stream()
            .map(column -> column.type().text())
            .toList();
    assertThat(types)
        .containsExactly(
            "bigint",
            "double",
            "boolean",
            "datetime",
            "string",
            "decimal(10,2)",
            "tinyint",
            "smallint",
            "int",
            "char(3)",
            "varchar(4)",
            "binary",
            "date",
            "timestamp",
            "float",
            "interval_year_month",
            "interval_day_time",
            "array<int>",
            "map<string,bigint>",
            "struct<m:string>",
            "json",
            "timestamp_ntz",
            "blob");
  }

  @Test
  void cases126And127_unknownCodesAreStringsAndDecimalHasDefaults() throws Exception {
    assertThat(columns("{\"Type\":99},{\"Type\":5},{\"Type\":5,\"Precision\":0,\"Scale\":0}"))
        .extracting(column -> column.type().text())
        .containsExactly("string", "decimal(38,18)", "decimal(38,18)");
  }

  @Test
  void case128_brokenTreesAreRefused() {
    for (String node :
        List.of(
            "{\"Type\":17}",
            "{\"Type\":17,\"SubTypes\":[{\"Type\":0},{\"Type\":0}]}",
            "{\"Type\":18,\"SubTypes\":[{\"Type\":0}]}",
            "{\"Type\":19,\"SubTypes\":[{\"Type\":0}]}")) {
      assertThatThrownBy(() -> columns(node))
          .as(node)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("schema");
    }
  }

  @Test
  void cases129To132_blobColumnsByPath() throws Exception {
    BlobColumns nested =
        BlobColumns.of(
            schema(
                "{\"MemberName\":\"arr\",\"ColumnId\":0,\"Type\":17,\"SubTypes\":"
                    + "[{\"Type\":22,\"ColumnId\":1}]}"));
    assertThat(nested.ids()).containsExactly(Map.entry("arr.element", 1L));
    assertThat(nested.id("arr.element")).isEqualTo(1);
    assertThatThrownBy(() -> nested.id(null)).hasMessageContaining("arr.element");
    BlobColumns one = BlobColumns.of(schema("{\"MemberName\":\"img\",\"ColumnId\":3,\"Type\":22}"));
    assertThat(one.id(null)).isEqualTo(3);
    assertThat(one.id("IMG")).isEqualTo(3);
    assertThatThrownBy(() -> one.id("nope"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nope")
        .hasMessageContaining("img");
    BlobColumns two =
        BlobColumns.of(
            schema(
                "{\"MemberName\":\"a\",\"ColumnId\":3,\"Type\":22},"
                    + "{\"MemberName\":\"b\",\"ColumnId\":4,\"Type\":22}"));
    assertThatThrownBy(() -> two.id(null)).hasMessageContaining("[a, b]");
  }

  @Test
  void nestedBlobsHaveTheIdsOfTheirNodes() throws Exception {
    BlobColumns columns =
        BlobColumns.of(
            schema(
                "{\"MemberName\":\"c1\",\"ColumnId\":1,\"Type\":0},"
                    + "{\"MemberName\":\"c2\",\"ColumnId\":2,\"Type\":17,\"SubTypes\":["
                    + "{\"MemberName\":\"item\",\"ColumnId\":3,\"Type\":19,\"SubTypes\":["
                    + "{\"MemberName\":\"f1\",\"ColumnId\":4,\"Type\":0},"
                    + "{\"MemberName\":\"f2\",\"ColumnId\":5,\"Type\":22}]}]},"
                    + "{\"MemberName\":\"m\",\"ColumnId\":6,\"Type\":18,\"SubTypes\":["
                    + "{\"ColumnId\":7,\"Type\":22},{\"ColumnId\":8,\"Type\":22}]}"));
    assertThat(columns.ids())
        .containsExactly(Map.entry("c2.element.f2", 5L), Map.entry("m.value", 8L));
  }

  private static List<Column> columns(String nodes) throws IOException {
    return SchemaColumns.of(schema(nodes));
  }

  private static WriteSchema schema(String nodes) throws IOException {
    return WireJson.read(
        ("{\"DataColumns\":[" + wrapped(nodes) + "]}").getBytes(StandardCharsets.UTF_8),
        WriteSchema.class);
  }

  /** Puts each top-level node into its column. */
  private static String wrapped(String nodes) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < nodes.length(); i++) {
      char c = nodes.charAt(i);
      if (c == '{' && depth++ == 0) {
        text.append("{\"columnType\":");
      }
      text.append(c);
      if (c == '}' && --depth == 0) {
        text.append('}');
      }
    }
    return text.toString();
  }
}
