package dev.maxstorage.bench.report;

import java.util.List;
import java.util.Locale;

/** All figures as one table of Markdown. */
final class ResultTable {
  private ResultTable() {}

  static String of(List<Group> groups) {
    StringBuilder text = new StringBuilder();
    text.append("| benchmark | who | median | unit | speed, first = 1 | also |\n");
    text.append("|---|---|---|---|---|---|\n");
    Section section = null;
    for (Group group : groups) {
      String title = group.section() == section ? "" : "**" + group.section().title + "**";
      section = group.section();
      for (Bar bar : group.bars()) {
        boolean isFirst = bar == group.bars().get(0);
        String name = title + (isFirst ? (title.isEmpty() ? "" : " ") + group.name() : "");
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.2f | %s |%n",
                name.strip(),
                bar.label(),
                figure(bar.median()),
                section.unit.text,
                group.relativeSpeed(bar),
                bar.note()));
        title = "";
      }
    }
    return text.toString();
  }

  /** Three digits that matter. */
  static String figure(double value) {
    return String.format(
        Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }
}
