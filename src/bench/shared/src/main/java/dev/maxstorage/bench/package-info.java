/**
 * What all benchmarks share: rows, the warehouse, servers that are the limit of what can be had.
 */
package dev.maxstorage.bench;
