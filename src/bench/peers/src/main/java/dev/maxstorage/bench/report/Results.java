package dev.maxstorage.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** JMH's JSON files of one run, as groups in the order of the sections. */
final class Results {
  private static final double MIB = 1 << 20;

  private final Map<Section, Map<String, List<Bar>>> bars = new TreeMap<>();

  private Results() {}

  /** Reads all JSON files of a directory. */
  static List<Group> read(Path directory) throws IOException {
    Results results = new Results();
    ObjectMapper mapper = new ObjectMapper();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        for (JsonNode run : mapper.readTree(file.toFile())) {
          results.add(run);
        }
      }
    }
    List<Group> groups = new ArrayList<>();
    results.bars.forEach(
        (section, named) ->
            named.forEach((name, figures) -> groups.add(new Group(section, name, figures))));
    return groups;
  }

  private void add(JsonNode run) {
    String[] benchmark = run.get("benchmark").asText().split("\\.");
    String method = benchmark[benchmark.length - 1];
    Section section = Section.of(benchmark[benchmark.length - 2]);
    List<String> name = new ArrayList<>();
    if (section.unit == Section.Unit.MEGABYTES_A_SECOND && !method.equals("scan")) {
      name.add(method);
    }
    String label = "";
    for (Map.Entry<String, JsonNode> parameter : run.path("params").properties()) {
      String value = parameter.getValue().asText();
      if (parameter.getKey().equals(section.label)) {
        label = value;
      } else if (!isNoise(parameter.getKey(), run)) {
        name.add(named(parameter.getKey(), value));
      }
    }
    bars.computeIfAbsent(section, each -> new LinkedHashMap<>())
        .computeIfAbsent(String.join(", ", name), each -> new ArrayList<>())
        .add(new Bar(label, median(metric(run, section)) * section.unit.factor, note(run)));
  }

  /** Parameters that only say how long or how large, and in which groups. */
  private static boolean isNoise(String parameter, JsonNode run) {
    return parameter.equals("seconds")
        || (parameter.equals("largeMegabytes")
            && !run.path("params").path("count").asText().equals("1"));
  }

  private static String named(String parameter, String value) {
    return switch (parameter) {
      case "what", "server", "zone" -> value;
      case "largeMegabytes" -> "of " + value + " MB";
      case "count" -> value.equals("1") ? "one" : value + " of 20 KB";
      default -> parameter + " " + value;
    };
  }

  private static JsonNode metric(JsonNode run, Section section) {
    String counter = section.unit.counter;
    return counter == null ? run.get("primaryMetric") : run.get("secondaryMetrics").get(counter);
  }

  /** The median of all iterations of all forks. */
  private static double median(JsonNode metric) {
    double[] figures =
        StreamSupport.stream(metric.get("rawData").spliterator(), false)
            .flatMap(fork -> StreamSupport.stream(fork.spliterator(), false))
            .mapToDouble(JsonNode::asDouble)
            .sorted()
            .toArray();
    if (figures.length == 0) {
      throw new IllegalArgumentException("No figures in " + metric);
    }
    int middle = figures.length / 2;
    return figures.length % 2 == 1
        ? figures[middle]
        : Arrays.stream(figures, middle - 1, middle + 1).average().orElseThrow();
  }

  private static String note(JsonNode run) {
    JsonNode secondary = run.path("secondaryMetrics");
    if (secondary.has("gc.alloc.rate.norm")) {
      return String.format(
          Locale.ROOT, "%.1f B of heap a row", median(secondary.get("gc.alloc.rate.norm")));
    }
    if (secondary.has("peakBytes")) {
      return String.format(
          Locale.ROOT, "%.0f MiB resident at most", median(secondary.get("peakBytes")) / MIB);
    }
    return "";
  }
}
