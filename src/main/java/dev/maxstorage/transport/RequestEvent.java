package dev.maxstorage.transport;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One attempt of a request, until the last byte of its answer was read. */
@Name("dev.maxstorage.Request")
@Label("Request")
@Category("MaxStorage")
@Description("One attempt of a request, until the last byte of its answer was read")
@StackTrace(false)
final class RequestEvent extends Event {
  @Label("Request")
  @Nullable String request;

  @Label("Status")
  @Description("Status of the answer, 0 if there was none")
  int status;

  @Label("Request Id")
  @Nullable String requestId;

  @Label("Attempt")
  @Description("1 for the first")
  int attempt;

  @Label("Bytes Sent")
  @DataAmount
  long bytesSent;

  @Label("Bytes Received")
  @DataAmount
  long bytesReceived;
}
