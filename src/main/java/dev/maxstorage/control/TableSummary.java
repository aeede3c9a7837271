package dev.maxstorage.control;

/**
 * A table, as lists show it. Source: control-plane document, 7.4.
 *
 * @param schema {@code default} if the list does not tell
 */
public record TableSummary(
    String project, String schema, String name, TableKind kind, String comment, String owner) {}
