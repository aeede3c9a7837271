package dev.maxstorage.bench.report;

/**
 * One figure.
 *
 * @param label who or what was measured
 * @param median in the section's unit
 * @param note other figures of the same run, empty if there are none
 */
record Bar(String label, double median, String note) {}
