package dev.maxstorage.transport;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One attempt to send rows or blobs, until it was answered. */
@Name("dev.maxstorage.Upload")
@Label("Upload")
@Category("MaxStorage")
@Description("One attempt to send rows or blobs, until it was answered")
@StackTrace(false)
final class UploadEvent extends Event {
  @Label("Request")
  @Nullable String request;

  @Label("Status")
  @Description("Status of the answer, 0 if there was none")
  int status;

  @Label("Bytes")
  @Description("Bytes of the body that were sent")
  @DataAmount
  long bytes;
}
