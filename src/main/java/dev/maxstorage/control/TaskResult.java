package dev.maxstorage.control;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a task of a job came to. Source: control-plane document, 11.4 and 11.5.
 *
 * @param status Waiting, Running, Success, Failed, Suspended or Cancelled; compare without case
 * @param format {@code csv} for queries, {@code text} for everything else; empty if there is none
 * @param text the result or the error; empty if there is none
 */
record TaskResult(String name, String status, String format, String text) {

  static TaskResult of(XmlElement task) throws MalformedAnswerException {
    XmlElement result = task.child("Result");
    return new TaskResult(
        task.text("Name"),
        task.text("Status"),
        result == null ? "" : result.attribute("Format"),
        result == null ? "" : decoded(result));
  }

  private static String decoded(XmlElement result) throws MalformedAnswerException {
    if (!result.attribute("Transform").equalsIgnoreCase("Base64")) {
      return result.text();
    }
    try {
      return new String(
          Base64.getMimeDecoder().decode(result.text().strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new MalformedAnswerException("The result of a task is no base64", e);
    }
  }

  boolean isSuccess() {
    return status.equalsIgnoreCase("Success");
  }
}
