package dev.maxstorage.storage;

import dev.maxstorage.storage.Split.RowRangeSplit;
import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.StreamingResponse;
import dev.maxstorage.wire.Target;
import java.io.IOException;
import java.time.Duration;

/**
 * The streams of a SQL job's result, read in row ranges. Their sessions cannot be prolonged.
 * Source: Storage API document, 5.2.
 */
record InstanceStreams(Target.Instance instance, String id, String taskName)
    implements SplitStreams {
  private static final Duration LONG = Duration.ofHours(1);

  @Override
  public StreamingResponse open(
      HttpTransport transport, Split split, long skipRows, ReadOptions options) throws IOException {
    if (!(split instanceof RowRangeSplit range)) {
      throw new IllegalArgumentException(
          "The result of a SQL job is read in row ranges, not by " + split);
    }
    return new ReadCalls(transport)
        .instanceRead(
            instance, id, taskName, range.offset() + skipRows, range.count() - skipRows, options);
  }

  @Override
  public void keepAlive(HttpTransport transport) {}

  @Override
  public Duration keepAliveWithin(HttpTransport transport) {
    return LONG;
  }

  @Override
  public boolean revive(HttpTransport transport) {
    return false;
  }
}
