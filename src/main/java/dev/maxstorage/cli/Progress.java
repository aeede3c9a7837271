package dev.maxstorage.cli;

/** Shows how far a load is. For one thread. */
interface Progress extends AutoCloseable {
  /** Counts rows that were sent. */
  void add(long rows);

  /** Ends the display. */
  @Override
  void close();

  /**
   * Begins to show progress on the console.
   *
   * @param task a few words in front of a bar
   * @param totalRows rows to come, -1 if that is not known
   */
  static Progress start(Console console, String task, long totalRows) {
    return switch (console.progress()) {
      case BAR -> new BarProgress(console.err(), task, totalRows);
      case LINES -> new LineProgress(console.err(), totalRows, System::nanoTime);
    };
  }
}
