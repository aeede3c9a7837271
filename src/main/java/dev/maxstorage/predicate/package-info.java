/**
 * Conditions over typed columns: decided on batches, told to the server, and used to choose
 * partitions.
 *
 * <p>What enters: a {@link dev.maxstorage.sql.Predicate}, columns, parameters, batches. What
 * leaves: the rows of a batch for which the condition is TRUE, the text of a filter that is never
 * narrower, and the partitions that can match. Start reading at {@link
 * dev.maxstorage.predicate.PredicateBinder}, then {@link dev.maxstorage.predicate.BoundPredicate}.
 *
 * <p>Imports sql and types.
 */
@NullMarked
package dev.maxstorage.predicate;

import org.jspecify.annotations.NullMarked;
