package dev.maxstorage.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * The main groups as bars, in SVG. A longer bar is a higher figure; each group has its own scale.
 */
final class BarPicture {
  private static final int WIDTH = 860;
  private static final int LEFT = 230;
  private static final int LONGEST = 480;
  private static final int LINE = 18;

  private final StringBuilder svg = new StringBuilder();
  private int y = LINE;

  private BarPicture() {}

  static String of(List<Group> groups) {
    BarPicture picture = new BarPicture();
    groups.stream().filter(Group::isPictured).forEach(picture::add);
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n<rect"
                + " width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
            WIDTH,
            picture.y,
            WIDTH,
            picture.y)
        + picture.svg
        + "</svg>\n";
  }

  private void add(Group group) {
    Section section = group.section();
    String name = group.name().isEmpty() ? "" : ": " + group.name();
    String better = section.unit.moreIsBetter ? "more is better" : "less is better";
    text(10, section.title + name + " (" + section.unit.text + ", " + better + ")", "bold");
    double most = group.bars().stream().mapToDouble(Bar::median).max().orElseThrow();
    for (Bar bar : group.bars()) {
      double length = Math.max(1, bar.median() / most * LONGEST);
      String colour = bar.label().matches("maxstorage.*|[0-9]+") ? "#1f77b4" : "#b0b0b0";
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"12\" fill=\"%s\"/>%n",
              LEFT,
              y - 10,
              length,
              colour));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
              LEFT + length + 6,
              y,
              ResultTable.figure(bar.median())));
      text(30, bar.label(), "normal");
    }
    y += LINE / 2;
  }

  private void text(int x, String text, String weight) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" font-weight=\"%s\">%s</text>%n",
            x,
            y,
            weight,
            escaped));
    y += LINE;
  }
}
