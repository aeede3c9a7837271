package dev.maxstorage.control;

/**
 * One stage of a SQL job. Source: control-plane document, 11.6.
 *
 * @param id name of the stage, such as {@code M1_job0}
 * @param status as the service words it
 * @param finishedWorkers of the stage
 * @param runningWorkers of the stage
 * @param totalWorkers of the stage
 * @param inputRecords read so far
 * @param outputRecords written so far
 * @param finishedPercent 0 to 100
 */
public record JobStage(
    String id,
    String status,
    long finishedWorkers,
    long runningWorkers,
    long totalWorkers,
    long inputRecords,
    long outputRecords,
    int finishedPercent) {

  static JobStage of(XmlReply stage) {
    return new JobStage(
        stage.attribute("ID"),
        stage.text("Status"),
        number(stage, "TerminatedWorkers"),
        number(stage, "RunningWorkers"),
        number(stage, "TotalWorkers"),
        number(stage, "InputRecords"),
        number(stage, "OutputRecords"),
        (int) Math.min(100, number(stage, "FinishedPercentage")));
  }

  /** A count, 0 where the service writes none. */
  private static long number(XmlReply stage, String name) {
    String text = stage.text(name);
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
