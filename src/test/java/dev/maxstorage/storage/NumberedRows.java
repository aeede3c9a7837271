package dev.maxstorage.storage;

import dev.maxstorage.testing.ArrowBodies;
import dev.maxstorage.testing.RecordedRequest;
import dev.maxstorage.testing.ScriptedReply;
import dev.maxstorage.testing.ScriptedServer;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** A table on a scripted server whose rows are the numbers from 0 on. */
record NumberedRows(long rows, long splitRows, int batchRows) {
  private static final Target.Table TABLE = new Target.Table("p", "default", "t");
  private static final Pattern SKIP = Pattern.compile("\"SkipRowNum\":(\\d+)");

  /** What an honest server sends for a request of rows. */
  ScriptedReply honest(RecordedRequest request) {
    long skip = skipped(request.text());
    String index = request.parameter("Index");
    long offset;
    long count;
    if (index == null) {
      offset = Long.parseLong(request.query().get("Offset"));
      count = Long.parseLong(request.query().get("Count"));
    } else {
      offset = Long.parseLong(index) * splitRows;
      count = Math.min(splitRows, rows - offset);
    }
    return ScriptedReply.bytes(
        ArrowBodies.range(offset + skip, Math.max(0, count - skip), batchRows));
  }

  private static long skipped(String body) {
    Matcher matcher = SKIP.matcher(body);
    if (!matcher.find()) {
      throw new AssertionError("No SkipRowNum in " + body);
    }
    return Long.parseLong(matcher.group(1));
  }

  /** A session whose rows have numbers. */
  ReadSession byRows(ScriptedServer server, HttpTransport transport) throws IOException {
    server.then(
        ScriptedReply.json(
            "{\"SessionId\":\"s\",\"SessionStatus\":\"NORMAL\",\"SplitMode\":\"RowOffset\","
                + "\"RecordCount\":"
                + rows
                + "}"));
    return new StorageClient(transport)
        .createReadSession(
            TABLE, ReadSessionOptions.ALL.withSplits(SplitMode.ROW_OFFSET, splitRows));
  }

  /** A session whose splits the server made. */
  ReadSession bySize(ScriptedServer server, HttpTransport transport) throws IOException {
    server.then(
        ScriptedReply.json(
            "{\"SessionId\":\"s\",\"SessionStatus\":\"NORMAL\",\"SplitsCount\":"
                + (rows + splitRows - 1) / splitRows
                + "}"));
    return new StorageClient(transport).createReadSession(TABLE, ReadSessionOptions.ALL);
  }

  /** All numbers. */
  List<Long> all() {
    return LongStream.range(0, rows).boxed().toList();
  }
}
