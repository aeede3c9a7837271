package dev.maxstorage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maxstorage.warehouse.Splits.Range;
import dev.maxstorage.wire.SplitMode;
import dev.maxstorage.wire.SplitOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Storage API document, 4.1, 4.5 and 4.6. */
class SplitsTest {
  private static Splits splits(SplitMode mode, long number, long rows, long bytes) {
    return Splits.of(SplitOptions.of(mode, number), List.of(new Splits.Run(rows, bytes)));
  }

  @Test
  void splitsAreDisjointAndComplete() {
    for (int count = 1; count <= 7; count++) {
      Splits splits = splits(SplitMode.PARALLELISM, count, 23, 1000);
      assertThat(splits.count()).isEqualTo(count);
      long next = 0;
      for (int index = 0; index < count; index++) {
        Range range = splits.range(index, -1, -1);
        assertThat(range.offset()).isEqualTo(next);
        assertThat(range.count()).isBetween(23L / count, 23L / count + 1);
        next += range.count();
      }
      assertThat(next).isEqualTo(23);
    }
  }

  @Test
  void thereAreNeverMoreSplitsThanRows() {
    assertThat(splits(SplitMode.PARALLELISM, 100, 3, 1000).count()).isEqualTo(3);
    assertThat(splits(SplitMode.SIZE, 1, 3, 1000).count()).isEqualTo(3);
    assertThat(splits(SplitMode.SIZE, 1, 0, 0).count()).isZero();
    assertThat(splits(SplitMode.SIZE, 1, 10_000_000, 10_000_000).count()).isEqualTo(100_000);
  }

  @Test
  void sizeSplitsRoundUp() {
    assertThat(splits(SplitMode.SIZE, 100, 1000, 1000).count()).isEqualTo(10);
    assertThat(splits(SplitMode.SIZE, 100, 1000, 1001).count()).isEqualTo(11);
    assertThat(splits(SplitMode.SIZE, 0, 1000, 1001).count()).isEqualTo(1);
  }

  @Test
  void everyTableHasOneBucket() {
    Splits splits = splits(SplitMode.BUCKET, 7, 1000, 1000);
    assertThat(splits.mode()).isEqualTo(SplitMode.BUCKET);
    assertThat(splits.count()).isEqualTo(1);
    assertThat(splits.bucketIds()).containsExactly(0);
    assertThat(splits.range(0, -1, -1)).isEqualTo(new Range(0, 1000));
    assertThat(splits(SplitMode.BUCKET, 7, 0, 0).bucketIds()).isEmpty();
    assertThat(splits(SplitMode.SIZE, 7, 1000, 1000).bucketIds()).isEmpty();
  }

  @Test
  void noSplitCrossesTheEndOfARun() {
    List<Splits.Run> runs =
        List.of(new Splits.Run(10, 100), new Splits.Run(1, 1), new Splits.Run(4, 40));
    assertThat(Splits.of(SplitOptions.of(SplitMode.SIZE, 50), runs).ranges())
        .containsExactly(new Range(0, 5), new Range(5, 5), new Range(10, 1), new Range(11, 4));
    assertThat(Splits.of(SplitOptions.of(SplitMode.PARALLELISM, 2), runs).ranges())
        .containsExactly(new Range(0, 10), new Range(10, 1), new Range(11, 4));
    assertThat(Splits.of(SplitOptions.of(SplitMode.ROW_OFFSET, 2), runs).range(-1, 9, 3))
        .isEqualTo(new Range(9, 3));
  }

  @Test
  void rangesAreClamped() {
    Splits splits = splits(SplitMode.ROW_OFFSET, 4096, 8, 100);
    assertThat(splits.range(-1, -1, -1)).isEqualTo(new Range(0, 8));
    assertThat(splits.range(-1, 5, 4_294_967_295L)).isEqualTo(new Range(5, 3));
    assertThat(splits.range(-1, 8, 1)).isEqualTo(new Range(8, 0));
    assertThat(splits.range(-1, Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(new Range(8, 0));
    assertThat(splits.range(-1, 2, 4).skip(3)).isEqualTo(new Range(5, 1));
    assertThat(splits.range(-1, 2, 4).skip(9)).isEqualTo(new Range(6, 0));
  }

  @Test
  void aRangeInsideASplitIsCountedFromItsStart() {
    Splits splits = splits(SplitMode.PARALLELISM, 2, 10, 100);
    assertThat(splits.range(1, 2, 2)).isEqualTo(new Range(7, 2));
    assertThat(splits.range(1, 2, 100)).isEqualTo(new Range(7, 3));
  }

  @Test
  void nonsenseIsRefused() {
    Splits splits = splits(SplitMode.PARALLELISM, 2, 10, 100);
    assertThatThrownBy(() -> splits.range(2, -1, -1)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> splits(SplitMode.SIZE, -1, 10, 100)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> Splits.of(new SplitOptions("size", "", 1, true), List.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("size");
  }
}
