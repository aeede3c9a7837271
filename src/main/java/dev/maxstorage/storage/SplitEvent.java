package dev.maxstorage.storage;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The reading of one split, from the first request to its end or its closing. */
@Name("dev.maxstorage.Split")
@Label("Split")
@Category("MaxStorage")
@Description("The reading of one split, from the first request to its end or its closing")
@StackTrace(false)
final class SplitEvent extends Event {
  @Label("Read Session")
  @Nullable String session;

  @Label("Split")
  @Nullable String split;

  @Label("Rows")
  long rows;

  @Label("Bytes")
  @Description("Bytes as they were sent: compressed if they were")
  @DataAmount
  long bytes;

  @Label("Reopened")
  @Description("How often a broken stream was opened again")
  int reopened;

  @Label("Whole")
  @Description("Whether the split was read to its end")
  boolean whole;
}
