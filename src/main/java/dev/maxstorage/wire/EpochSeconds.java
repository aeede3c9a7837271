package dev.maxstorage.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/**
 * Reads a moment as epoch seconds from a number or a text of digits; what is too large for seconds
 * is milliseconds. Any other text, such as a date, gives 0: unknown. Source: Storage API document,
 * OP-8.
 */
final class EpochSeconds extends StdScalarDeserializer<Long> {
  private static final long serialVersionUID = 1L;

  private static final long MOST_SECONDS = 100_000_000_000L;

  EpochSeconds() {
    super(Long.class);
  }

  @Override
  public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    long value = parser.getValueAsLong(0);
    parser.skipChildren();
    return value > MOST_SECONDS ? value / 1000 : value;
  }

  @Override
  public Long getNullValue(DeserializationContext context) {
    return 0L;
  }
}
