package dev.maxstorage.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.maxstorage.wire.ArrowStreamEncoder;
import dev.maxstorage.wire.Compression;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A server with one read session of any number of rows, made while they are sent: eight numbers and
 * a text, the same batch again and again.
 */
final class GeneratedTable implements AutoCloseable {
  /** Bytes of a row in Arrow's form, without the bitmaps of nulls. */
  static final int ROW_BYTES = 8 * 8 + 4 + 16;

  private static final int BATCH_ROWS = 8192;
  private static final Pattern RANGE = Pattern.compile("Offset=(\\d+)&Count=(\\d+)");

  private final long rows;
  private final BufferAllocator allocator = new RootAllocator();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  GeneratedTable(long rows) throws IOException {
    this.rows = rows;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    exchange.getRequestBody().readAllBytes();
    try (exchange;
        OutputStream body = new BufferedOutputStream(exchange.getResponseBody(), 64 * 1024)) {
      exchange.sendResponseHeaders(200, 0);
      Matcher range = RANGE.matcher(query);
      if (range.find()) {
        sendRows(body, Math.min(Long.parseLong(range.group(2)), rows));
      } else {
        body.write(
            ("{\"SessionId\":\"s\",\"SessionStatus\":\"NORMAL\",\"SplitMode\":\"RowOffset\","
                    + "\"RecordCount\":"
                    + rows
                    + "}")
                .getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static Schema schema() {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      fields.add(Field.nullable("n" + i, new ArrowType.Int(64, true)));
    }
    fields.add(Field.nullable("text", ArrowType.Utf8.INSTANCE));
    return new Schema(fields);
  }

  private void sendRows(OutputStream body, long count) throws IOException {
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema(), allocator);
        ArrowStreamEncoder encoder =
            new ArrowStreamEncoder(body, root.getSchema(), Compression.NONE)) {
      fill(root, BATCH_ROWS);
      for (long left = count; left > 0; left -= BATCH_ROWS) {
        if (left < BATCH_ROWS) {
          root.clear();
          fill(root, (int) left);
        }
        encoder.write(root);
      }
      encoder.end();
    }
  }

  private static void fill(VectorSchemaRoot root, int count) {
    byte[] text = "sixteen bytes :)".getBytes(StandardCharsets.UTF_8);
    for (int column = 0; column < 8; column++) {
      BigIntVector vector = (BigIntVector) root.getVector(column);
      vector.allocateNew(count);
      for (int row = 0; row < count; row++) {
        vector.set(row, row);
      }
    }
    VarCharVector texts = (VarCharVector) root.getVector(8);
    texts.allocateNew((long) count * text.length, count);
    for (int row = 0; row < count; row++) {
      texts.set(row, text);
    }
    root.setRowCount(count);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      if (threads.awaitTermination(20, TimeUnit.SECONDS)) {
        allocator.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
