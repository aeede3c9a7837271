package dev.maxstorage.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON mapper of the wire.
 *
 * <p>Members are PascalCase unless a record says otherwise. Unknown members are ignored; absent or
 * null texts, lists and maps become empty ones; the empty object where a list stands means no
 * elements (Storage API document, 8.1); integers may arrive as texts and identifiers as numbers.
 * Members that are null are not written.
 */
public final class WireJson {
  private static final JsonMapper MAPPER = mapper();

  /** How much of a body that is no JSON an error message shows; Storage API document, 1.7. */
  private static final int SNIPPET_CHARACTERS = 200;

  private WireJson() {}

  private static JsonMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addHandler(new EmptyObjectIsNoElements())
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
    for (Class<?> type : List.<Class<?>>of(String.class, List.class, Map.class)) {
      builder.withConfigOverride(
          type, override -> override.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
    }
    return builder.build();
  }

  /** The JSON text of a message, UTF-8. */
  public static byte[] write(Object message) {
    try {
      return MAPPER.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Message " + message.getClass() + " has no JSON form", e);
    }
  }

  /**
   * Reads a message from a JSON object.
   *
   * @param body UTF-8 text
   * @throws MalformedMessageException if the body is no JSON object, or a member has a wrong type
   */
  public static <T> T read(byte[] body, Class<T> type) throws MalformedMessageException {
    try {
      T message = MAPPER.readValue(body, type);
      if (message == null) {
        throw new MalformedMessageException(type, snippet(body), null);
      }
      return message;
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedMessageException(type, snippet(body), e);
    }
  }

  /** Reads a message; an absent or blank body counts as the empty object, as servers must. */
  public static <T> T readOrEmpty(byte[] body, Class<T> type) throws MalformedMessageException {
    boolean blank = new String(body, StandardCharsets.UTF_8).isBlank();
    return read(blank ? "{}".getBytes(StandardCharsets.UTF_8) : body, type);
  }

  private static String snippet(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return text.length() <= SNIPPET_CHARACTERS ? text : text.substring(0, SNIPPET_CHARACTERS);
  }

  /** Reads {@code {}} as a list without elements. */
  private static final class EmptyObjectIsNoElements extends DeserializationProblemHandler {
    @Override
    public @Nullable Object handleUnexpectedToken(
        DeserializationContext context,
        JavaType target,
        JsonToken token,
        JsonParser parser,
        String failure)
        throws IOException {
      if (target.isCollectionLikeType()
          && token == JsonToken.START_OBJECT
          && parser.nextToken() == JsonToken.END_OBJECT) {
        return new ArrayList<>();
      }
      return NOT_HANDLED;
    }
  }
}
