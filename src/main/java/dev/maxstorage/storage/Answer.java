package dev.maxstorage.storage;

import dev.maxstorage.transport.WireResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A JSON answer with the two facts that travel in headers. Storage API document, 1.6 and 1.8. */
record Answer<T>(T message, @Nullable String routeToken, @Nullable String requestId) {
  static <T> Answer<T> of(WireResponse response, Class<T> type) throws IOException {
    return new Answer<>(response.json(type), response.routeToken(), response.requestId());
  }
}
