/**
 * The {@code java.sql} face: driver, connection, statements, result sets, metadata.
 *
 * <p>What enters: a JDBC URL, SQL text, parameters. What leaves: result sets over Arrow batches,
 * update counts, and SQLExceptions; this is the only room that makes them. Start reading at {@code
 * PlanRunner}, the one place where the other rooms meet.
 *
 * <p>Threads: a connection and what it made belong to one thread at a time; {@code cancel}, {@code
 * close} and {@code abort} may come from another.
 */
@NullMarked
package dev.maxstorage.jdbc;

import org.jspecify.annotations.NullMarked;
