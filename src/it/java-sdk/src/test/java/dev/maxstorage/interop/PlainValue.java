package dev.maxstorage.interop;

import com.aliyun.odps.data.AbstractChar;
import com.aliyun.odps.data.Binary;
import com.aliyun.odps.data.JsonValue;
import com.aliyun.odps.data.Struct;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values of the SDK and of the driver in one form, so that they can be compared: the SDK drops
 * zeros after the decimal point, for one.
 */
final class PlainValue {
  private PlainValue() {}

  static Object of(Object value) throws SQLException {
    if (value instanceof BigDecimal number) {
      return number.stripTrailingZeros();
    } else if (value instanceof AbstractChar text) {
      return text.getValue();
    } else if (value instanceof JsonValue json) {
      return json.toString();
    } else if (value instanceof Binary binary) {
      return hex(binary.data());
    } else if (value instanceof byte[] bytes) {
      return hex(bytes);
    } else if (value instanceof ZonedDateTime time) {
      return time.toInstant();
    } else if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    } else if (value instanceof Struct struct) {
      return of(struct.getFieldValues());
    } else if (value instanceof Array array) {
      return of(Arrays.asList((Object[]) array.getArray()));
    } else if (value instanceof java.sql.Struct struct) {
      return of(Arrays.asList(struct.getAttributes()));
    } else if (value instanceof List<?> list) {
      Object[] plain = new Object[list.size()];
      for (int i = 0; i < plain.length; i++) {
        plain[i] = of(list.get(i));
      }
      return Arrays.asList(plain);
    } else if (value instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new HashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        plain.put(of(entry.getKey()), of(entry.getValue()));
      }
      return plain;
    } else {
      return value;
    }
  }

  private static String hex(byte[] bytes) {
    return "x" + HexFormat.of().formatHex(bytes);
  }

  /** Rows as text, a line a row, for messages that can be read. */
  static String lines(List<List<Object>> rows) {
    return rows.stream().map(Object::toString).collect(Collectors.joining("\n"));
  }
}
