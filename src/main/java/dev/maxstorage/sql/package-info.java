/**
 * Statement text to a plan: what the driver does with a statement, decided before anything is sent.
 *
 * <p>What enters: the text of one statement in MaxCompute's dialect, with {@code SET} prefixes,
 * JDBC escapes and {@code ?} parameters. What leaves: a {@link dev.maxstorage.sql.Plan}. Start
 * reading at {@link dev.maxstorage.sql.SqlRecognizer}.
 *
 * <p>Only what the grammar here reads in full is a scan or an insert; every other text is a SQL job
 * and the server is the judge of it. Imports nothing of ours.
 */
@NullMarked
package dev.maxstorage.sql;

import org.jspecify.annotations.NullMarked;
