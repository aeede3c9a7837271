package dev.maxstorage.control;

/**
 * A table as a list shows it.
 *
 * @param comment free text, empty if there is none
 */
public record TableSummary(String name, TableKind kind, String comment) {}
