package dev.maxstorage.storage;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A record batch that was read, or rows that were stored together. */
@Name("dev.maxstorage.Batch")
@Label("Batch")
@Category("MaxStorage")
@Description("A record batch that was read, or rows that were stored together")
@StackTrace(false)
final class BatchEvent extends Event {
  static final String READ = "read";
  static final String WRITTEN = "written";

  @Label("Direction")
  @Description("read or written")
  @Nullable String direction;

  @Label("Rows")
  long rows;

  @Label("Bytes")
  @Description("Bytes as they were sent: compressed if they were")
  @DataAmount
  long bytes;

  /** Ends the event; it costs nothing unless somebody records. */
  void over(String ofDirection, long ofRows, long ofBytes) {
    end();
    if (shouldCommit()) {
      direction = ofDirection;
      rows = ofRows;
      bytes = ofBytes;
      commit();
    }
  }
}
