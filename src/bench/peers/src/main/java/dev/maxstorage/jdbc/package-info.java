/** Benchmarks of what only the driver's own package can reach. */
package dev.maxstorage.jdbc;
