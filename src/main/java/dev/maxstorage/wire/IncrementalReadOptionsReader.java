package dev.maxstorage.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads both families of members: {@code StartVersion}, {@code StartTimeStamp} and so on, and
 * {@code From} and {@code To}, where a number is a version and a text a time. Source: Storage API
 * document, 4.10.
 */
final class IncrementalReadOptionsReader extends StdDeserializer<IncrementalReadOptions> {
  private static final long serialVersionUID = 1L;

  IncrementalReadOptionsReader() {
    super(IncrementalReadOptions.class);
  }

  @Override
  public IncrementalReadOptions deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode options = context.readTree(parser);
    JsonNode from = options.path("From");
    JsonNode to = options.path("To");
    return new IncrementalReadOptions(
        text(options.path("Mode"), null),
        version(context, options.path("StartVersion"), from),
        version(context, options.path("EndVersion"), to),
        text(options.path("StartTimeStamp"), from),
        text(options.path("EndTimeStamp"), to));
  }

  private static @Nullable Long version(
      DeserializationContext context, JsonNode own, JsonNode other) throws IOException {
    if (own.isIntegralNumber()) {
      return own.longValue();
    }
    if (own.isTextual() && !own.textValue().isBlank()) {
      try {
        return Long.valueOf(own.textValue().strip());
      } catch (NumberFormatException e) {
        throw context.weirdStringException(own.textValue(), Long.class, "not an integer");
      }
    }
    return other.isIntegralNumber() ? other.longValue() : null;
  }

  private static @Nullable String text(JsonNode own, @Nullable JsonNode other) {
    if (own.isTextual()) {
      return own.textValue();
    }
    return other != null && other.isTextual() ? other.textValue() : null;
  }
}
