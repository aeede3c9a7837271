package dev.maxstorage.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMilliVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;

/** Rows of Arrow streams in the JSON form of the expected files. */
final class ArrowRows {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  private ArrowRows() {}

  /** All rows of a stream; whatever was allocated is released, or this fails. */
  static List<JsonNode> of(byte[] body) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    try (RootAllocator allocator = new RootAllocator();
        ArrowStreamDecoder decoder =
            new ArrowStreamDecoder(new ByteArrayInputStream(body), allocator)) {
      while (decoder.next()) {
        VectorSchemaRoot root = decoder.root();
        for (int row = 0; row < root.getRowCount(); row++) {
          ObjectNode object = JSON.objectNode();
          for (FieldVector vector : root.getFieldVectors()) {
            object.set(vector.getName(), value(vector, row));
          }
          rows.add(object);
        }
      }
    }
    return rows;
  }

  /** Reads every value and drops it. */
  static long count(byte[] body) throws IOException {
    try (RootAllocator allocator = new RootAllocator();
        ArrowStreamDecoder decoder =
            new ArrowStreamDecoder(new ByteArrayInputStream(body), allocator)) {
      while (decoder.next()) {
        for (FieldVector vector : decoder.root().getFieldVectors()) {
          for (int row = 0; row < decoder.root().getRowCount(); row++) {
            value(vector, row);
          }
        }
      }
      return decoder.rowsRead();
    }
  }

  /** Rows of an expected file, numbers in the form {@link #of} gives them. */
  static List<JsonNode> expected(byte[] lines) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : new String(lines, StandardCharsets.UTF_8).split("\n")) {
      ObjectNode row = (ObjectNode) mapper.readTree(line);
      for (String decimal : List.of("dec", "dec2")) {
        if (row.path(decimal).isTextual()) {
          row.set(decimal, decimal(new BigDecimal(row.get(decimal).asText())));
        }
      }
      if (row.path("dtm").isTextual() && row.get("dtm").asText().length() == 19) {
        row.put("dtm", row.get("dtm").asText() + ".000000");
      }
      rows.add(normal(row));
    }
    return rows;
  }

  private static JsonNode value(FieldVector vector, int row) {
    if (vector.isNull(row)) {
      return JSON.nullNode();
    } else if (vector instanceof DateDayVector dates) {
      return JSON.textNode(LocalDate.ofEpochDay(dates.get(row)).toString());
    } else if (vector instanceof TimeStampMilliVector times) {
      long millis = times.get(row);
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(millis, 1000L),
              (int) Math.floorMod(millis, 1000L) * 1_000_000,
              ZoneOffset.UTC);
      return JSON.textNode(MICROSECONDS.format(time));
    } else if (vector instanceof TimeStampNanoVector times) {
      return JSON.numberNode(times.get(row));
    } else if (vector instanceof ListVector lists) {
      ArrayNode items = JSON.arrayNode();
      for (int i = lists.getElementStartIndex(row); i < lists.getElementEndIndex(row); i++) {
        JsonNode item = value(lists.getDataVector(), i);
        // Entries of maps become pairs.
        items.add(vector instanceof MapVector ? pair(item) : item);
      }
      return items;
    } else if (vector instanceof StructVector structs) {
      ObjectNode members = JSON.objectNode();
      for (FieldVector member : structs.getChildrenFromFields()) {
        members.set(member.getName(), value(member, row));
      }
      return members;
    }
    return scalar(vector.getObject(row));
  }

  private static JsonNode pair(JsonNode entry) {
    ArrayNode pair = JSON.arrayNode();
    entry.forEach(pair::add);
    return pair;
  }

  private static JsonNode scalar(Object value) {
    if (value instanceof byte[] bytes) {
      return JSON.textNode(HexFormat.of().formatHex(bytes));
    } else if (value instanceof BigDecimal decimal) {
      return decimal(decimal);
    } else if (value instanceof Boolean bool) {
      return JSON.booleanNode(bool);
    } else if (value instanceof Float || value instanceof Double) {
      return JSON.numberNode(((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      return JSON.numberNode(number.longValue());
    }
    return JSON.textNode(value.toString());
  }

  private static JsonNode decimal(BigDecimal value) {
    return JSON.textNode(value.stripTrailingZeros().toPlainString());
  }

  /** Whole numbers as longs, others as doubles. */
  private static JsonNode normal(JsonNode node) {
    if (node.isIntegralNumber()) {
      return JSON.numberNode(node.longValue());
    } else if (node.isArray()) {
      ArrayNode array = JSON.arrayNode();
      node.forEach(item -> array.add(normal(item)));
      return array;
    } else if (node.isObject()) {
      ObjectNode object = JSON.objectNode();
      node.properties().forEach(member -> object.set(member.getKey(), normal(member.getValue())));
      return object;
    }
    return node;
  }
}
