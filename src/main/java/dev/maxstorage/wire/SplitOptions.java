package dev.maxstorage.wire;

import static java.util.Objects.requireNonNullElse;

/**
 * How the caller wants a read session to be cut.
 *
 * @param splitMode a word of {@link SplitMode}; text, so that a server can name an unknown one
 * @param splitUnit always {@code ByteSize}; servers ignore it
 * @param splitNumber bytes a split (Size), rows a split (RowOffset) or number of splits
 *     (Parallelism); 0 if absent
 * @param crossPartition whether a split may cover several partitions
 */
public record SplitOptions(
    String splitMode, String splitUnit, long splitNumber, Boolean crossPartition) {

  /** Bytes a split when the caller names none. Source: Storage API document, 4.1. */
  public static final long DEFAULT_SPLIT_NUMBER = 268_435_456L;

  /** What an absent member means. */
  public static final SplitOptions DEFAULT = of(SplitMode.SIZE, DEFAULT_SPLIT_NUMBER);

  public SplitOptions {
    splitMode = splitMode.isEmpty() ? SplitMode.SIZE.text() : splitMode;
    splitUnit = splitUnit.isEmpty() ? "ByteSize" : splitUnit;
    crossPartition = requireNonNullElse(crossPartition, true);
  }

  /** Options of one mode, splits may cross partitions. */
  public static SplitOptions of(SplitMode mode, long splitNumber) {
    return new SplitOptions(mode.text(), "ByteSize", splitNumber, true);
  }
}
