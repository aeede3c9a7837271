/**
 * The command line of the executable jar: {@code demo}, {@code load}, {@code query}, {@code serve}.
 *
 * <p>What enters: arguments. What leaves: rows and reports on standard output, one line on standard
 * error for a failure, exit code 0 or 1. Start reading at {@link dev.maxstorage.cli.Main}.
 *
 * <p>A user of the driver like any other: it knows {@code java.sql}, the driver's class and the
 * public classes of the warehouse, nothing below them.
 */
@NullMarked
package dev.maxstorage.cli;

import org.jspecify.annotations.NullMarked;
