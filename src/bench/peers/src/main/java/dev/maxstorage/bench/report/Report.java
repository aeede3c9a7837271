package dev.maxstorage.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * Puts the results of a run into the page on benchmarks, between its two marks, and draws the
 * picture. Arguments: directory of JMH's JSON files, the page, the picture, the command of the run.
 */
public final class Report {
  private static final String BEGIN = "<!-- results: written by src/bench/run -->\n";
  private static final String END = "<!-- end of results -->\n";

  private Report() {}

  public static void main(String[] arguments) throws IOException {
    List<Group> groups = Results.read(Path.of(arguments[0]));
    Path page = Path.of(arguments[1]);
    Path picture = Path.of(arguments[2]);
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(page + " has no marks for the results");
    }
    Files.createDirectories(picture.getParent());
    Files.writeString(picture, BarPicture.of(groups));
    Files.writeString(
        page,
        text.substring(0, begin + BEGIN.length())
            + "\n"
            + machine(arguments[3])
            + "\n![The main groups as bars](../images/"
            + picture.getFileName()
            + ")\n\n"
            + ResultTable.of(groups)
            + "\n"
            + text.substring(end));
  }

  private static String machine(String command) throws IOException {
    return String.format(
        Locale.ROOT,
        "Measured on %s with `%s`: %s, %d processors, %s, Java %s.%n",
        LocalDate.now(ZoneOffset.UTC),
        command,
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("java.version"));
  }

  private static String processor() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.exists(file)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
