package dev.maxstorage.storage;

import dev.maxstorage.wire.ArrowOptions;
import dev.maxstorage.wire.CreateReadSessionRequest;
import dev.maxstorage.wire.IncrementalReadOptions;
import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.SplitOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a read session delivers, and how it is cut. Source: Storage API document, 4.1 and 4.2.2.
 *
 * @param dataColumns data columns; empty together with the partition columns means all of both
 * @param partitionColumns partition columns, delivered after the data columns
 * @param partitions specs {@code k=v/k=v}, also of leading levels only; empty for all
 * @param buckets buckets of a bucketed table; empty for all
 * @param splits how to cut, or null for the server's default and, where it counts rows, one split
 * @param units units of time columns
 * @param filter a widened predicate, empty for none: the server may deliver more rows than match
 * @param fallback what happens to a filter that the server cannot use
 * @param incremental bounds of an incremental read, or null for an ordinary one
 * @param readyTimeout how long the session may take to become ready
 */
public record ReadSessionOptions(
    List<String> dataColumns,
    List<String> partitionColumns,
    List<String> partitions,
    List<Integer> buckets,
    @Nullable SplitOptions splits,
    ArrowOptions units,
    String filter,
    FilterFallback fallback,
    @Nullable IncrementalReadOptions incremental,
    Duration readyTimeout) {

  /** What happens to a filter that the server cannot use. */
  public enum FilterFallback {
    /** The session is refused. */
    REFUSE,
    /** The session delivers all rows. */
    DELIVER_ALL
  }

  /** All columns and rows, default splits, an hour to become ready. */
  public static final ReadSessionOptions ALL =
      new ReadSessionOptions(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          null,
          ArrowOptions.DEFAULT,
          "",
          FilterFallback.REFUSE,
          null,
          Duration.ofHours(1));

  public ReadSessionOptions {
    dataColumns = List.copyOf(dataColumns);
    partitionColumns = List.copyOf(partitionColumns);
    partitions = List.copyOf(partitions);
    buckets = List.copyOf(buckets);
    if (splits != null && splits.splitNumber() < 1) {
      throw new IllegalArgumentException(
          "Split number " + splits.splitNumber() + " is less than 1");
    }
  }

  /** The same with a projection; both lists empty for all columns. */
  public ReadSessionOptions withColumns(List<String> data, List<String> partition) {
    return new ReadSessionOptions(
        data,
        partition,
        partitions,
        buckets,
        splits,
        units,
        filter,
        fallback,
        incremental,
        readyTimeout);
  }

  /** The same with other partitions; empty for all. */
  public ReadSessionOptions withPartitions(List<String> specs) {
    return new ReadSessionOptions(
        dataColumns,
        partitionColumns,
        specs,
        buckets,
        splits,
        units,
        filter,
        fallback,
        incremental,
        readyTimeout);
  }

  /** The same, cut by size, row ranges, number or buckets. */
  public ReadSessionOptions withSplits(SplitMode mode, long splitNumber) {
    return new ReadSessionOptions(
        dataColumns,
        partitionColumns,
        partitions,
        buckets,
        SplitOptions.of(mode, splitNumber),
        units,
        filter,
        fallback,
        incremental,
        readyTimeout);
  }

  /** The same with other units of time columns. */
  public ReadSessionOptions withUnits(ArrowOptions newUnits) {
    return new ReadSessionOptions(
        dataColumns,
        partitionColumns,
        partitions,
        buckets,
        splits,
        newUnits,
        filter,
        fallback,
        incremental,
        readyTimeout);
  }

  /** The same with a filter. */
  public ReadSessionOptions withFilter(String text, FilterFallback otherwise) {
    return new ReadSessionOptions(
        dataColumns,
        partitionColumns,
        partitions,
        buckets,
        splits,
        units,
        text,
        otherwise,
        incremental,
        readyTimeout);
  }

  /** The same as an incremental read. */
  public ReadSessionOptions withIncremental(IncrementalReadOptions bounds) {
    return new ReadSessionOptions(
        dataColumns,
        partitionColumns,
        partitions,
        buckets,
        splits,
        units,
        filter,
        fallback,
        bounds,
        readyTimeout);
  }

  /** The same with another limit on the wait. */
  public ReadSessionOptions withReadyTimeout(Duration timeout) {
    return new ReadSessionOptions(
        dataColumns,
        partitionColumns,
        partitions,
        buckets,
        splits,
        units,
        filter,
        fallback,
        incremental,
        timeout);
  }

  CreateReadSessionRequest request() {
    return new CreateReadSessionRequest(
        dataColumns,
        partitionColumns,
        partitions,
        buckets,
        splits == null ? SplitOptions.DEFAULT : splits,
        units,
        filter,
        fallback == FilterFallback.DELIVER_ALL,
        0,
        incremental != null,
        incremental);
  }
}
