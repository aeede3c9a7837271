package dev.maxstorage.transport;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A body that was pushed to the service, rows or a blob, until it was answered or given up. */
@Name("dev.maxstorage.Upload")
@Label("Upload")
@Category("MaxStorage")
@Description("A body pushed to the service, rows or a blob, until it was answered or given up")
@StackTrace(false)
final class UploadEvent extends Event {
  @Label("Request")
  @Nullable String request;

  @Label("Bytes")
  @Description("Bytes that were pushed")
  @DataAmount
  long bytes;

  @Label("Answered")
  boolean answered;
}
