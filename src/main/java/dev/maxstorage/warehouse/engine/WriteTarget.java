package dev.maxstorage.warehouse.engine;

/**
 * Where staged rows belong.
 *
 * @param tableId {@link TableDescription#id()}
 * @param fixed partition values given once for all rows, leading or not, empty for none; levels
 *     that are missing here are taken from the rows
 */
public record WriteTarget(long tableId, PartitionSpec fixed) {}
