package dev.maxstorage.bench;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that counts the bytes of rows and drops them. All else it passes on to a warehouse,
 * which so keeps sessions and streams, and commits none of the rows.
 */
public final class CountingServer extends FrontServer {
  private static final Pattern OFFSET = Pattern.compile("[?&]RowOffset=(\\d+)");
  private static final Pattern COUNT = Pattern.compile("[?&]Count=(\\d+)");

  private final AtomicLong bytes = new AtomicLong();

  public CountingServer(URI warehouse) throws IOException {
    super(warehouse, "TableWrite");
  }

  /** Bytes of rows that came so far. */
  public long bytes() {
    return bytes.get();
  }

  @Override
  Answer answer(HttpExchange exchange, String uri) throws IOException {
    byte[] piece = new byte[64 * 1024];
    InputStream body = exchange.getRequestBody();
    for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
      bytes.addAndGet(read);
    }
    Matcher offset = OFFSET.matcher(uri);
    Matcher count = COUNT.matcher(uri);
    String next =
        offset.find() && count.find()
            ? ",\"ExactlyOnceRowOffset\":"
                + (Long.parseLong(offset.group(1)) + Long.parseLong(count.group(1)))
            : "";
    String answer = "{\"WarningMessage\":\"\",\"CommitMessage\":\"\"" + next + "}";
    Headers headers = new Headers();
    headers.set("Content-Type", "application/json");
    return new Answer(200, headers, answer.getBytes(StandardCharsets.UTF_8));
  }
}
