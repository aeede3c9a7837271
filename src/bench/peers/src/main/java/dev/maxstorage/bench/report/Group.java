package dev.maxstorage.bench.report;

import java.util.List;

/**
 * Figures of one section that can be compared.
 *
 * @param name the parameters that they have in common
 * @param bars the first is the one that the others are compared with
 */
record Group(Section section, String name, List<Bar> bars) {

  /** How fast a bar is, the first bar being 1. */
  double relativeSpeed(Bar bar) {
    double ratio = bar.median() / bars.get(0).median();
    return section.unit.moreIsBetter ? ratio : 1 / ratio;
  }

  boolean isPictured() {
    return name.matches(section.pictured);
  }
}
