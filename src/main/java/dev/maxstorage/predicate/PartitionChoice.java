package dev.maxstorage.predicate;

import java.util.List;

/**
 * The partitions in which rows can satisfy a condition, and what is left to be decided in them.
 *
 * @param kept the partitions, in their order. An empty list means an empty answer: asking the
 *     server for no partition would mean all of them
 * @param residual the condition that the rows of these partitions must still satisfy: TRUE if the
 *     choice of partitions has decided everything
 */
public record PartitionChoice<P>(List<P> kept, BoundPredicate residual) {

  public PartitionChoice {
    kept = List.copyOf(kept);
  }
}
