package dev.maxstorage.testing;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Looks for secrets in texts, in all log lines at every level, in a recording with the driver's
 * events and those of sockets, files and errors, and in files that were made meanwhile. A secret is
 * a text that contains {@link #CANARY}; it is found in plain text and in Base64.
 *
 * <p><b>Closing:</b> ends logging and recording; what is still to be looked at is looked at by
 * {@link #finish()}.
 */
public final class CanarySearch implements AutoCloseable {
  /** What every secret contains. */
  public static final String CANARY = "cAnArY7Qx";

  private static final long LARGEST_FILE = 64L << 20;

  /** Base64 of the canary depends on where it begins: the middles that are always the same. */
  private static final Set<String> ENCODED =
      Set.of(encoded("", 0), encoded("x", 2), encoded("xx", 3));

  private final long start = System.currentTimeMillis();
  private final Path directory;
  private final List<String> found = new CopyOnWriteArrayList<>();
  private final AtomicInteger texts = new AtomicInteger();
  private final AtomicInteger logLines = new AtomicInteger();
  private final Recording recording = new Recording();
  private final Level levelBefore;
  private final Logger root = Logger.getLogger("");
  private final Logger ours = Logger.getLogger("dev.maxstorage");
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          logLines.incrementAndGet();
          Object[] parameters = line.getParameters();
          String message = String.valueOf(line.getMessage());
          look("log of " + line.getLoggerName(), message);
          if (parameters != null) {
            look(
                "log of " + line.getLoggerName(),
                MessageFormat.format(message.replace("'", "''"), parameters));
          }
          if (line.getThrown() != null) {
            look(line.getThrown());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private int events;

  /**
   * Begins to listen.
   *
   * @param directory whose files are searched too, beside those for temporary files
   */
  public CanarySearch(Path directory) {
    this.directory = directory;
    this.levelBefore = root.getLevel();
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    root.setLevel(Level.ALL);
    ours.setLevel(Level.ALL);
    for (Handler other : root.getHandlers()) {
      if (other != handler && other.getLevel().equals(Level.ALL)) {
        other.setLevel(Level.INFO);
      }
    }
    // Not jdk.JavaExceptionThrow, which is off unless asked for: picocli makes exceptions with the
    // text of each argument, and catches them.
    FlightRecorder.getFlightRecorder().getEventTypes().stream()
        .filter(type -> type.getName().matches("jdk\\.(Socket|File|JavaError|Process|TLS|X509).*"))
        .forEach(type -> recording.enable(type.getName()).withoutThreshold());
    for (String name : List.of("Request", "Retry", "Upload", "Split", "Batch")) {
      recording.enable("dev.maxstorage." + name).withoutThreshold();
    }
    recording.start();
  }

  private static String encoded(String before, int drop) {
    byte[] bytes = (before + CANARY).getBytes(StandardCharsets.UTF_8);
    String text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    return text.substring(drop, text.length() - 2);
  }

  /** Looks at one text. */
  public void look(String where, String text) {
    texts.incrementAndGet();
    if (isIn(text)) {
      found.add(where + ": " + text.substring(0, Math.min(500, text.length())));
    }
  }

  /** Looks at an exception: message, causes, what is suppressed, following ones. */
  public void look(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    look(thrown.getClass().getName(), trace.toString());
    if (thrown instanceof Iterable<?> chain) {
      for (Object each : chain) {
        look("chain of " + thrown.getClass().getName(), each.toString());
      }
    }
  }

  private static boolean isIn(String text) {
    return text.contains(CANARY) || ENCODED.stream().anyMatch(text::contains);
  }

  /** Looks at the recording and at the files. */
  public void finish() throws IOException {
    recording.stop();
    Path file = directory.resolve("canary.jfr");
    recording.dump(file);
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().startsWith("dev.maxstorage.")) {
        events++;
      }
      look("event " + event.getEventType().getName(), event.toString());
    }
    lookAtFiles(directory);
    lookAtFiles(Path.of(System.getProperty("java.io.tmpdir")));
  }

  private void lookAtFiles(Path top) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean ofThisRun = attributes.lastModifiedTime().toMillis() >= start - 2000;
            if (attributes.isRegularFile() && ofThisRun && attributes.size() <= LARGEST_FILE) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // somebody else's
          }
        });
    for (Path file : files) {
      try {
        look(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        texts.decrementAndGet(); // gone meanwhile
      }
    }
  }

  /** Where secrets came out, with the text. */
  public List<String> found() {
    return List.copyOf(found);
  }

  /** How many texts were looked at. */
  public int texts() {
    return texts.get();
  }

  /** How many of them were log lines. */
  public int logLines() {
    return logLines.get();
  }

  /** How many were events of the driver. */
  public int events() {
    return events;
  }

  @Override
  public void close() {
    root.removeHandler(handler);
    root.setLevel(levelBefore);
    ours.setLevel(null);
    recording.close();
  }
}
