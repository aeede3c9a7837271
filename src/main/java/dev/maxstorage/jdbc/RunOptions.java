package dev.maxstorage.jdbc;

/**
 * How a statement wants its result.
 *
 * @param batchRows rows of a record batch
 * @param maxRows most rows that the caller will read, 0 for all
 */
record RunOptions(int batchRows, long maxRows) {}
