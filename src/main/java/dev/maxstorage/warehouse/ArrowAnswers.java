package dev.maxstorage.warehouse;

import dev.maxstorage.types.Column;
import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.RowStream;
import dev.maxstorage.wire.Compression;
import java.util.List;

/** Rows as the body of an answer, in the forms that the test switches ask for. */
final class ArrowAnswers {
  private final Engine engine;
  private final TestSwitches switches;

  ArrowAnswers(Engine engine, TestSwitches switches) {
    this.engine = engine;
    this.switches = switches;
  }

  /**
   * The answer; takes the rows over.
   *
   * @param columns that the rows have, in their order
   */
  Response answer(Request request, RowStream rows, List<Column> columns, BatchLimits limits) {
    RowStream shaped =
        ReshapedRows.of(
            rows,
            columns,
            switches.position(TestSwitches.TimestampForm.class),
            switches.position(TestSwitches.TextForm.class),
            engine.allocator());
    Compression asked = Compression.fromAcceptEncoding(request.header("Accept-Encoding"));
    boolean ofBuffers = switches.is(TestSwitches.ArrowCompression.IPC);
    ArrowBody body = new ArrowBody(shaped, ofBuffers ? asked : Compression.NONE, limits.bytes());
    if (asked == Compression.NONE || !switches.is(TestSwitches.ArrowCompression.BODY)) {
      return Response.stream(body);
    }
    return Response.stream(new CompressedBody(body, asked)).with("Content-Encoding", asked.token());
  }
}
