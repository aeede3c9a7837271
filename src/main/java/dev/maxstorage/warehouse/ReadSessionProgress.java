package dev.maxstorage.warehouse;

/**
 * The state of a read session as its answers tell it: ready at once, unless a test switch wants
 * otherwise. Thread-safe. Source: Storage API document, 3.1 and OP-39.
 */
final class ReadSessionProgress {
  static final String INIT = "INIT";
  private static final String NORMAL = "NORMAL";
  private static final String EXPIRED = "EXPIRED";

  private final String finalStatus;
  private int initAnswers;

  ReadSessionProgress(TestSwitches.SessionWords words) {
    this.finalStatus = words.finalStatus();
    this.initAnswers = words.initAnswers();
  }

  /** The status word of the next answer. */
  synchronized String answer() {
    if (initAnswers > 0) {
      initAnswers--;
      return INIT;
    }
    return finalStatus;
  }

  /** Passes if rows can be read. */
  synchronized void checkReady(String sessionId) {
    String status = initAnswers > 0 ? INIT : finalStatus;
    if (status.equals(EXPIRED)) {
      throw Refusal.notFound("NoSuchSession", "Read session " + sessionId + " has expired");
    }
    if (!status.equals(NORMAL)) {
      throw Refusal.conflict("Read session " + sessionId + " is " + status);
    }
  }
}
